//! `upgrade` and `downgrade`: to where, and what a database records.

use std::time::Duration;

use autogen_tests::cli::{Database, Project};

/// A project with three revisions written by hand, none applied. Such a project needs no models.
pub(crate) fn three() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database);
    for table in ["one", "two", "three"] {
        let create = format!("create table {table} (id integer primary key);");
        project.by_hand(&format!("make {table}"), &create, &format!("drop table {table};"));
    }
    (project, database)
}

fn tables(database: &Database) -> String {
    database.sql("select string_agg(relname, ' ' order by oid) from pg_class where relkind = 'r' and oid >= 16384 and relname <> 'autogen_revision'")
}

#[test]
fn up_and_down_by_steps_by_name_and_all_the_way() {
    let (project, database) = three();
    let ids = project.ids();
    project.run(["current"]).exits(0).prints("base (3 revisions behind the head)");
    project.run(["upgrade", "+1"]).exits(0).prints(&format!("applied revision {}", ids[0]));
    assert_eq!(tables(&database), "one");
    project.run(["upgrade", &ids[1]]).exits(0);
    assert_eq!(tables(&database), "one two");
    project.run(["upgrade"]).exits(0).tells(&format!("applied {} make three", ids[2]));
    project.run(["upgrade"]).exits(0).prints("nothing to do: the database is at the head");
    assert_eq!(database.applied(), ids);
    assert_eq!(
        database.sql("select message from autogen_revision order by id"),
        "make one\nmake two\nmake three"
    );
    project.run(["current"]).exits(0).prints(&format!("{} make three (head)", ids[2]));

    project.run(["downgrade", "-1"]).exits(0).prints(&format!("took back revision {}", ids[2]));
    assert_eq!(tables(&database), "one two");
    project.run(["upgrade", "head"]).exits(0);
    project.run(["downgrade", &ids[0]]).exits(0).prints("took back 2 revisions");
    assert_eq!((tables(&database), database.applied()), ("one".to_owned(), ids[..1].to_vec()));
    let history = project.run(["history"]);
    history.exits(0).prints("make three  (not applied; head").prints("make one  (applied ");
    assert!(history.stdout.starts_with(&format!("○ {}", ids[2])), "newest first: {history}");
    project.run(["downgrade", "base"]).exits(0);
    project.run(["downgrade", "base"]).exits(0).prints("nothing to take back");
    assert_eq!((tables(&database), database.applied()), (String::new(), Vec::new()));
}

#[test]
fn what_names_no_revision_is_refused() {
    let (project, database) = three();
    let ids = project.ids();
    project.run(["upgrade", "+1"]).exits(0);
    let refused = |args: [&str; 2], text: &str| {
        project.run(args).exits(1).prints_nothing().tells(text);
    };
    refused(["upgrade", "1999"], "there is no revision `1999`");
    refused(["upgrade", "202"], "too short");
    refused(["upgrade", &ids[0][..4]], &format!("may be {} or {}", ids[0], ids[1]));
    refused(["upgrade", "haed"], "`haed` is no revision");
    refused(["upgrade", "+0"], "`+0` is no revision");
    refused(["upgrade", "+x"], "`+x` is no revision");
    refused(["upgrade", "+3"], "there are only 2 further revisions that way, not 3");
    refused(["downgrade", "-2"], "there is only 1 further revision that way, not 2");
    refused(["downgrade", &ids[2]], "is not applied");
    project.run(["upgrade"]).exits(0);
    refused(["upgrade", &ids[0]], &format!("; go back with `autogen downgrade {}`", ids[0]));
    assert_eq!(database.applied(), ids);
    // a downgrade says how far
    project.run(["downgrade"]).exits(1).tells("<REV|-N|base>");
}

#[test]
fn eight_at_once_apply_each_revision_once() {
    let (project, database) = three();
    let children: Vec<_> = (0..8).map(|_| project.start(["upgrade"])).collect();
    let runs: Vec<_> = children.into_iter().map(|child| project.finish(child)).collect();
    let applied = runs.iter().map(|run| run.exits(0).stderr.matches("applied ").count());
    assert_eq!(applied.sum::<usize>(), 3);
    assert_eq!(database.applied(), project.ids());
    let idle = runs.iter().filter(|run| run.stdout.starts_with("nothing to do")).count();
    assert_eq!(idle, 7, "one of them does it all under its lock");
}

#[test]
fn a_run_that_waits_too_long_says_for_whom() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("slow", "select pg_sleep(3);", "");
    let slow = project.start(["upgrade"]);
    let sleeps = "select count(*) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(3)%' and pid <> pg_backend_pid()";
    while database.sql(sleeps) == "0" {
        std::thread::sleep(Duration::from_millis(50));
    }
    let waited = project.run(["upgrade", "--wait", "1"]);
    waited.exits(1).tells("another session has been applying revisions").tells("more than 1 s");
    waited.tells(": process ").tells("of role postgres").tells("--wait SECS");
    project.finish(slow).exits(0);
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn the_table_of_applied_revisions_may_have_another_name_and_schema() {
    let database = Database::new();
    let project = Project::on(&database);
    project.configure("[revision_table]\nname = \"Applied Here\"\nschema = \"ops\"\n");
    project.by_hand("one", "create table one ();", "drop table one;");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select count(*) from ops.\"Applied Here\""), "1");
    project.run(["current"]).exits(0).prints("(head)");
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(database.sql("select count(*) from ops.\"Applied Here\""), "0");
}

#[test]
fn the_default_schema_may_be_another() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("one", "create table one ();", "drop table one;");
    database.sql("create schema tenant_a");
    project.run(["upgrade", "--schema", "tenant_a"]).exits(0);
    let found = "select relnamespace::regnamespace from pg_class where relname in ('one', 'autogen_revision')";
    assert_eq!(database.sql(found), "tenant_a\ntenant_a");
    project.run(["current"]).exits(0).prints("base (1 revision behind the head)");
}
