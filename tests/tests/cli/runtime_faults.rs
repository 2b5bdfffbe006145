//! What becomes of a run that is interrupted: killed at every query it sends, its connection cut, the server
//! restarted, statements that fail half way. The next run comes to the same end, or asks.

use std::process::Stdio;
use std::time::{Duration, Instant};

use autogen_tests::cli::{Cut, Database, Project, Proxy, Run};

/// Revisions of every kind of section, but for one statement ones of which the outcome can be known.
fn mixed(project: &Project) {
    project.by_hand(
        "first",
        "create type mood as enum ('sad');\n\
         create table t (id integer primary key, a integer, note text);\n\
         create table log (what text);\n\
         insert into t select n, n from generate_series(1, 5) n;",
        "",
    );
    project.by_hand(
        "mixed",
        "alter table t add column b integer;\n\n\
         -- autogen: no transaction\n\
         create unique index concurrently t_a on t (a);\n\
         alter type mood add value 'happy';\n\
         vacuum t;\n\n\
         -- autogen: section\n\
         insert into log values ('section');\n\n\
         -- autogen: no transaction\n\
         insert into log values ('in doubt');\n\n\
         -- autogen: no transaction\n\
         -- autogen: idempotent\n\
         update t set note = 'noted' where note is null;\n\n\
         -- autogen: section\n\
         insert into log values ('end');",
        "",
    );
    project.by_hand("last", "create table last ();", "drop table last;");
}

/// All that must be the same in the end.
fn state(database: &Database) -> String {
    database.sql(
        "select 'revision', id, message, parents, checksum, down_checksum from autogen_revision order by id;
         select 'under way', count(*) from autogen_revision_progress;
         select relname, relkind, (select indisvalid from pg_index where indexrelid = c.oid) from pg_class c
         where relnamespace = 'public'::regnamespace order by relname;
         select attrelid::regclass, attname from pg_attribute where attrelid in ('t'::regclass, 'log'::regclass)
         and attnum > 0 order by 1, attnum;
         select enumlabel from pg_enum order by enumsortorder;
         table t order by id; table log order by what;",
    )
}

/// Goes on after an interruption, and answers what is asked.
fn finish(project: &Project, database: &Database) -> Option<Run> {
    let run = project.run(["upgrade", "--database-url", &database.url()]);
    if run.code == Some(0) {
        return None;
    }
    run.exits(3).tells("it is not known").tells("insert into log values ('in doubt')");
    run.tells("--resume-after").tells("--retry").tells(".up.sql:");
    let happened = database.sql("select count(*) from log where what = 'in doubt'") == "1";
    let answer = if happened { "--resume-after" } else { "--retry" };
    project.run(["upgrade", answer, "--database-url", &database.url()]).exits(0);
    Some(run)
}

/// The queries of a whole run, and what it leads to.
fn uninterrupted(project: &Project) -> (Vec<String>, String) {
    let database = Database::new();
    let line = Proxy::to(&database);
    project.run(["upgrade", "--database-url", &line.url()]).exits(0);
    (line.queries(), state(&database))
}

fn interrupted(project: &Project, at: usize, cut: Cut) -> (Database, Run) {
    let database = Database::new();
    let line = Proxy::cut(&database, at, cut);
    let child = project.start(["upgrade", "--database-url", &line.url()]);
    line.watch(child.id());
    let run = project.finish(child);
    (database, run)
}

#[test]
fn killed_before_any_query_it_comes_to_the_same_end() {
    let project = Project::new();
    mixed(&project);
    let (queries, expected) = uninterrupted(&project);
    let number = queries.len();
    let asked = std::sync::Mutex::new(Vec::new());
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if at >= number {
                        return;
                    }
                    let (database, run) = interrupted(&project, at, Cut::Kill);
                    assert_eq!(run.code, None, "killed before {:?}\n{run}", queries[at]);
                    if finish(&project, &database).is_some() {
                        asked.lock().unwrap().push(at);
                    }
                    assert_eq!(state(&database), expected, "killed before {:?}", queries[at]);
                }
            });
        }
    });
    // only between the note that the one statement is started and the note that it is done
    let mut asked = asked.into_inner().unwrap();
    asked.sort_unstable();
    let doubtful =
        queries.iter().position(|query| query.starts_with("insert into log values ('in doubt')"));
    let doubtful = doubtful.expect("the statement");
    assert_eq!(asked.first(), Some(&doubtful), "{queries:#?}");
    assert!(asked.len() <= 4, "{asked:?}");
}

