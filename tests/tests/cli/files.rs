//! Revision files that are not as they were written, and folders that cannot be written.

use std::process::Command;

use autogen_tests::cli::{Database, Project, autogen};

fn two() -> (Project, Vec<String>) {
    let project = Project::on(&Database::new());
    project.by_hand("one", "create table one ();", "drop table one;");
    project.by_hand("two", "create table two ();", "drop table two;");
    let files = project.up_files();
    (project, files)
}

/// Every command that reads the chain stops at it with these words.
fn stopped(project: &Project, words: &[&str]) {
    for args in [vec!["upgrade"], vec!["check"], vec!["revision", "--empty", "-m", "three"]] {
        let run = project.run(args);
        run.exits(1).prints_nothing();
        for word in words {
            run.tells(word);
        }
    }
    assert!(project.names("generated").len() <= 5, "{:?}", project.names("generated"));
}

#[test]
fn a_truncated_file_is_named() {
    let (project, files) = two();
    let text = project.read(&files[1]);
    project.write(&files[1], &text[..text.find("-- two").unwrap() + 3]);
    stopped(&project, &[&files[1], "line 2"]);
    project.write(&files[1], "");
    stopped(&project, &[&files[1]]);
    project.write(&files[1], &text[..text.find("create").unwrap() + 9]);
    project.run(["check"]).exits(2).prints(&files[1]).prints("was edited");
}

#[test]
fn a_broken_header_is_named_with_its_line() {
    let (project, files) = two();
    let text = project.read(&files[1]);
    project.write(&files[1], &text.replace("follows", "folows"));
    stopped(&project, &[&files[1], "line 1"]);
    project.write(&files[1], &text.replacen("-- autogen revision 2", "-- autogen revision 3", 1));
    stopped(&project, &[&files[1], "line 1"]);
    let ids = project.ids();
    project.write(&files[1], &text.replace(&ids[0], "20200101000000"));
    stopped(&project, &[&files[1]]);
}

#[test]
fn half_a_pair_is_named() {
    let (project, files) = two();
    let down = files[1].replace(".up.", ".down.");
    std::fs::remove_file(project.path(&down)).unwrap();
    stopped(&project, &[&files[1], &down, "restore it from git"]);
}

#[test]
fn two_branches_that_meet_are_two_heads() {
    let (project, files) = two();
    let ids = project.ids();
    // the other branch wrote its second revision a little later
    let second = if ids[1].ends_with("58") { "59" } else { "58" };
    let other = format!("{}{second}", &ids[1][..12]);
    let other = if other > ids[0] { other } else { ids[1].replacen("202", "203", 1) };
    for file in [files[1].clone(), files[1].replace(".up.", ".down.")] {
        let text = project.read(&file).replace(&ids[1], &other);
        project.write(&file.replace(&ids[1], &other), &text);
    }
    let lock = project.read("generated/autogen.lock");
    project.write("generated/autogen.lock", &format!("<<<<<<< ours\n{lock}=======\n>>>>>>> x\n"));
    let heads = project.run(["upgrade"]);
    heads.exits(1).tells(&ids[1]).tells(&other);
    let gate = project.run(["check"]);
    gate.exits(2).prints(&ids[1]).prints(&other).prints("conflict markers");
}

#[test]
fn a_folder_that_cannot_be_is_named() {
    let (project, _) = two();
    project.write("file", "");
    for args in [
        ["revision", "--empty", "-m", "three", "--generated", "file/below"].as_slice(),
        &["init", "--generated", "file/below"],
    ] {
        project.run(args).exits(1).tells("file/below").tells("Not a directory");
    }
    project.run(["revision", "--empty", "-m", "x", "--generated", "file"]).exits(1).tells("file");
}

#[test]
fn a_disk_that_takes_no_more_leaves_no_half_pair() {
    let (project, _) = two();
    let before = project.names("generated");
    // the system's own limit on the size of a file stands for a full disk
    let message = "x".repeat(10_000);
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" revision --empty -m \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(autogen()).arg(&message).current_dir(project.path(""));
    project.settle(&mut shell);
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("File too large") && said.contains("nothing was written"), "{said}");
    assert_eq!(project.names("generated"), before);
    project.run(["revision", "--empty", "-m", &message]).exits(0);
}

#[test]
fn a_stream_that_takes_no_more_is_an_error() {
    let (project, _) = two();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    // a device of Linux
    let Ok(full) = full else { return };
    let mut command = project.command(&["history".to_owned()]);
    let output = command.stdout(full).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("stdout cannot be written"), "{said}");
}

#[test]
fn a_hand_written_revision_takes_its_place_in_the_chain() {
    let (project, files) = two();
    let ids = project.ids();
    let text = project.read(&files[1]);
    assert!(text.starts_with(&format!("-- autogen revision {}, follows {}\n", ids[1], ids[0])));
    assert!(ids[0] < ids[1]);
    let third = project.run(["revision", "--empty", "-m", "Füll the gap: 100%"]);
    third.exits(0).prints("wrote generated/").tells("autogen seal");
    project.run(["check"]).is_silent_about("edited");
    project.run(["revision", "--empty"]).exits(1).tells("a revision needs a message");
    project.run(["upgrade"]).exits(0).prints("applied 3 revisions");
    project.run(["downgrade", "base"]).exits(0);
}

#[test]
fn a_chain_that_does_not_replay_fails_the_gate() {
    let (project, _files) = two();
    let path = project.by_hand("three", "create table two ();", "drop table two;");
    let gate = project.run(["check"]);
    gate.exits(2).prints("autogen.lock agrees").prints(&path).prints("already exists");
}
