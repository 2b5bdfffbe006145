//! `squash`: one revision in place of several, for databases in whatever state.

use autogen_tests::cli::{Database, Project};

const NOT_OURS: [&str; 1] = ["autogen_revision"];

/// A chain of four revisions, and a database for it.
fn four() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database);
    for (message, up, down) in [
        ("one", "create table one (id integer primary key);", "drop table one;"),
        ("two", "alter table one add column name text;", "alter table one drop column name;"),
        ("three", "create table three (id integer references one);", "drop table three;"),
        ("four", "create table four ();", "drop table four;"),
    ] {
        if message == "four" {
            // so that a number is free before it
            std::thread::sleep(std::time::Duration::from_millis(5100));
        }
        project.by_hand(message, up, down);
    }
    // sealed, so that each says which catalog it leads to
    seal_all(&project);
    (project, database)
}

/// Proves everything, as if it had just been written.
fn seal_all(project: &Project) {
    std::fs::remove_file(project.path("generated/autogen.lock")).expect("removed");
    project.run(["seal"]).exits(0);
}

#[test]
fn databases_in_every_state_go_on() {
    let (project, new) = four();
    let ids = project.ids();
    // one that is in the middle of the range, one at its end, one past it
    let [middle, end, past] = [0, 1, 2].map(|_| Database::new());
    for (database, at) in [(&middle, &ids[1]), (&end, &ids[2]), (&past, &ids[3])] {
        project.run(["upgrade", at, "--database-url", &database.url()]).exits(0);
        database.sql("insert into one values (1, 'row')");
    }
    let range = format!("{}:{}", ids[0], ids[2]);
    let done = project.run(["squash", &range, "-m", "the beginning"]);
    done.exits(0).prints("_the_beginning.up.sql").prints("moved the files of 3 revisions");
    let squashed = project.ids()[0].clone();
    assert_eq!(project.ids(), [squashed, ids[3].clone()], "it stands where they stood");
    let up = project.read(&project.up_files()[0]);
    assert!(up.contains(&format!("-- replaces {} and {} and {}", ids[0], ids[1], ids[2])), "{up}");
    assert_eq!(up.matches("create table").count(), 2, "{up}");
    assert_eq!(project.names("generated/replaced").len(), 6);
    project.run(["heads"]).exits(0);

    for (database, rows) in [(&new, "0"), (&middle, "1"), (&end, "1"), (&past, "1")] {
        let url = database.url();
        project.run(["upgrade", "--database-url", &url]).exits(0);
        assert_eq!(database.applied(), project.ids(), "{}", database.name());
        assert_eq!(database.sql("select count(*) from one"), rows);
        assert_eq!(database.dump(&NOT_OURS), new.dump(&NOT_OURS));
        project.run(["current", "--database-url", &url]).exits(0).prints("(head)");
    }
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(new.dump(&NOT_OURS), Database::new().dump(&[]));
}

#[test]
fn rows_that_somebody_changes_are_not_squashed_away() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("one", "create table one (id integer);", "drop table one;");
    project.by_hand(
        "rows",
        "insert into one\n  values (1);\ncreate table two ();",
        "drop table two;",
    );
    project.by_hand(
        "batch",
        "-- autogen: batch 10 on one\nupdate one set id = 2 where :batch;",
        "",
    );
    project.by_hand("stats", "create statistics s on id, ctid from one;", "");
    let ids = project.ids();
    let range = format!("{}:{}", ids[0], ids[1]);
    let unknown = project.run(["squash", &range]);
    unknown.exits(1).prints_nothing().tells("_one.up.sql (one): its catalog is unknown");
    // sealed with a proof, only the rows are left
    std::fs::remove_file(project.path("generated/autogen.lock")).expect("removed");
    std::fs::remove_file(project.path(&project.up_files()[3])).expect("removed");
    std::fs::remove_file(project.path(&format!("generated/{}_stats.down.sql", ids[3])))
        .expect("removed");
    project.run(["seal"]).exits(0);
    let refused = project.run(["squash", &range]);
    refused.exits(1).is_silent_about("is unknown").is_silent_about("create table");
    refused.tells("_rows.up.sql:").tells("insert into one values (1)").tells("--force");
    let whole = format!("{}:{}", ids[0], ids[2]);
    project.run(["squash", &whole]).exits(1).tells("update one set id = 2 where :batch");
    assert_eq!(project.ids().len(), 3, "nothing is written");
    project.run(["squash", &range, "--force"]).exits(0).tells("left out").tells("insert into one");
    project.run(["upgrade", "+1"]).exits(0);
    assert_eq!(database.sql("select count(*) from one"), "0");
}

#[test]
fn a_step_without_a_plan_that_changes_rows_says_why_it_has_none() {
    let project = Project::on(&Database::new());
    let tables = "create table a ();\ncreate table b ();\ncreate table c () inherits (a, b);";
    project.by_hand("tables", tables, "drop table c, b, a;");
    let turn =
        |first: &str| format!("alter table c no inherit {first};\nalter table c inherit {first};");
    let up = format!("{}\ninsert into c default values;", turn("a"));
    project.by_hand("turned", &up, &turn("b"));
    let refused = project.run(["squash", "base:heads"]);
    refused.exits(1).prints_nothing().tells("insert into c default values");
    refused.tells("(turned): its step has no plan").tells("the order in which a table inherits");
}

#[test]
fn only_a_line_is_squashed() {
    let (project, _) = four();
    let ids = project.ids();
    project.run(["squash", &ids[1]]).exits(1).prints_nothing().tells("takes two revisions or more");
    let written = project.by_hand("side", "create table side ();", "drop table side;");
    for path in [written.clone(), written.replace(".up.", ".down.")] {
        let text = project
            .read(&path)
            .replace(&format!("follows {}", ids[3]), &format!("follows {}", ids[1]));
        project.write(&path, &text);
    }
    project.run(["seal", "--no-prove"]).exits(0);
    let refused = project.run(["squash", &format!("{}:{}", ids[0], ids[2])]);
    refused.exits(1).tells("the range is no line").tells("(two) is also followed by");
}

#[test]
fn a_rename_in_the_range_stays_one() {
    let database = Database::new();
    let project = Project::on(&database);
    project.by_hand("one", "create table one (id integer, a text);", "drop table one;");
    project.by_hand(
        "b",
        "alter table one rename column a to b;",
        "alter table one rename column b to a;",
    );
    project.by_hand("two", "create table two ();", "drop table two;");
    seal_all(&project);
    let ids = project.ids();
    project.run(["upgrade", &ids[0]]).exits(0);
    database.sql("insert into one values (1, 'kept')");
    // by hand, nothing says that it is one
    let range = format!("{}:{}", ids[1], ids[2]);
    let asked = project.run(["squash", &range]);
    asked.exits(3).tells("public.one.a");
    project.run(["squash", &range, "--rename", "public.one.a=b"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select b from one"), "kept");
    assert_eq!(database.applied(), project.ids());
}
