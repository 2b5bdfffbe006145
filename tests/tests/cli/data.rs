//! Batched data steps: every row once, whatever the key, and from where they were killed.

use std::time::Duration;

use autogen_tests::cli::{Database, Project};

fn project() -> (Project, Database) {
    let database = Database::new();
    (Project::on(&database), database)
}

/// A revision with one batched section; `on` is what follows `batch`.
fn batched(project: &Project, on: &str, statement: &str) -> String {
    project.by_hand("fill", &format!("-- autogen: batch {on}\n{statement};"), "")
}

/// Whether the counter of every row of a table says that it was done once.
#[track_caller]
fn each_row_once(database: &Database, table: &str, rows: u32) {
    let counted = format!("select n, count(*) from {table} group by n order by n");
    assert_eq!(database.sql(&counted), format!("1|{rows}"));
}

#[test]
fn every_key_is_walked_and_every_row_is_done_once() {
    let (project, database) = project();
    // what makes the table, how the directive names it, and how the statement does
    let tables = [
        ("one (id bigint primary key, n integer not null default 0)", "one", "one"),
        (
            "two (a integer, b text, n integer not null default 0, primary key (b, a))",
            "two as x",
            "two x",
        ),
        (
            "three (id uuid primary key default gen_random_uuid(), n integer not null default 0)",
            "public.three",
            "public.three",
        ),
        (
            "\"user\" (\"Wei\"\"rd id\" text primary key, n integer not null default 0)",
            "public.user",
            "\"user\"",
        ),
        (
            "five (at timestamptz not null, x numeric not null, n integer not null default 0, unique (at, x))",
            "five",
            "five",
        ),
        ("six (id char(5) collate \"C\" primary key, n integer not null default 0)", "six", "six"),
        ("seven (id integer not null, n integer not null default 0)", "seven", "seven"),
        ("eight (id integer, n integer not null default 0)", "eight", "eight"),
    ];
    for (table, _, _) in tables {
        database.sql(&format!("create table {table}"));
    }
    database.sql(
        "create unique index on seven (id desc);
         insert into one select i * 3 from generate_series(1, 1000) i;
         insert into two select i % 10, 'it''s ' || i from generate_series(1, 1000) i;
         insert into three select from generate_series(1, 1000);
         insert into \"user\" select case when i = 7 then '' else E'\\\\ '' \\n ' || i end from generate_series(1, 1000) i;
         insert into five select '2024-01-01 00:00:00.123456+00'::timestamptz + (i % 3) * interval '1 us', i / 7.0
           from generate_series(1, 1000) i;
         insert into six select i from generate_series(1, 1000) i;
         insert into seven select i from generate_series(1, 1000) i;
         insert into eight select nullif(i, 5) from generate_series(1, 1000) i;
         set datestyle = 'SQL, DMY';",
    );
    let sections = tables.map(|(_, on, name)| {
        format!("-- autogen: batch 64 on {on}\nupdate {name} set n = n + 1 where :batch;\n")
    });
    project.by_hand("fill", &sections.concat(), "");
    let run = project.run(["upgrade"]);
    run.exits(0).tells("1000 rows in 16 batches").tells("rows/s");
    for table in ["one", "two", "three", "\"user\"", "five", "six", "seven", "eight"] {
        each_row_once(&database, table, 1000);
    }
    assert_eq!(database.applied(), project.ids());
    assert_eq!(database.sql("select count(*) from autogen_revision_progress"), "0");
}

#[test]
fn rows_without_a_key_that_move_are_not_done_again() {
    let (project, database) = project();
    // every second row is gone, so that new versions of rows find room in blocks that are yet to come
    database.sql(
        "create table t (id integer, pad text, n integer not null default 0);
         insert into t select i, repeat('x', 200) from generate_series(1, 4000) i;
         delete from t where id % 2 = 0;
         vacuum t;",
    );
    batched(&project, "50 on t", "update t set n = n + 1, pad = repeat('y', 300) where :batch");
    project.run(["upgrade"]).exits(0);
    each_row_once(&database, "t", 2000);
}

