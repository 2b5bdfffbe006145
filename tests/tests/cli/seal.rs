//! `seal`: what was edited is run both ways before it is recorded.

use autogen_tests::cli::{Database, Project};

/// A project of one revision whose up file was edited since.
fn edited(up: &str, down: &str) -> (Project, String) {
    let project = Project::on(&Database::new());
    let path = project.by_hand("one", "create table one (id integer);", "drop table one;");
    let marked = |text: &str, body: &str| {
        let header = text.split_once("\n\n").expect("a header").0;
        format!("{header}\n\n{body}\n")
    };
    let down_path = path.replace(".up.", ".down.");
    project.write(&path, &marked(&project.read(&path), up));
    project.write(&down_path, &marked(&project.read(&down_path), down));
    (project, path)
}

#[test]
fn an_edit_is_run_and_its_header_says_what_it_does() {
    let (project, path) = edited("create table one (id bigint);", "drop table one;");
    assert!(project.read(&path).contains("catalog unknown"));
    project.run(["seal"]).exits(0).tells("brought its header up to date");
    let up = project.read(&path);
    assert!(up.contains("-- catalog ") && !up.contains("catalog unknown"), "{up}");
    assert!(
        up.contains("--   + table one") && up.contains("create table one (id bigint);"),
        "{up}"
    );
    // what is sealed is right, and is not run again
    project.run(["seal"]).exits(0).is_silent_about("header");
    project.run(["upgrade"]).exits(0);
}

#[test]
fn an_edit_that_does_not_run_is_not_sealed() {
    let (project, path) = edited("create table one (id nonsense);", "drop table one;");
    let lock = project.read("generated/autogen.lock");
    let refused = project.run(["seal"]);
    refused.exits(1).prints_nothing().tells("(one) is not sealed").tells(&format!("{path}:"));
    refused.tells("type \"nonsense\" does not exist").tells("autogen seal --no-prove");
    assert_eq!(project.read("generated/autogen.lock"), lock);
    project.run(["seal", "--no-prove"]).exits(0);
    assert_ne!(project.read("generated/autogen.lock"), lock);
}

#[test]
fn a_way_back_that_does_not_lead_back_is_told() {
    let (project, _) = edited("create table one (id integer);", "select 1;");
    project.run(["seal"]).exits(0).tells("does not lead back; different: table public.one");
    let (project, _) = edited("create table one (id integer);", "select 1/0;");
    project.run(["seal"]).exits(0).tells(".down.sql does not run").tells("division by zero");
}
