//! How revisions run: sections, what is recorded, what is refused, and what would run.

use std::process::Stdio;
use std::time::{Duration, Instant};

use autogen_tests::cli::{Database, Project, Proxy};

fn project() -> (Project, Database) {
    let database = Database::new();
    (Project::on(&database), database)
}

/// A revision of three sections, and one before it.
fn mixed(project: &Project) -> String {
    project.by_hand("plain", "create table before (id integer);", "drop table before;");
    project.by_hand(
        "mixed",
        "create table t (id integer primary key, a integer);\n\n\
         -- autogen: no transaction\n\
         create index concurrently t_a on t (a);\n\
         vacuum t;\n\n\
         -- autogen: section\n\
         insert into t select n, n from generate_series(1, 10) n;",
        "-- autogen: no transaction\n\
         drop index concurrently t_a;\n\n\
         -- autogen: section\n\
         drop table t;",
    )
}

/// What a database holds of revisions, without times.
fn recorded(database: &Database) -> String {
    database.sql(
        "select id, message, parents, md5(up_sql), md5(down_sql), checksum, down_checksum, applied_by, \
         tool_version, version from autogen_revision order by id",
    )
}

#[test]
fn sections_run_in_order_and_leave_no_journal() {
    let (project, database) = project();
    mixed(&project);
    let up = project.run(["upgrade"]);
    up.exits(0).tells("section 1 of 3").tells("section 2 of 3").tells("section 3 of 3");
    assert_eq!(database.sql("select count(*) from t"), "10");
    assert_eq!(
        database.sql("select indisvalid from pg_index where indexrelid = 't_a'::regclass"),
        "t"
    );
    assert_eq!(database.sql("select count(*) from autogen_revision_progress"), "0");
    assert_eq!(database.applied(), project.ids());
    // the tables in which it is recorded are nobody's business
    project.run(["diff", "--from", "revisions", "--to", "database"]).exits(0).tells("no changes");
    project.run(["downgrade", "-1"]).exits(0).tells("section 3 of 3");
    assert_eq!(database.sql("select to_regclass('t') is null"), "t");
    assert_eq!(database.sql("select count(*) from autogen_revision_progress"), "0");
    assert_eq!(database.applied(), project.ids()[..1]);
}

#[test]
fn the_table_tells_all_of_a_revision() {
    let (project, database) = project();
    let message = "line one\n'); drop table autogen_revision; --\n$$ \\' \u{1F600}";
    let path = project.by_hand(message, "create table one ();", "drop table one;");
    project
        .run(["upgrade", "--plan"])
        .exits(0)
        .prints("line one")
        .prints("1 statement in a transaction");
    project.run(["upgrade"]).exits(0);
    let shown = |column: &str| database.sql(&format!("select {column} from autogen_revision"));
    assert_eq!(shown("message"), message);
    assert_eq!(shown("up_sql || '.'"), format!("{}.", project.read(&path)));
    let down = path.replace(".up.", ".down.");
    assert_eq!(shown("down_sql || '.'"), format!("{}.", project.read(&down)));
    assert_eq!(shown("parents, applied_by, version"), "{}|postgres|1.0.0");
    assert_eq!(shown("length(checksum), length(down_checksum)"), "64|64");
    assert_eq!(shown("tool_version"), env!("CARGO_PKG_VERSION"));
    // psql gets it as text too
    project.run(["downgrade", "base"]).exits(0);
    let script = project.run(["upgrade", "--sql"]).exits(0).stdout.clone();
    database.sql(&script);
    assert_eq!(shown("message"), message);
}

