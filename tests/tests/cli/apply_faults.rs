//! What goes wrong while revisions are applied, and that nothing is half done then.

use autogen_tests::cli::{Database, Models, Project, Table};

fn project() -> (Project, Database) {
    let database = Database::new();
    (Project::on(&database), database)
}

#[test]
fn a_failing_statement_is_shown_with_its_place_and_rolls_its_revision_back() {
    let (project, database) = project();
    project.by_hand("one", "create table one (id integer);", "drop table one;");
    let path = project.by_hand(
        "two",
        "create table two (id integer);\n\ninsert into two\nselect wrong from one;",
        "drop table two;",
    );
    let line = project.read(&path).lines().position(|line| line.contains("wrong")).unwrap() + 1;
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("rolled back").tells("column \"wrong\" does not exist");
    failed.tells(&format!("{path}:{line}:8")).tells("select wrong from one").tells("autogen seal");
    failed.tells("^");
    assert_eq!(database.applied(), project.ids()[..1], "the first stays, the second is gone");
    assert_eq!(database.sql("select to_regclass('two') is null"), "t");
    // mended and sealed, it goes on from there
    let text = project.read(&path).replace("select wrong", "select id");
    project.write(&path, &text);
    project.run(["seal"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn a_statement_that_is_no_sql_is_shown_with_its_place() {
    let (project, database) = project();
    let path = project.by_hand(
        "typo",
        "create table one (id integer);\n\nalter table one ad column x text;",
        "",
    );
    let line = project.read(&path).lines().position(|line| line.contains(" ad ")).unwrap() + 1;
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("syntax error at or near \"ad\"").tells("alter table one ad column");
    failed.tells(&format!("{path}:{line}:17"));
    assert_eq!(database.sql("select to_regclass('one') is null"), "t");
}

#[test]
fn the_rows_that_stand_in_the_way_are_named() {
    let (project, database) = project();
    database.sql("create table one (id integer, name text); insert into one values (1, null)");
    let path = project.by_hand("not null", "alter table one alter column name set not null;", "");
    let failed = project.run(["upgrade"]);
    failed.exits(1).tells("column \"name\" of relation \"one\" contains null values").tells(&path);
}

#[test]
fn an_applied_revision_that_was_edited_stops_everything() {
    let (project, database) = project();
    let path = project.by_hand("one", "create table one ();", "drop table one;");
    project.run(["upgrade"]).exits(0);
    let down = path.replace(".up.", ".down.");
    let (text, back) = (project.read(&path), project.read(&down));
    project.write(&path, &text.replace("one ()", "one (id integer)"));
    for args in [["upgrade", "head"], ["downgrade", "-1"], ["history", "--verbose"]] {
        let stopped = project.run(args);
        stopped.exits(1).tells(&path).tells("was edited after it was applied").tells("restore");
    }
    // sealing records the file, and does not change what the database ran
    project.run(["seal"]).exits(0);
    project.run(["upgrade"]).exits(1).tells("was edited after it was applied");
    // the line ends of another system are no edit
    project.write(&path, &text.replace('\n', "\r\n"));
    project.write(&down, &back);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn an_applied_revision_that_is_missing_stops_everything() {
    let (project, _database) = project();
    project.by_hand("one", "create table one ();", "drop table one;");
    let path = project.by_hand("two", "create table two ();", "drop table two;");
    project.run(["upgrade"]).exits(0);
    let id = project.ids().pop().unwrap();
    for file in [path.clone(), path.replace(".up.", ".down.")] {
        std::fs::remove_file(project.path(&file)).unwrap();
    }
    let stopped = project.run(["upgrade"]);
    stopped.exits(1).tells(&format!("revision {id} (two)")).tells("git");
    project.run(["current"]).exits(1).tells(&id);
}

#[test]
fn a_pending_revision_that_was_edited_must_be_sealed_first() {
    let (project, database) = project();
    let path = project.by_hand("one", "create table one ();", "drop table one;");
    project.write(&path, &project.read(&path).replace("one ()", "two ()"));
    project.run(["check"]).exits(1).prints(&path).prints("was edited").prints("autogen seal");
    project.run(["revision", "--empty", "-m", "more"]).exits(1).tells(&path);
    for args in [vec!["upgrade"], vec!["upgrade", "--sql"], vec!["upgrade", "--sql", "base:head"]] {
        project.run(args).exits(1).prints_nothing().tells(&path).tells("was edited");
    }
    assert_eq!(database.applied(), Vec::<String>::new());
    assert_eq!(project.up_files().len(), 1);
    project.run(["seal"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select to_regclass('two') is not null"), "t");
}

#[test]
fn a_revision_is_not_written_behind_the_chain() {
    let database = Database::new();
    let models = Models::new().and(Table::new("one").column("id", "integer"));
    let project = Project::on(&database).with_models(&models);
    project.run(["-m", "one"]).exits(0);
    project.models(&Models::new().and(Table::new("one").column("id", "bigint")));
    let behind = project.run(["-m", "two"]);
    behind.exits(1).tells("1 revision behind the chain").tells("autogen upgrade");
    behind.tells("--from revisions");
    // the replayed chain needs no database to be there yet
    project.run(["-m", "two", "--from", "revisions"]).exits(0);
    assert_eq!(project.up_files().len(), 2);
    let up = project.read(&project.up_files()[1]);
    assert!(up.contains("alter column id type bigint"), "{up}");
    assert_eq!(database.applied().len(), 0);
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0);
}

#[test]
fn a_statement_outside_a_transaction_runs_alone() {
    let (project, database) = project();
    project.by_hand("one", "create table one (id integer);", "drop table one;");
    let up = project.by_hand("index", "create index concurrently i on one (id);", "drop index i;");
    project.run(["upgrade"]).exits(1).tells("cannot run inside a transaction block");
    let text = project.read(&up);
    project.write(&up, &format!("-- no-transaction\n{text}"));
    project.run(["seal"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(
        database.sql("select indisvalid from pg_index where indexrelid = 'i'::regclass"),
        "t"
    );
    assert_eq!(database.applied(), project.ids());
    project.run(["downgrade", "base"]).exits(0);
}