#[test]
fn the_table_named_covers_those_below_it() {
    let (project, database) = project();
    database.sql(
        "create table keyed (id integer primary key, n integer not null default 0) partition by range (id);
         create table keyed_1 partition of keyed for values from (0) to (500);
         create table \"Keyed 2\" partition of keyed for values from (500) to (2000);
         insert into keyed select i from generate_series(1, 1000) i;
         create table bare (id integer, n integer not null default 0) partition by hash (id);
         create table bare_0 partition of bare for values with (modulus 2, remainder 0);
         create table bare_1 partition of bare for values with (modulus 2, remainder 1);
         insert into bare select i from generate_series(1, 1000) i;
         create table animal (id integer primary key, n integer not null default 0);
         create table cat () inherits (animal);
         create schema zoo;
         create table zoo.\"Big Cat\" () inherits (cat);
         insert into animal select i from generate_series(1, 300) i;
         insert into cat select i from generate_series(1, 300) i;
         insert into zoo.\"Big Cat\" select i from generate_series(1, 400) i;
         create table nothing (id integer primary key, n integer);
         create table nothing_at_all (n integer);",
    );
    let sections = ["keyed", "bare", "animal", "nothing", "nothing_at_all"].map(|table| {
        format!("-- autogen: batch 64 on {table}\nupdate {table} set n = n + 1 where :batch;\n")
    });
    project.by_hand("fill", &sections.concat(), "");
    project.run(["upgrade"]).exits(0).is_silent_about("the statement changed none");
    for table in ["keyed", "bare", "animal"] {
        each_row_once(&database, table, 1000);
    }
}

#[test]
fn a_walk_that_is_killed_goes_on_behind_what_is_done() {
    for (table, on) in [
        ("t (id integer primary key, n integer)", "by key"),
        ("t (id integer, n integer)", "by block"),
    ] {
        let (project, database) = project();
        database.sql(&format!(
            "create table {table}; insert into t select i, 0 from generate_series(1, 3000) i"
        ));
        batched(&project, "100 on t pause 20ms", "update t set n = n + 1 where :batch");
        let mut killed = 0;
        loop {
            let mut child = project.start(["upgrade"]);
            let before = database.sql("select count(*) from t where n > 0");
            let done = loop {
                std::thread::sleep(Duration::from_millis(25));
                if let Some(status) = child.try_wait().unwrap() {
                    break status.success();
                }
                let now = database.sql("select count(*) from t where n > 0");
                if killed < 6 && now != before && now != "3000" {
                    break false;
                }
            };
            if done {
                break;
            }
            // by turns the process and its session at the server
            if killed % 2 == 0 {
                child.kill().unwrap();
                child.wait().unwrap();
                let others = "select count(*) from pg_stat_activity where application_name = 'autogen' and datname = current_database()";
                while database.sql(others) != "0" {
                    std::thread::sleep(Duration::from_millis(20));
                }
            } else {
                database.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'autogen' and datname = current_database()");
                let run = project.finish(child);
                run.exits(1).tells("autogen upgrade");
            }
            killed += 1;
            assert_eq!(database.applied().len(), 0, "{on}");
            assert!(killed < 20, "it gets no further, {on}");
        }
        assert!(killed >= 2, "it was interrupted, {on}");
        each_row_once(&database, "t", 3000);
        assert_eq!(database.applied(), project.ids());
    }
}