#[test]
fn a_table_of_an_earlier_autogen_grows_when_something_is_written() {
    let (project, database) = project();
    let path = project.by_hand("one", "create table one ();", "drop table one;");
    project.by_hand("two", "create table two ();", "drop table two;");
    project.run(["upgrade", "+1"]).exits(0);
    database.sql(
        "create table old (id bigint primary key, message text not null, checksum text not null, \
         applied_at timestamptz not null default now(), duration_ms bigint not null);
         insert into old select id, message, checksum, applied_at, duration_ms from autogen_revision;
         drop table autogen_revision; alter table old rename to autogen_revision;",
    );
    let columns = "select count(*) from pg_attribute where attrelid = 'autogen_revision'::regclass and attnum > 0";
    project.run(["current"]).exits(0).prints(&project.ids()[0]);
    project.run(["history"]).exits(0).prints("applied ");
    project.run(["upgrade", "--plan"]).exits(0).prints("two");
    assert_eq!(database.sql(columns), "5", "what only looks changes nothing");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql(columns), "12");
    assert_eq!(database.sql("select parents is null from autogen_revision order by id"), "t\nf");
    project.run(["downgrade", "base"]).exits(0);
    // somebody else's table of that name is left alone
    database.sql("drop table autogen_revision; create table autogen_revision (version text)");
    project
        .run(["upgrade"])
        .exits(1)
        .tells("is no table of applied revisions")
        .tells("revision_table");
    assert!(std::path::Path::new(&project.path(&path)).exists());
}

#[test]
fn looking_creates_nothing() {
    let (project, database) = project();
    mixed(&project);
    for args in [
        &["current"][..],
        &["history"],
        &["upgrade", "--plan"],
        &["upgrade", "--sql"],
        &["downgrade", "base", "--plan"],
        &["downgrade", "base"],
    ] {
        project.run(args.iter().copied()).exits(0);
    }
    assert_eq!(database.dump(&[]), Database::new().dump(&[]));
}

#[test]
fn a_database_ahead_of_the_folder_is_explained_and_can_be_taken_back() {
    let (project, database) = project();
    project.by_hand("one", "create table one ();", "drop table one;");
    for name in ["two", "three"] {
        project.by_hand(
            &format!("make {name}"),
            &format!("create table {name} ();"),
            &format!("-- autogen: no transaction\ndrop table {name};"),
        );
    }
    project.run(["upgrade"]).exits(0);
    let ids = project.ids();
    for path in project.up_files().split_off(1) {
        for file in [path.clone(), path.replace(".up.", ".down.")] {
            std::fs::remove_file(project.path(&file)).unwrap();
        }
    }
    project.run(["seal", "--no-prove"]).exits(0);
    let ahead = project.run(["upgrade"]);
    ahead
        .exits(1)
        .tells("ahead of this checkout")
        .tells(&format!("revision {} (make two)", ids[1]));
    ahead.tells("by postgres").tells(&format!("autogen downgrade {}", ids[0]));
    project.run(["downgrade", "-1"]).exits(1).tells("ahead of this checkout");
    let plan = project.run(["downgrade", &ids[0], "--plan"]);
    plan.exits(0).prints("2 revisions").prints("that the database kept");
    let back = project.run(["downgrade", &ids[0]]);
    back.exits(0)
        .tells(&format!("took back {} make three", ids[2]))
        .prints("took back 2 revisions");
    assert_eq!(database.applied(), ids[..1]);
    assert_eq!(
        database.sql("select to_regclass('two') is null, to_regclass('one') is null"),
        "t|f"
    );
    // an earlier autogen kept no text
    database.sql(
        "insert into autogen_revision (id, message, checksum, duration_ms, parents) \
        select 20300101000000, 'from afar', '', 0, array[id] from autogen_revision",
    );
    project.run(["downgrade", &ids[0]]).exits(1).tells("kept no text of it").tells("from afar");
}

