//! Servers and roles that are not as one would like: limits and habits that a role has, what is read-only, and
//! servers that go away.

use std::time::{Duration, Instant};

use autogen_tests::cli::{Database, Models, Pair, Project, Proxy, Run, Table};

/// Settings of a role that decide how SQL is read, how it is written, and how long anything may take.
const HABITS: &[&str] = &[
    "search_path = 'elsewhere, pg_catalog'",
    "standard_conforming_strings = off",
    "quote_all_identifiers = on",
    "datestyle = 'SQL, DMY'",
    "intervalstyle = 'sql_standard'",
    "bytea_output = 'escape'",
    "extra_float_digits = -3",
    "timezone = 'Asia/Kolkata'",
    "default_transaction_isolation = 'serializable'",
    "default_transaction_deferrable = on",
    "check_function_bodies = on",
    "lock_timeout = '150ms'",
    "statement_timeout = '2s'",
    "idle_in_transaction_session_timeout = '150ms'",
];

fn picky() -> Models {
    let t = Table::new("picky")
        .column("id", "integer primary key")
        .column("path", r"text not null default 'a\b''c' check (path ~ '^[a-z]\\\w+$')")
        .column("day", "date not null default '2020-02-01'")
        .column("at", "timestamptz not null default '2020-02-01 12:00+00'")
        .column("span", "interval not null default '1 day 02:00'")
        .column("raw", r"bytea not null default '\x00ff'")
        .column("part", "double precision not null default 0.1");
    Models::new().and(t.column("Order", "text").index("picky_order", r#"(lower("Order"))"#))
}

/// A role with all of the habits, that may do everything.
fn habitual(database: &Database) -> Database {
    let role = format!("habitual_{}", database.name());
    let habitual = database.for_role(&role, "superuser");
    for habit in HABITS {
        database.sql(&format!("alter role {role} set {habit}"));
    }
    if database.sql("select current_setting('server_version_num')::int >= 140000") == "t" {
        database.sql(&format!("alter role {role} set idle_session_timeout = '150ms'"));
    }
    habitual
}

/// The statements of the revisions, without their headers, which hold their ids.
fn statements(project: &Project) -> Vec<String> {
    let body = |path: String| project.read(&path).split_once("\n\n").unwrap().1.to_owned();
    let down = |path: &String| path.replace(".up.", ".down.");
    let ups = project.up_files();
    ups.iter().map(down).chain(ups.clone()).map(body).collect()
}

#[test]
fn the_habits_of_a_role_change_nothing() {
    let (plain, database) = (Database::new(), Database::new());
    let habitual = habitual(&database);
    let calm = Project::on(&plain).with_models(&picky());
    let project = Project::on(&habitual).with_models(&picky());
    for project in [&calm, &project] {
        project.run(["-m", "picky"]).exits(0);
        project.by_hand(
            "rows",
            r"insert into picky (id, path) values (1, 'b\c'); select pg_sleep(0.3);",
            "delete from picky;",
        );
        project.run(["upgrade"]).exits(0);
    }
    assert_eq!(statements(&project), statements(&calm));
    assert_eq!(database.sql("select path from picky"), r"b\c");
    // what is recorded is the text that ran
    let texts = "select message, up_sql from autogen_revision order by id";
    let without_ids = |text: String| text.replace(|c: char| c.is_ascii_digit(), "");
    assert_eq!(without_ids(database.sql(texts)), without_ids(plain.sql(texts)));
    // both see the same, whoever looks
    project.run(["diff"]).exits(0);
    project.run(["diff", "--from", "database", "--to", "revisions"]).exits(0);
    project.run(["diff", "--from", &plain.url(), "--to", "database"]).exits(0);
    project.run(["diff", "--database-url", &database.url()]).exits(0);
    project.run(["current", "--check"]).exits(0).is_silent_about("drift");
    project.run(["stamp", "base"]).exits(0);
    project.run(["stamp", "head"]).exits(0);
    assert_eq!(without_ids(database.sql(texts)), without_ids(plain.sql(texts)));
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(database.sql("select to_regclass('picky') is null"), "t");
}

#[test]
fn a_hook_may_take_longer_than_the_session_may_be_idle() {
    let database = Database::new();
    let habitual = habitual(&database);
    let project = Project::on(&habitual);
    project.configure("[hooks]\nbefore_upgrade = [\"sleep 1\"]\n");
    project.by_hand("one", "create table one ();", "drop table one;");
    project.run(["upgrade"]).exits(0);
}

#[test]
fn a_time_limit_of_the_role_ends_a_statement_and_says_so() {
    let database = Database::new();
    let habitual = habitual(&database);
    let project = Project::on(&habitual);
    project.by_hand("slow", "select pg_sleep(5);", "");
    let refused = project.run(["upgrade"]);
    refused.exits(1).tells("canceling statement due to statement timeout");
    refused.tells("--statement-timeout").tells(".up.sql:");
    assert!(database.applied().is_empty());
    project.run(["upgrade", "--statement-timeout", "20s"]).exits(0);
}

#[test]
fn reading_waits_for_ddl_under_way_whatever_the_role_allows() {
    let database = Database::new();
    let habitual = habitual(&database);
    let project = Project::on(&habitual);
    database.sql("create table t (a integer); create view v as select a from t");
    let mut ddl = database.psql();
    let ddl =
        ddl.args(["--command", "begin; alter table t add b integer; select pg_sleep(1.5); commit"]);
    let mut ddl = ddl.stdout(std::process::Stdio::null()).spawn().expect("psql");
    let sleeps = "select count(*) from pg_stat_activity where datname = current_database() \
        and query like '%pg_sleep(1.5)%' and pid <> pg_backend_pid()";
    while database.sql(sleeps) == "0" {
        std::thread::sleep(Duration::from_millis(20));
    }
    project.run(["dump", "--from", "database", "--snapshot", "s.json"]).exits(0);
    assert!(ddl.wait().expect("psql ends").success());
    // no moment in between was taken for the whole
    let text = project.read("s.json");
    assert!(text.contains("\"a\"") && text.contains("\"v\""), "{text}");
}

#[test]
fn a_role_that_may_only_read_by_default_reads_and_is_told_how_to_write() {
    let database = Database::new();
    let name = format!("shy_{}", database.name());
    let shy = database.for_role(&name, "superuser");
    let project = Project::on(&shy)
        .with_models(&Models::new().and(Table::new("one").column("id", "integer primary key")));
    project.run(["-m", "one"]).exits(0);
    let off = format!("alter role {name} set default_transaction_read_only = on");
    database.sql(&off);
    project.run(["diff"]).exits(2).prints("+ table one");
    project.run(["check"]).exits(0);
    project.run(["current"]).exits(0).prints("base (1 revision behind the head)");
    project.run(["dump", "--from", "models", "--snapshot", "s.json"]).exits(0);
    project.run(["upgrade", "--plan"]).exits(0).prints("1 revision would be applied");
    for args in [["upgrade", "head"], ["stamp", "head"]] {
        let refused = project.run(args);
        refused.exits(1).prints_nothing().tells("default_transaction_read_only is on");
        refused.tells(&format!("set for the role {name}")).tells("nothing was run");
        refused.tells(&format!("alter role {name} reset default_transaction_read_only"));
        refused.tells("PGOPTIONS='-c default_transaction_read_only=off' autogen upgrade");
    }
    database.sql(&format!("alter role {name} reset default_transaction_read_only"));
    let on = format!("alter database {} set default_transaction_read_only", database.name());
    database.sql(&format!("{on} = on"));
    let refused = project.run(["upgrade"]);
    refused.exits(1).tells(&format!("set for the database {}", database.name()));
    assert_eq!(database.sql("select to_regclass('autogen_revision') is null"), "t");
    // the way out is one
    let project = project.with("PGOPTIONS", "-c default_transaction_read_only=off");
    project.run(["upgrade"]).exits(0);
    let project = project.with("PGOPTIONS", "");
    project.run(["upgrade"]).exits(0).prints("nothing to do");
    project.run(["current", "--check"]).exits(0);
}

#[test]
fn a_standby_is_read_and_nothing_else() {
    let pair = Pair::start();
    let (primary, standby) = (pair.primary(), pair.standby());
    let one = Table::new("one").column("id", "integer primary key");
    let project = Project::on(&primary).with_models(&Models::new().and(one.clone()));
    project.run(["-m", "one"]).exits(0);
    project.run(["upgrade"]).exits(0);
    pair.catch_up();
    let on =
        |args: &[&str]| project.run(args.iter().copied().chain(["--database-url", &standby.url()]));
    on(&["current", "--check"]).exits(0).prints("one (head)");
    on(&["diff"]).exits(0);
    on(&["check"]).exits(0).prints("is as its revisions left it");
    on(&["dump", "schema"]).exits(0);
    on(&["views"]).exits(0);
    on(&["upgrade"]).exits(0).prints("nothing to do");
    project.models(&Models::new().and(one.column("note", "text")));
    on(&["diff"]).exits(2).prints("+ column one.note");
    // a revision is planned from what the standby has
    on(&["-m", "note"]).exits(0);
    on(&["upgrade", "--plan"]).exits(0).prints("1 revision would be applied");
    let files = project.names("generated");
    project.configure("[hooks]\nbefore_upgrade = [\"touch hooked\"]\n");
    for args in [&["upgrade"][..], &["stamp", "head"], &["downgrade", "base"]] {
        let refused = on(args);
        refused.exits(1).prints_nothing().tells("the server is a standby").tells("nothing was run");
        refused.tells("run it on the primary");
    }
    assert!(!project.path("hooked").exists(), "no hook runs for nothing");
    project.run(["upgrade"]).exits(0);
    primary.sql("create index by_hand on one (note)");
    pair.catch_up();
    on(&["current", "--check"]).exits(2).prints("+ index one.by_hand (note)");
    on(&["-m", "x", "--adopt"]).exits(1).tells("the server is a standby");
    assert_eq!(project.names("generated"), files, "nothing is written");
    let own = project.with("AUTOGEN_SCRATCH_ON", "own");
    let refused = own.run(["diff", "--database-url", &standby.url()]);
    refused.exits(1).tells("is a standby").tells("[scratch] on = \"local\"");
}

/// Cuts the connections of a command at each of these texts.
fn cut_at(texts: &[&'static str], through: &Database, run: impl Fn(&str) -> Run) {
    for text in texts {
        let line = Proxy::cut_at(through, text);
        let start = Instant::now();
        let run = run(&line.url());
        let sent = line.queries().iter().any(|query| query.contains(text));
        assert!(sent, "nothing was cut: {text} is not among {:#?}\n{run}", line.queries());
        assert_eq!(run.code, Some(1), "cut at {text}\n{run}");
        let told = ["run this again", "run the same command again"];
        assert!(told.iter().any(|told| run.stderr.contains(told)), "cut at {text}\n{run}");
        assert!(start.elapsed() < Duration::from_secs(60), "cut at {text}: it hangs");
    }
}

#[test]
fn a_server_that_goes_away_while_it_is_read_is_told() {
    let database = Database::new();
    let project = Project::on(&database);
    database.sql("create table t (a integer)");
    let texts = ["has_schema_privilege", "repeatable read", "commit"];
    cut_at(&texts, &database, |url| project.run(["dump", "--from", url, "--snapshot", "s.json"]));
    assert!(!project.path("s.json").exists());
}

#[test]
fn a_scratch_server_that_goes_away_leaves_nothing_behind() {
    let (database, scratch) = (Database::new(), Database::new());
    let models = Models::new().and(Table::new("one").column("id", "integer primary key"));
    let project = Project::on(&database).with_models(&models);
    // made, elaborated, read, dropped; and then proven
    let texts = ["create database", "create table one", "repeatable read", "drop database"];
    cut_at(&texts, &scratch, |url| project.run(["diff", "--scratch-url", url]));
    cut_at(&["drop table one"], &scratch, |url| project.run(["-m", "one", "--scratch-url", url]));
    assert!(project.names("generated").is_empty(), "{:?}", project.names("generated"));
    // what the cuts left is dropped with the next run
    project.run(["-m", "one", "--scratch-url", &scratch.url()]).exits(0);
}

#[test]
fn a_server_that_is_stopped_in_the_middle_is_told() {
    let database = Database::new();
    let project = Project::on(&database);
    database.sql("create table t (a integer); create view v as select a from t");
    let mut ddl = database.psql();
    let ddl = ddl.args(["--command", "begin; lock table t; select pg_sleep(20)"]);
    let mut ddl = ddl
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let reader = project.start(["dump", "--from", "database", "--snapshot", "s.json"]);
    let waits = "select count(*) from pg_stat_activity where datname = current_database() \
        and application_name = 'autogen' and wait_event_type = 'Lock'";
    while database.sql(waits) == "0" {
        std::thread::sleep(Duration::from_millis(20));
    }
    database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity \
        where datname = current_database() and pid <> pg_backend_pid()",
    );
    let told = project.finish(reader);
    told.exits(1)
        .tells("terminating connection due to administrator command")
        .tells("run this again");
    ddl.wait().unwrap();
}
