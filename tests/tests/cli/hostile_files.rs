//! Files as nobody would write them: each is named, none ends in a panic, and nothing is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use autogen_tests::cli::{Database, Project};

/// All files below a folder, with their bytes; what a link leads to too. The cache is not looked at.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == ".cache" {
            continue;
        }
        if path.is_dir() {
            let below = tree(&path).into_iter();
            found.extend(below.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
    found
}

fn deep(open: &str, close: &str) -> Vec<u8> {
    format!("{}{}", open.repeat(100_000), close.repeat(100_000)).into_bytes()
}

/// A file with what a person would see there.
const TEXTS: &[&[u8]] = &[
    b"",
    b"\0\0\0\0",
    b"\xff\xfe\x00c\x00r",
    b"\xef\xbb\xbf-- autogen revision 99999999999999999999999\n",
    b"-- autogen revision 20261120103000, follows ../../etc\n",
    b"-- autogen revision 20261120103000\r\n-- \xe2\x80\xaegnp\r\n\r\nselect 'unclosed",
    b"-- autogen revision 20261120103000\n-- x\n\n-- autogen: batch 999999999999999999999 on t\nselect 1;\n",
    b"{\"format\": 2}",
    b"{\"format\": 99999999999999999999}",
    b"{\"format\": 1, \"facts\": null}",
    b"[[[[[[[[",
    b"generated = 7",
    b"generated = [[[[[[",
    b"[database]\nurl = \"postgres://\xff\"",
];

#[test]
fn a_hostile_state_is_named() {
    let project = Project::on(&Database::new());
    let mut texts: Vec<Vec<u8>> = TEXTS.iter().map(|text| text.to_vec()).collect();
    texts.extend([deep("[", "]"), deep("{\"a\":", "}"), deep("(", ")")]);
    for (n, text) in texts.iter().enumerate() {
        for name in [format!("state{n}.json"), format!("state{n}.sql")] {
            fs::write(project.path(&name), text).unwrap();
            let before = tree(&project.path("."));
            let run = project.run(["diff", "--from", "database", "--to", &name]);
            assert!(matches!(run.code, Some(0..=2)), "{name}: {run:?}");
            if run.code == Some(1) {
                run.tells(&name);
            } else {
                assert!(name.ends_with(".sql"), "{name} was taken: {run:?}");
            }
            assert_eq!(tree(&project.path(".")), before, "{name}");
        }
    }
    for state in [
        "",
        " ",
        "database:",
        "revisions@",
        "revisions@\u{202e}",
        "revisions@99999999999999999999",
        "../../../../etc/passwd",
        "postgres://",
        "postgres://[",
        "postgres://:p@:99999999/%zz",
        "\u{feff}models",
    ] {
        let run = project.run(["diff", "--from", state, "--to", "revisions"]);
        assert!(matches!(run.code, Some(1 | 2)), "{state}: {run:?}");
    }
}

#[test]
fn a_hostile_revision_is_named_by_every_command() {
    let project = Project::on(&Database::new());
    project.by_hand("one", "create table one ();", "drop table one;");
    let [up] = &*project.up_files() else { panic!("one revision") };
    let (whole, lock) = (project.read(up), project.read("generated/autogen.lock"));
    for text in TEXTS {
        fs::write(project.path(up), text).unwrap();
        let before = tree(&project.path("."));
        for args in [vec!["upgrade"], vec!["seal"], vec!["revision", "--empty", "-m", "two"]] {
            let run = project.run(&args);
            run.exits(1).tells(up);
            assert_eq!(tree(&project.path(".")), before, "{args:?}");
        }
    }
    project.write(up, &whole);
    for text in TEXTS {
        fs::write(project.path("generated/autogen.lock"), text).unwrap();
        let before = tree(&project.path("."));
        for args in [vec!["upgrade"], vec!["revision", "--empty", "-m", "two"]] {
            project.run(&args).exits(1).tells("autogen.lock");
            assert_eq!(tree(&project.path(".")), before, "{args:?}");
        }
    }
    project.write("generated/autogen.lock", &lock);
    for text in TEXTS.iter().filter(|text| !text.is_empty()) {
        fs::write(project.path("autogen.toml"), text).unwrap();
        project.run(["current"]).exits(1).tells("autogen.toml");
    }
}

/// What a checkout brings along must not reach what lies beside the folder.
#[cfg(unix)]
#[test]
fn names_and_links_lead_nowhere() {
    let project = Project::on(&Database::new());
    project.by_hand("one", "create table one ();", "drop table one;");
    let lock = project.read("generated/autogen.lock");
    let sum = lock.lines().last().unwrap().split(' ').next().unwrap().to_owned();
    project.write("precious.sql", "select 1;\n");
    let outside = tree(&project.path("."));
    let outside: Vec<_> =
        outside.into_iter().filter(|(name, _)| !name.starts_with("generated/")).collect();
    let unharmed = || {
        let now = tree(&project.path("."));
        for (name, bytes) in &outside {
            assert_eq!(now.get(name), Some(bytes), "{name}");
        }
    };
    project.write(
        "generated/autogen.lock",
        &format!("{lock}{sum}  ../precious.sql\n{sum}  /etc/passwd\n"),
    );
    project.run(["upgrade"]).exits(1).tells("autogen.lock");
    project.run(["seal"]);
    unharmed();
    project.write("generated/autogen.lock", &lock);
    project.write(
        "generated/.autogen-write",
        &format!("{sum}  ../precious.sql\ngone {sum}  ../precious.sql\n"),
    );
    let message = "../../x/\u{202e}\0 $(touch y)";
    project.run(["revision", "--empty", "-m", &message.replace('\0', "")]).exits(0);
    unharmed();
    let names = project.names("generated");
    assert!(names.iter().all(|name| name.is_ascii()), "{names:?}");
    // a file of the folder that is a link is replaced, not followed
    let [_, two] = &*project.up_files() else { panic!("two revisions") };
    let two = two.clone();
    project.write("precious.sql", &project.read(&two));
    fs::remove_file(project.path(&two)).unwrap();
    std::os::unix::fs::symlink(project.path("precious.sql"), project.path(&two)).unwrap();
    let before = project.read("precious.sql");
    for args in [vec!["seal"], vec!["squash", "base:head", "-m", "both"], vec!["rebase", "head"]] {
        let run = project.run(&args);
        assert!(matches!(run.code, Some(0..=3)), "{args:?}: {run:?}");
        assert_eq!(project.read("precious.sql"), before, "{args:?}");
    }
}