#[test]
fn a_revision_that_meddles_with_transactions_is_refused_before_anything_runs() {
    let (project, database) = project();
    project.by_hand("good", "create table good ();", "drop table good;");
    for (statement, problem) in [
        ("begin", "begins or ends a transaction"),
        ("/* so */ COMMIT AND CHAIN", "begins or ends a transaction"),
        ("rollback", "begins or ends a transaction"),
        ("end", "begins or ends a transaction"),
        ("prepare transaction 'x'", "begins or ends a transaction"),
        ("-- autogen: no transaction\nbegin", "begins or ends a transaction"),
        ("-- autogen: no transaction\nsavepoint a", "needs a transaction"),
        ("discard all", "the lock under which revisions are applied"),
    ] {
        let path = project.by_hand("bad", &format!("create table bad ();\n{statement};"), "");
        let run = project.run(["upgrade"]);
        run.exits(1).tells(problem).tells(&path).tells("autogen seal");
        assert_eq!(database.sql("select to_regclass('good') is null"), "t", "{statement}");
        for file in [path.clone(), path.replace(".up.", ".down.")] {
            std::fs::remove_file(project.path(&file)).unwrap();
        }
        project.run(["seal", "--no-prove"]).exits(0);
    }
    // savepoints of its own are fine, and so is what looks like a word of these
    let atomic = database.sql("select current_setting('server_version_num')::int >= 140000") == "t";
    let body = if atomic { "begin atomic select 1; end" } else { "as 'select 1'" };
    project.by_hand(
        "savepoint",
        &format!(
            "savepoint a;\ncreate table gone ();\nrollback to a;\nrelease a;\n\
             create function f() returns integer language sql {body};"
        ),
        "drop function f();",
    );
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select to_regclass('gone') is null"), "t");
}

#[test]
fn a_procedure_cannot_end_the_transaction_of_its_revision() {
    let (project, database) = project();
    database.sql("create procedure sly() language plpgsql as $$ begin commit; end $$");
    project.by_hand("sly", "create table one ();\ncall sly();", "");
    project.run(["upgrade"]).exits(1).tells("invalid transaction termination");
    assert_eq!(database.sql("select to_regclass('one') is null"), "t");
    assert_eq!(database.applied(), Vec::<String>::new());
}

#[test]
fn a_revision_that_gives_the_lock_back_stops_the_run() {
    let (project, database) = project();
    project.by_hand("sly", "select pg_advisory_unlock_all();", "");
    project.by_hand("next", "create table next ();", "");
    project
        .run(["upgrade"])
        .exits(1)
        .tells("the lock under which revisions are applied is gone")
        .tells(&project.ids()[0]);
    assert_eq!(database.applied(), project.ids()[..1]);
    project.run(["upgrade"]).exits(0);
}

#[test]
fn settings_of_a_revision_end_with_it() {
    let (project, database) = project();
    database.sql("create schema other");
    project.by_hand(
        "wild",
        "set search_path = other;\nset standard_conforming_strings = off;\nset statement_timeout = '1s';\n\
         create table a ();\n\n\
         -- autogen: no transaction\nset search_path = other;\ncreate table b ();\n\n\
         -- autogen: section\ncreate table c ();",
        "",
    );
    let slow = "select pg_sleep(1.1);\ncreate table d (x text default 'a\\b');";
    project.by_hand("tame", slow, "");
    project.run(["upgrade"]).exits(0);
    let place = "select relnamespace::regnamespace || '.' || relname from pg_class \
        where relname in ('a', 'b', 'c', 'd') order by relname";
    assert_eq!(database.sql(place), "other.a\nother.b\npublic.c\npublic.d");
    let default =
        "select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 'd'::regclass";
    assert_eq!(database.sql(default), r"'a\b'::text");
}