#[test]
fn rows_that_are_still_null_stop_it_before_the_next_section() {
    let (project, database) = project();
    database.sql(
        "create table person (id integer primary key, name text, upper_name text);
         insert into person select i, case when i % 100 = 0 then null else 'n' || i end from generate_series(1, 1000) i;",
    );
    let path = project.by_hand(
        "fill",
        "-- autogen: batch 300 on person as p fills upper_name\n\
         update person p set upper_name = upper(name) where :batch;\n\n\
         -- autogen: section\nalter table person alter upper_name set not null;",
        "",
    );
    let stopped = project.run(["upgrade"]);
    stopped
        .exits(1)
        .tells("upper_name is still null in 10 rows")
        .tells("as in the one with id = '")
        .tells(&path);
    assert_eq!(database.applied().len(), 0);
    // the rows that are mended are done, and no others
    database.sql("update person set upper_name = 'kept' where id = 1; update person set name = 'x' where name is null and id <> 1000");
    project
        .run(["upgrade"])
        .exits(1)
        .tells("upper_name is still null in 1 row,")
        .tells("id = '1000'");
    database.sql("update person set name = 'y' where id = 1000");
    project.run(["upgrade"]).exits(0);
    assert_eq!(
        database.sql("select upper_name from person where id in (1, 100, 1000) order by id"),
        "kept\nX\nY"
    );
    assert_eq!(database.sql("select attnotnull from pg_attribute where attname = 'upper_name' and attrelid = 'person'::regclass"), "t");
}

#[test]
fn a_statement_that_fails_keeps_the_batches_before_and_is_shown() {
    let (project, database) = project();
    database
        .sql("create table t (id integer primary key, n integer not null default 0, d integer)");
    database.sql("insert into t select i, 0, 500 - i from generate_series(1, 1000) i");
    let path = batched(&project, "100 on t", "update t set n = n + 1 + 0 / d where :batch");
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("division by zero").tells("behind key (400) up to (500)");
    failed.tells("the batches before stay").tells(&path).tells("autogen seal");
    assert_eq!(database.sql("select count(*) from t where n = 1"), "400");
    // mended and sealed, it goes on from there
    project.write(&path, &project.read(&path).replace(" + 0 / d", ""));
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(0).tells("goes on behind 400 rows");
    each_row_once(&database, "t", 1000);

    let path = batched(&project, "100 on t", "update t set n = missing where :batch and n > 0");
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("column \"missing\" does not exist").tells(&path).tells("^^^^^^^");
}

#[test]
fn a_lock_that_somebody_holds_is_waited_for_batch_by_batch() {
    let (project, database) = project();
    database.sql("create table t (id integer primary key, n integer not null default 0)");
    database.sql("insert into t select i from generate_series(1, 300) i");
    project.by_hand(
        "fill",
        "-- autogen: batch 100 on t\n-- autogen: lock timeout 50ms\n-- autogen: retry 50\n\
         update t set n = n + 1 where :batch;",
        "",
    );
    let mut holder = database.psql();
    holder.args(["-c", "begin; select from t where id = 250 for update; select pg_sleep(1.5)"]);
    let mut holder = holder.stdout(std::process::Stdio::null()).spawn().unwrap();
    let sleeps = "select count(*) from pg_stat_activity where query like '%pg_sleep(1.5)%' and datname = current_database() and pid <> pg_backend_pid()";
    while database.sql(sleeps) == "0" {
        std::thread::sleep(Duration::from_millis(20));
    }
    project.run(["upgrade"]).exits(0);
    holder.wait().unwrap();
    each_row_once(&database, "t", 300);
}

#[test]
fn what_cannot_be_walked_is_refused() {
    let made = || {
        let (project, database) = project();
        database.sql(
            "create table t (id integer primary key, n integer);
             insert into t values (1, 0);
             create view v as select * from t;",
        );
        project
    };
    for (on, statement, text) in [
        ("10 on missing", "update t set n = 1 where :batch", "there is no table missing"),
        ("10 on v", "update v set n = 1 where :batch", "v is a view"),
        ("10 on t fills nothing", "update t set n = 1 where :batch", "t has no column nothing"),
    ] {
        let project = made();
        batched(&project, on, statement);
        project.run(["upgrade"]).exits(1).tells(text);
    }
    let project = made();
    // nothing is changed: that is told
    batched(&project, "10 on t", "update t set n = 1 where n > 5 and :batch");
    project.run(["upgrade"]).exits(0).tells("t has rows, and the statement changed none");
}

