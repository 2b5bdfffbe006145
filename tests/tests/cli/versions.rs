//! The schema's version in the headers.

use autogen_tests::cli::{Database, Models, Project, Table};

/// The `version` line of the newest revision, which its down file has not.
fn version(project: &Project) -> String {
    let up = project.up_files().pop().expect("a revision");
    let line = |file: &str| {
        let text = project.read(file);
        text.lines().find_map(|line| line.strip_prefix("-- version ")).map(str::to_owned)
    };
    assert_eq!(line(&up.replace(".up.", ".down.")), None);
    line(&up).expect("a version")
}

fn note() -> Table {
    Table::new("note").column("id", "integer primary key").column("who", "text")
}

/// Writes the revision to these models, and applies it.
fn step(project: &Project, table: Table, more: &[&str]) -> String {
    project.models(&Models::new().and(table));
    let written = project.run([["-m", "change"].as_slice(), more].concat());
    let version = version(project);
    written.exits(0).tells(&format!("the schema becomes version {version}"));
    project.run(["upgrade"]).exits(0);
    version
}

#[test]
fn each_revision_raises_what_it_changes() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&Models::new());
    assert_eq!(step(&project, note(), &[]), "1.0.0 (major)");
    let phone = || note().column("phone", "text");
    assert_eq!(step(&project, phone(), &[]), "1.1.0 (minor)");
    let indexed = || phone().index("note_phone", "(phone)");
    assert_eq!(step(&project, indexed(), &[]), "1.1.1 (patch)");
    let required = indexed().column("score", "integer not null default 0");
    assert_eq!(step(&project, required, &[]), "1.2.0 (minor)");
    // the column and its index go
    let allow = ["--allow", "drop-column:public.note.score"];
    assert_eq!(step(&project, indexed(), &allow), "2.0.0 (major)");
    project.by_hand("rows", "update note set who = 'x';", "");
    assert_eq!(version(&project), "2.1.0 (minor)", "by hand, it may be anything");
    project.run(["upgrade"]).exits(0);
    let renamed = note().column("telephone", "text").index("note_phone", "(telephone)");
    let rename = ["--rename", "public.note.phone=telephone"];
    assert_eq!(step(&project, renamed, &rename), "3.0.0 (major)");
}

#[test]
fn a_version_may_be_chosen_as_long_as_it_goes_on() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&Models::new());
    assert_eq!(step(&project, note(), &["--version", "0.3.0"]), "0.3.0 (minor)");
    let phone = note().column("phone", "text");
    project.models(&Models::new().and(phone.clone()));
    for version in ["0.3.0", "0.2.9"] {
        let refused = project.run(["-m", "phone", "--version", version]);
        refused.exits(1).tells("the schema is at version 0.3.0 already").tells("choose 0.3.1");
    }
    project.run(["-m", "phone", "--version", "1.x"]).exits(1).tells("three numbers are expected");
    project.run(["-m", "phone", "--version"]).exits(1).tells("--version needs a number");
    assert_eq!(project.up_files().len(), 1, "nothing is written");
    assert_eq!(step(&project, phone, &["--version", "1.0.0"]), "1.0.0 (major)");
    project.run(["-m", "by hand", "--empty", "--version", "1.0.1"]).exits(0);
    assert_eq!(version(&project), "1.0.1 (patch)");
}

#[test]
fn parts_of_one_change_stay_below_the_version_chosen_for_it() {
    let models = |labels: &[&str], default: &str| {
        let clause = format!("mood not null default '{default}'");
        let table = Table::new("note").column("id", "integer primary key").column("mood", &clause);
        Models::new().and_enum("mood", labels).and(table)
    };
    let database = Database::new();
    let project = Project::on(&database).with_models(&models(&["ok"], "ok"));
    project.run(["-m", "notes"]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.models(&models(&["ok", "sad"], "sad"));
    project.run(["-m", "moods", "--version", "1.0.5"]).exits(0);
    let files = project.up_files();
    assert_eq!(files.len(), 3);
    assert!(project.read(&files[1]).contains("\n-- version 1.0.1 (patch)\n"));
    assert!(project.read(&files[2]).contains("\n-- version 1.0.5 (patch)\n"));
}

#[test]
fn without_a_number_it_is_the_version_of_autogen() {
    let project = Project::on(&Database::new());
    for args in [["--version"], ["-V"]] {
        let run = project.run(args);
        run.exits(0);
        assert_eq!(run.stdout, format!("autogen {}\n", env!("CARGO_PKG_VERSION")));
    }
}