#[test]
fn all_in_one_transaction_or_none() {
    let (project, database) = project();
    project.by_hand(
        "one",
        "create table one (id integer);\n\n-- autogen: section\ninsert into one values (1);",
        "drop table one;",
    );
    let broken = project.by_hand("two", "insert into one values ('x');", "");
    project.run(["upgrade", "--single-transaction"]).exits(1).tells("rolled back").tells(&broken);
    assert_eq!(database.sql("select to_regclass('one') is null"), "t");
    assert_eq!(database.applied(), Vec::<String>::new());
    project.write(&broken, &project.read(&broken).replace("'x'", "2"));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade", "--single-transaction"]).exits(0);
    assert_eq!(database.applied(), project.ids());
    assert_eq!(database.sql("select count(*) from one"), "2");
    let three = project.by_hand("three", "-- autogen: no transaction\nvacuum one;", "");
    let refused = project.run(["upgrade", "--single-transaction"]);
    refused.exits(1).tells("cannot be a part of a single transaction").tells(&three);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn the_scripts_do_what_the_commands_do() {
    let (project, database) = project();
    mixed(&project);
    let (online, offline) = (Database::new(), Database::new());
    let script = project.run(["upgrade", "--sql", "--database-url", &online.url()]);
    script
        .exits(0)
        .prints("pg_try_advisory_lock")
        .prints("create index concurrently t_a on t (a);");
    online.sql(&script.stdout);
    // no database is asked for a range, so that none need be there
    let nowhere = "postgres://me@127.0.0.1:1/none";
    let range = project.run(["upgrade", "--sql", "base:head", "--database-url", nowhere]);
    range.exits(0).prints("-- revision");
    offline.sql(&range.stdout);
    project.run(["upgrade"]).exits(0);
    let skipped = ["autogen_revision", "autogen_revision_progress"];
    for other in [&online, &offline] {
        assert_eq!(other.dump(&[]), database.dump(&[]));
        assert_eq!(recorded(other), recorded(&database));
        assert_eq!(other.sql("table t order by 1"), database.sql("table t order by 1"));
        assert_eq!(other.sql("select count(*) from autogen_revision_progress"), "0");
    }
    // what is applied is not applied again
    assert!(offline.try_sql(&range.stdout).unwrap_err().contains("is already applied"));
    let ids = project.ids();
    let back =
        project.run(["downgrade", "--sql", &format!("head:{}", ids[0])]).exits(0).stdout.clone();
    online.sql(&back);
    assert_eq!(online.applied(), ids[..1]);
    let rest = project.run(["downgrade", "--sql", "base", "--database-url", &online.url()]);
    online.sql(&rest.stdout);
    assert_eq!(online.dump(&skipped), Database::new().dump(&[]));
    project.run(["upgrade", "base:head"]).exits(1).tells("is a range").tells("--sql");
    project.run(["upgrade", "--sql"]).exits(0).prints("nothing to run");
}

#[test]
fn a_plan_shows_sections_modes_and_hazards() {
    let (project, _database) = project();
    mixed(&project);
    project.by_hand(
        "late",
        "-- hazard: lock: table public.t\nalter table t add column b integer;\n\n\
         -- autogen: no transaction\n-- autogen: idempotent\n-- autogen: lock timeout 3s\nvacuum t;",
        "",
    );
    let plan = project.run(["upgrade", "--plan"]);
    plan.exits(0).prints("3 revisions would be applied to ").prints("hazard: lock: table public.t");
    plan.prints("statements outside a transaction")
        .prints("lock timeout 3s")
        .prints("again where that is in doubt");
    project.run(["upgrade", "--plan", "--sql"]).exits(1);
}

#[test]
fn twenty_at_once_apply_each_revision_once() {
    let (project, database) = project();
    mixed(&project);
    let slow = "select pg_sleep(0.3);\ninsert into t values (100, 100);";
    project.by_hand("slow", slow, "");
    let children: Vec<_> = (0..20).map(|_| project.start(["upgrade", "--wait", "300"])).collect();
    let runs: Vec<_> = children.into_iter().map(|child| project.finish(child)).collect();
    let applied = runs.iter().map(|run| run.exits(0).stderr.matches("applied ").count());
    assert_eq!(applied.sum::<usize>(), 3);
    assert_eq!(database.applied(), project.ids());
    assert_eq!(database.sql("select count(*) from t"), "11");
}

#[test]
fn a_pooler_in_transaction_mode_is_refused_and_one_in_session_mode_is_not() {
    let (project, database) = project();
    mixed(&project);
    for (sessions, in_turn) in [(1, false), (2, false), (2, true), (3, true)] {
        let pooler = Proxy::pool(&database, sessions, in_turn);
        let run = project.run(["upgrade", "--database-url", &pooler.url()]);
        run.exits(1).tells("transaction mode").tells("nothing was run").tells("session mode");
    }
    assert_eq!(database.sql("select to_regclass('autogen_revision') is null"), "t");
    assert_eq!(
        database.sql(
            "select count(*) from pg_locks where locktype = 'advisory' and database = \
        (select oid from pg_database where datname = current_database())"
        ),
        "0"
    );
    let line = Proxy::to(&database);
    project.run(["upgrade", "--database-url", &line.url()]).exits(0);
    assert_eq!(database.applied(), project.ids());
    // where nothing is to do, a pooler does no harm
    let pooler = Proxy::pool(&database, 1, false);
    project.run(["upgrade", "--database-url", &pooler.url()]).exits(0);
}

/// A session of somebody else that holds a lock on a table until it is dropped.
struct Holder(std::process::Child);

impl Holder {
    fn of(database: &Database, table: &str, seconds: f32) -> Self {
        let lock = format!(
            "begin; lock table {table} in access exclusive mode; select pg_sleep({seconds})"
        );
        let mut psql = database.psql();
        let child = psql.args(["--command", &lock]).stdout(Stdio::null()).spawn().expect("psql");
        let held = format!(
            "select count(*) from pg_locks where relation = '{table}'::regclass \
            and mode = 'AccessExclusiveLock' and granted"
        );
        let start = Instant::now();
        while database.sql(&held) == "0" {
            assert!(start.elapsed() < Duration::from_secs(20), "the lock is never held");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn a_lock_that_is_held_too_long_is_tried_again_and_reported() {
    let (project, database) = project();
    database.sql("create table busy (id integer)");
    project.by_hand("busy", "create table one ();\nalter table busy add column a integer;", "");
    let holder = Holder::of(&database, "busy", 60.0);
    let run = project.run(["upgrade", "--lock-timeout", "50ms", "--retries", "2"]);
    run.exits(1)
        .tells("attempt 2 of 3")
        .tells("attempt 3 of 3")
        .tells("lock timeout")
        .tells("less used");
    assert_eq!(database.sql("select to_regclass('one') is null"), "t");
    // the settings say so too, and the file goes before them
    project.configure("[database]\nlock_timeout = \"40ms\"\n");
    let path = &project.up_files()[0];
    let text = project.read(path);
    project
        .write(path, &text.replace("create table one", "-- autogen: no retry\ncreate table one"));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(1).tells("lock timeout").is_silent_about("attempt");
    project.write(
        path,
        &text.replace(
            "create table one",
            "-- autogen: lock timeout 30ms\n-- autogen: retry 1\ncreate table one",
        ),
    );
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(1).tells("attempt 2 of 2");
    drop(holder);
    // one that lets go in time
    let _holder = Holder::of(&database, "busy", 1.0);
    let waiting = project.run(["upgrade", "--retries", "50"]);
    waiting.exits(1).tells("attempt 2 of 2");
    project.write(path, &text);
    project.run(["seal", "--no-prove"]).exits(0);
    let _again = Holder::of(&database, "busy", 1.0);
    project.run(["upgrade", "--retries", "50"]).exits(0).tells("attempt 2 of 51");
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn a_statement_may_be_limited_in_time() {
    let (project, database) = project();
    project.by_hand("slow", "select pg_sleep(5);", "");
    project.run(["upgrade", "--statement-timeout", "100ms"]).exits(1).tells("statement timeout");
    project.run(["upgrade", "--statement-timeout", "100"]).exits(1).tells("500ms, 3s, 5min");
    project.configure("[database]\nstatement_timeout = \"soon\"\n");
    project.run(["upgrade"]).exits(1).tells("statement_timeout in autogen.toml").tells("soon");
    assert_eq!(database.applied(), Vec::<String>::new());
}