#[test]
fn killed_while_a_statement_runs_or_cut_off_it_comes_to_the_same_end() {
    let project = Project::new();
    mixed(&project);
    let (queries, expected) = uninterrupted(&project);
    let at = |text: &str| {
        let sends =
            |query: &String| query.starts_with(text) || query.contains(&format!(";\n{text}"));
        queries.iter().position(sends).expect("a query")
    };
    for text in [
        "insert into t select",
        "create unique index concurrently",
        "alter type mood",
        "vacuum t",
        "insert into log values ('section')",
        "update t set note",
        "create table last",
    ] {
        for cut in [Cut::KillBehind, Cut::Connection] {
            let (database, run) = interrupted(&project, at(text), cut);
            if cut == Cut::Connection {
                run.exits(1).tells("the connection ended").tells("run it again");
            }
            let asked = finish(&project, &database);
            assert!(asked.is_none(), "{text} {cut:?}: {asked:?}");
            assert_eq!(state(&database), expected, "{text} {cut:?}");
        }
    }
}

fn until(database: &Database, condition: &str) {
    let start = Instant::now();
    while database.sql(&format!("select {condition}")) != "t" {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {condition}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_session_that_the_server_ends_is_gone_on_with() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand(
        "slow",
        "create table t ();\n\n-- autogen: no transaction\nselect pg_sleep(30);\n\n\
         -- autogen: section\nselect pg_sleep(0.5);\ncreate table u ();",
        "",
    );
    let sleeps = "exists (select from pg_stat_activity where datname = current_database() \
        and query like 'select pg_sleep(30)%' and pid <> pg_backend_pid())";
    let child = project.start(["upgrade"]);
    until(&database, sleeps);
    // neither done nor not done meanwhile, and both say so
    project
        .run(["downgrade", "base", "--wait", "1"])
        .exits(1)
        .tells("process ")
        .tells("select pg_sleep(30)");
    database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() \
        and query like 'select pg_sleep(30)%' and pid <> pg_backend_pid()",
    );
    project.finish(child).exits(1).tells("the connection ended").tells("terminating connection");
    project
        .run(["downgrade", "base"])
        .exits(1)
        .tells("is applied in part")
        .tells("autogen upgrade");
    let current = project.run(["current", "--check"]);
    current
        .exits(2)
        .prints("slow (applied in part, up to statement 1 of section 2")
        .prints("go on with `autogen upgrade`");
    let plan = project.run(["upgrade", "--plan"]);
    plan.exits(0).prints("(done before)");
    project.run(["upgrade", "--sql"]).exits(3).tells("it is not known");
    project.run(["upgrade"]).exits(3).tells("select pg_sleep(30)").tells(".up.sql:16");
    let script = project.run(["upgrade", "--sql", "--resume-after"]).exits(0).stdout.clone();
    // once each in the text that is recorded
    let times = |text: &str| script.matches(text).count();
    assert_eq!((times("create table t ()"), times("create table u ()")), (1, 2), "{script}");
    project.run(["upgrade", "--resume-after"]).exits(0).tells("has been done before");
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn a_server_that_is_restarted_in_the_middle_is_gone_on_with() {
    let project = Project::new();
    project.run(["db", "start"]).exits(0);
    project.by_hand("one", "create table one ();", "");
    project.by_hand("slow", "create table two ();\nselect pg_sleep(5);", "");
    let url = project.run(["db", "url"]).stdout.trim().to_owned();
    let database = Database::at(url);
    let child = project.start(["upgrade"]);
    until(
        &database,
        "exists (select from pg_stat_activity where query like '%pg_sleep(5)%' and pid <> pg_backend_pid())",
    );
    project.run(["db", "stop"]).exits(0);
    project
        .finish(child)
        .exits(1)
        .tells("the connection ended while revision")
        .tells("run it again");
    project.run(["db", "start"]).exits(0);
    assert_eq!(database.applied(), project.ids()[..1]);
    assert_eq!(database.sql("select to_regclass('two') is null"), "t");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn an_invalid_index_is_dropped_and_built_again() {
    let database = Database::new();
    let project = Project::on(&database);
    let path = project.by_hand(
        "unique",
        "create schema \"Odd one\";\ncreate table \"Odd one\".\"T\" (a integer);\n\
         insert into \"Odd one\".\"T\" values (1), (1);\n\n\
         -- autogen: no transaction\n\
         create table proof ();\n\
         CREATE UNIQUE INDEX CONCURRENTLY \"I 1\" ON \"Odd one\".\"T\" (a);\n\
         create table after ();",
        "",
    );
    project
        .run(["upgrade"])
        .exits(1)
        .tells("could not create unique index")
        .tells("what ran before it stays");
    let valid =
        "select indisvalid from pg_index where indexrelid = '\"Odd one\".\"I 1\"'::regclass";
    assert_eq!(database.sql(valid), "f");
    // the same again, and what is done may not change
    project
        .run(["upgrade"])
        .exits(1)
        .tells("was left invalid")
        .tells("could not create unique index");
    let text = project.read(&path);
    project.write(&path, &text.replace("create table proof ()", "create table proof (a integer)"));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(1).tells("its text has changed since").tells(&path);
    project.write(&path, &text.replace("values (1), (1)", "values (1)"));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(1).tells("section 1").tells("its text has changed since");
    // what failed may
    project.write(&path, &text.replace("CREATE UNIQUE INDEX", "create index"));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(0).tells("was left invalid; it is dropped and built again");
    assert_eq!(database.sql(valid), "t");
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn an_invalid_index_of_somebody_else_is_not_passed_over() {
    let database = Database::new();
    let project = Project::on(&database);
    database.sql("create table t (a integer); insert into t values (1), (1)");
    // psql runs it by itself
    let build = "create unique index concurrently t_a on t (a)";
    assert!(database.try_sql(build).unwrap_err().contains("could not create unique index"));
    database.sql("delete from t");
    project.by_hand(
        "index",
        "-- autogen: no transaction\ncreate unique index concurrently if not exists t_a on t (a);",
        "",
    );
    project.run(["upgrade"]).exits(0).tells("was left invalid; it is dropped and built again");
    let valid = "select indisvalid from pg_index where indexrelid = 't_a'::regclass";
    assert_eq!(database.sql(valid), "t");
}

#[test]
fn what_an_unfinished_reindex_leaves_is_dropped() {
    let project = Project::new();
    project.by_hand(
        "reindex",
        "create table t (a integer);\ncreate index i on t (a);\n\n\
         -- autogen: no transaction\nreindex table concurrently t;\ndrop index concurrently if exists gone;",
        "",
    );
    let database = Database::new();
    let line = Proxy::to(&database);
    project.run(["upgrade", "--database-url", &line.url()]).exits(0);
    let queries = line.queries();
    let at = queries.iter().position(|query| query.starts_with("reindex")).expect("the statement");
    let (database, _) = interrupted(&project, at, Cut::Kill);
    database.sql(
        "create index i_ccnew on t (a); create index i_ccold1 on t (a); create index mine_ccnew on t (a);
         update pg_index set indisvalid = false where indexrelid in ('i_ccnew'::regclass, 'i_ccold1'::regclass)",
    );
    let run = project.run(["upgrade", "--database-url", &database.url()]);
    run.exits(0).tells("public.i_ccnew, public.i_ccold1").tells("unfinished reindex");
    let left = "select relname from pg_class where relkind = 'i' and relnamespace = 'public'::regnamespace \
        and relname not like 'autogen%' order by 1";
    assert_eq!(database.sql(left), "i\nmine_ccnew");
}

#[test]
fn a_statement_that_fails_outside_a_transaction_is_known_not_to_have_run() {
    let database = Database::new();
    let project = Project::on(&database);
    let path = project.by_hand(
        "odd",
        "create table t (a integer);\n\n\
         -- autogen: no transaction\n\
         set application_name = 'remembered';\n\
         insert into t values (1);\n\
         insert into t values ('x' || current_setting('application_name'));",
        "",
    );
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("failed at statement 3").tells("what ran before it stays").tells(&path);
    let text = project.read(&path);
    let mended = text.replace(
        "values ('x' || current_setting('application_name'))",
        "select 2 where current_setting('application_name') = 'remembered'",
    );
    project.write(&path, &mended);
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(
        database.sql("select a from t order by a"),
        "1\n2",
        "settings are made again, rows are not"
    );
    // a block may have committed before it failed
    project.by_hand(
        "block",
        "-- autogen: no transaction\n\
         do $$ begin insert into t values (3); commit; perform 1 / (select 0); end $$;",
        "",
    );
    project.run(["upgrade"]).exits(1).tells("division by zero");
    project.run(["upgrade"]).exits(3).tells("it is not known").tells("do $$ begin");
    project.run(["upgrade", "--resume-after"]).exits(0);
    assert_eq!(database.sql("select a from t order by a"), "1\n2\n3");
}

/// The server says the same when its disk is full, wherever it notices.
#[test]
fn a_full_disk_leaves_nothing_half_done() {
    let database = Database::new();
    let project = Project::on(&database);
    database.sql(
        "create table room (free boolean); insert into room values (false);
         create function grow() returns integer language plpgsql as $$ begin
         if not (select free from room) then
           raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
         end if; return 1; end $$",
    );
    project.by_hand("full", "create table one ();\nselect grow();", "");
    project.by_hand(
        "full outside",
        "create table two ();\n\n-- autogen: no transaction\ncreate table three ();\nselect grow();",
        "",
    );
    project
        .run(["upgrade"])
        .exits(1)
        .tells("No space left on device")
        .tells("make room on the server's disk");
    assert_eq!(database.sql("select to_regclass('one') is null"), "t");
    database.sql("update room set free = true");
    project.run(["upgrade", "+1"]).exits(0);
    database.sql("update room set free = false");
    project.run(["upgrade"]).exits(1).tells("No space left on device");
    database.sql("update room set free = true");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn somebody_waits_for_a_killed_run_whose_statement_still_runs() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand(
        "slow",
        "-- autogen: no transaction\n-- autogen: idempotent\nselect pg_sleep(3);",
        "",
    );
    let mut child = project.start(["upgrade"]);
    until(
        &database,
        "exists (select from pg_stat_activity where datname = current_database() \
        and query like 'select pg_sleep(3)%' and pid <> pg_backend_pid())",
    );
    child.kill().expect("killed");
    drop(child.wait());
    let next =
        project.command(&["upgrade".to_owned()]).stderr(Stdio::piped()).output().expect("runs");
    let told = String::from_utf8_lossy(&next.stderr).into_owned();
    assert!(next.status.success(), "{told}");
    assert!(
        told.contains("waiting for") && told.contains("which runs: select pg_sleep(3)"),
        "{told}"
    );
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn a_statement_outside_a_transaction_waits_for_its_lock_again() {
    let database = Database::new();
    let project = Project::on(&database);
    database.sql("create table busy (a integer)");
    project.by_hand(
        "busy",
        "-- autogen: no transaction\n-- autogen: lock timeout 100ms\n-- autogen: retry 60\n\
         create index concurrently busy_a on busy (a);",
        "",
    );
    let lock = "begin; lock table busy in row exclusive mode; select pg_sleep(1.5)";
    let mut holder =
        database.psql().args(["--command", lock]).stdout(Stdio::null()).spawn().expect("psql");
    until(&database, "exists (select from pg_locks where relation = 'busy'::regclass and granted)");
    project.run(["upgrade"]).exits(0).tells("lock timeout").tells("attempt 2 of 61");
    drop(holder.wait());
    assert_eq!(
        database.sql("select indisvalid from pg_index where indexrelid = 'busy_a'::regclass"),
        "t"
    );
}

#[test]
fn what_cannot_be_finished_is_put_right_by_hand_and_stamped() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("one", "create table one ();", "drop table one;");
    project.by_hand(
        "never",
        "create table never (a integer);\n\n-- autogen: no transaction\nselect 1 / 0;",
        "drop table never;",
    );
    project.run(["upgrade"]).exits(1).tells("division by zero");
    let stuck = project.run(["downgrade", "base"]);
    stuck.exits(1).tells("is applied in part").tells("autogen stamp REV");
    database.sql("drop table never");
    let id = &project.ids()[0];
    project.run(["stamp", id]).exits(0).tells("how far an interrupted run came is forgotten");
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(database.sql("select to_regclass('one') is null"), "t");
}
