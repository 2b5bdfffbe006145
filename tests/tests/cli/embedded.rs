//! `autogen db` and `autogen init`.

use std::process::Command;
use std::time::Duration;

use autogen_tests::cli::{Database, Project};

#[test]
fn the_embedded_database_is_there_for_everybody() {
    let project = Project::new();
    project.run(["db", "status"]).exits(0).prints("not made yet");
    project.run(["db", "stop"]).exits(0).tells("does not run");
    assert!(!project.path(".autogen").exists(), "asking makes nothing");

    project.run(["db", "start"]).exits(0).tells("is up").tells("autogen db stop");
    project.run(["db", "start"]).exits(0).tells("was up already");
    project.run(["db", "status"]).exits(0).prints("running (process ").prints("PostgreSQL");
    let url = project.run(["db", "url"]).exits(0).stdout.trim().to_owned();
    let database = Database::at(&url);
    database.sql("create table mine (id integer); insert into mine values (1)");
    // what is up is used, and stays up
    project.by_hand("one", "create table one ();", "drop table one;");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
    let others = project.run(["diff", "--from", &url, "--to", "database"]);
    others.exits(0).prints_nothing();

    project.run(["db", "stop"]).exits(0).tells("has stopped");
    assert!(database.try_sql("select 1").is_err(), "it still runs");
    project.run(["db", "url"]).exits(0).prints(&url).tells("autogen db start");
    // its data stays, and a command that needs it starts it for its own time
    project.run(["current"]).exits(0).prints("one (head)");
    project.run(["db", "status"]).exits(0).prints("not running");
    project.run(["db", "start"]).exits(0);
    assert_eq!(database.sql("select id from mine"), "1");

    project.run(["db", "reset"]).exits(0).tells("removed ");
    project.run(["db", "status"]).exits(0).prints("not made yet");
    // made anew, it is brought to the head of the revisions
    project.run(["db", "start"]).exits(0).tells("applied ");
    assert_eq!(
        database.sql("select to_regclass('one') is not null, to_regclass('mine') is null"),
        "t|t"
    );
}

/// What `db status` says, once it is that.
fn comes_to(project: &Project, state: &str) {
    for _ in 0..200 {
        if project.run(["db", "status"]).exits(0).stdout.contains(state) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    project.run(["db", "status"]).prints(state);
}

#[test]
fn whatever_ends_autogen_ends_its_server_and_leaves_nothing_half_done() {
    let project = Project::new();
    project.by_hand("slow", "create table one (); select pg_sleep(60);", "");
    for (signal, code) in [("-TERM", Some(143)), ("-INT", Some(130)), ("-KILL", None)] {
        let child = project.start(["upgrade"]);
        comes_to(&project, "running (process ");
        let url = project.run(["db", "url"]).exits(0).stdout.trim().to_owned();
        let sleeps = "select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()";
        let reached = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            Database::at(&url).try_sql(sleeps).is_ok_and(|count| count == "1")
        });
        assert!(reached, "the statement does not run");
        let kill = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(kill.is_ok_and(|status| status.success()));
        let ended = project.finish(child);
        assert_eq!(ended.code, code, "after {signal}\n{ended}");
        comes_to(&project, "not running");
    }
    project.run(["current"]).exits(0).prints("base (1 revision behind the head)");
}

#[test]
fn a_project_is_set_up_and_nothing_in_it_is_overwritten() {
    let project = Project::new();
    let empty = project.run(["init"]);
    empty.exits(0).tells("wrote  autogen.toml").tells("wrote  generated/.gitattributes");
    empty
        .tells("to do: cargo")
        .tells("Cargo.toml")
        .is_silent_about("error:")
        .tells("autogen -m \"initial schema\"");
    let config = project.read("autogen.toml");
    project.write("autogen.toml", &config.replacen("# schema =", "schema =", 1));
    let again = project.run(["init"]);
    again.exits(0).tells("kept   autogen.toml").tells("kept   generated/.gitattributes");
    assert_ne!(project.read("autogen.toml"), config);
    project.run(["history"]).exits(0).prints("generated holds no revisions");
}

#[test]
fn a_models_crate_gets_its_describe_binary() {
    let project = Project::new();
    project.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"entity\"]\nresolver = \"3\"\nexclude = [\"x\"]\n\n\
         [workspace.dependencies]\n\
         autogen-entity = { path = \"x\", default-features = false }\n",
    );
    let manifest =
        "[package]\nname = \"entity\"\nedition = \"2024\"\n\n[dependencies]\nsea-orm = \"2\"\n";
    project.write("entity/Cargo.toml", manifest);
    project.write("entity/src/lib.rs", "");
    let entity =
        "[package]\nname = \"autogen-entity\"\n\n[features]\ndeclare = []\ndescribe = []\n";
    project.write("x/Cargo.toml", entity);
    project.write("x/src/lib.rs", "");
    let run = project.run(["init"]);
    run.exits(0).tells("wrote  entity/src/bin/describe.rs").tells("added the binary");
    let text = project.read("entity/Cargo.toml");
    assert!(text.contains("describe = [\"autogen-entity/describe\"]"), "{text}");
    assert!(text.contains("required-features = [\"describe\"]"), "{text}");
    assert!(project.read("autogen.toml").contains("package = \"entity\""));
    assert!(project.read("entity/src/bin/describe.rs").contains("use entity as _;"));
    let again = project.run(["init"]);
    again.exits(0).tells("kept   the describe binary").is_silent_about("wrote  ");
}

#[test]
fn help_and_version_are_no_errors() {
    let project = Project::new();
    project.run(["--help"]).exits(0).prints("Exit codes: 0 done or nothing to do, 1 error");
    project.run(["--version"]).exits(0).prints("autogen ");
    project.run(["diff", "--help"]).exits(0).prints("--format");
    let none: [&str; 0] = [];
    project.run(none).exits(1).tells("Usage: autogen");
}

#[test]
fn a_folder_that_is_no_project_gets_no_database() {
    let project = Project::new();
    for args in [["upgrade", "head"], ["current", "--check"], ["stamp", "head"]] {
        project.run(args).exits(1).tells("is no project").tells("autogen.toml");
    }
    assert!(!project.path(".autogen").exists());
}