#[test]
fn rows_that_a_policy_hides_are_not_passed_over() {
    let database = Database::new();
    let role = format!("walker_{}", database.name());
    let app = database.for_role(&role, "");
    database.sql(&format!(
        "create table t (id integer primary key, n integer not null default 0);
         insert into t values (1), (2);
         alter table t enable row level security;
         create policy p on t using (id = 1);
         grant all on t to {role};
         grant all on schema public to {role};"
    ));
    let project = Project::on(&app);
    batched(&project, "10 on t", "update t set n = n + 1 where :batch");
    let refused = project.run(["upgrade"]);
    refused.exits(1).tells("row level security hides rows of t from role").tells("role privileged");
    assert_eq!(database.sql("select sum(n) from t"), "0");
}

#[test]
fn a_batched_step_is_begun_by_the_command() {
    let (project, database) = project();
    database.sql("create table \"user\" (id integer primary key, n integer); insert into \"user\" values (1)");
    project
        .run(["revision", "--empty", "-m", "fill", "--batch", "public.user", "--batch-size", "500"])
        .exits(0);
    let path = project.up_files().pop().unwrap();
    let text = project.read(&path);
    assert!(text.contains("-- autogen: batch 500 on \"user\"\n"), "{text}");
    assert!(text.contains(":batch;"), "{text}");
    project.write(
        &path,
        &text.replace("set column = value where column is null", "set n = 7 where n is null"),
    );
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select n from \"user\""), "7");
    // it is kept through replay
    project.run(["seal", "--no-prove"]).exits(0);
    project.run(["-m", "x", "--batch", "t"]).exits(1).tells("--empty");
}

#[test]
fn a_script_says_what_it_cannot_do_and_does_the_rest() {
    let (project, database) = project();
    database.sql("create table t (id integer primary key, n integer); insert into t select i from generate_series(1, 50) i");
    project.by_hand(
        "shared",
        "-- autogen: once per database\ncreate schema ext;\n\n\
         -- autogen: batch 10 on t fills n\nupdate t set n = id where :batch;\n\n\
         -- autogen: no transaction\n-- autogen: once per database\ncreate index concurrently on t (n);\n\n\
         -- autogen: section\nalter table t alter n set not null;",
        "alter table t alter n drop not null;\n\n-- autogen: once per database\ndrop schema ext;",
    );
    let plan = project.run(["upgrade", "--plan"]);
    plan.exits(0).prints("batch 10 on t fills n").prints("once per database");
    let script = project.run(["upgrade", "--sql"]);
    script.exits(0).prints("where (true)").prints("For a large table: autogen upgrade");
    let offline = project.run(["upgrade", "base:head", "--sql"]);
    offline.exits(0).prints("where (true)");
    database.sql(&script.stdout);
    assert_eq!(database.applied(), project.ids());
    assert_eq!(database.sql("select sum(n) from t"), "1275");
    assert_eq!(
        database.sql("select section, schema from autogen.once order by 1"),
        "2|public\n4|public"
    );
    project.run(["upgrade"]).exits(0).prints("nothing to do");
    let back = project.run(["downgrade", "base", "--sql"]);
    database.sql(&back.exits(0).stdout);
    assert_eq!(database.sql("select count(*) from pg_namespace where nspname = 'ext'"), "0");
    // where rows are left null, a script stops as autogen does
    database.sql("alter table t add other integer");
    project.by_hand(
        "more",
        "-- autogen: batch 10 on t fills other\nupdate t set other = nullif(id, 7) where :batch;",
        "",
    );
    let script = project.run(["upgrade", "--sql"]);
    let failed = database.try_sql(&script.exits(0).stdout.clone());
    assert!(failed.is_err_and(|error| error.contains("other is null")), "it stops");
}
