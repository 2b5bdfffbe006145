use super::*;
use crate::testing::{id, revision, straight};
use crate::write::{WriteError, write_all};

fn folder(n: i64) -> (tempfile::TempDir, Lock) {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), n);
    let lock = Lock::read(folder.path()).unwrap().unwrap();
    (folder, lock)
}

fn lock_text(folder: &Path) -> String {
    fs::read_to_string(Lock::path(folder)).unwrap()
}

#[test]
fn it_records_scope_and_files_below_their_hash() {
    let (folder, lock) = folder(1);
    let text = lock_text(folder.path());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0], format!("chain {}", lock.hash()));
    assert_eq!(lines[2], "scope schemas public");
    assert!(lines[3].ends_with("  20261120103001_step_1.down.sql"), "{text}");
    assert!(lines[4].ends_with("  20261120103001_step_1.up.sql"), "{text}");
    let up = fs::read_to_string(folder.path().join("20261120103001_step_1.up.sql")).unwrap();
    assert!(lines[4].starts_with(&Checksum::of(&up).to_string()));
    assert_eq!(lock.verify(&Chain::read(folder.path()).unwrap()), []);
}

#[test]
fn each_revision_changes_the_first_line() {
    let (folder, one) = folder(1);
    write_all(folder.path(), &[revision(2, &[1], "two")]).unwrap();
    assert_ne!(Lock::read(folder.path()).unwrap().unwrap().hash(), one.hash());
}

#[test]
fn an_edit_a_loss_and_an_addition_are_named() {
    let (folder, lock) = folder(3);
    let file = |name: &str| folder.path().join(name);
    let edited = file("20261120103001_step_1.up.sql");
    let text = fs::read_to_string(&edited).unwrap();
    fs::write(&edited, format!("{text}-- more\n")).unwrap();
    for half in ["up", "down"] {
        fs::remove_file(file(&format!("20261120103003_step_3.{half}.sql"))).unwrap();
        let new = revision(4, &[2], "new");
        let half_text = if half == "up" { new.up.text() } else { new.down.text() };
        fs::write(file(&format!("20261120103004_new.{half}.sql")), half_text).unwrap();
    }
    let problems = lock.verify(&Chain::read(folder.path()).unwrap());
    assert_eq!(
        problems,
        [
            LockProblem::Edited { file: edited },
            LockProblem::Missing { file: file("20261120103003_step_3.down.sql") },
            LockProblem::Missing { file: file("20261120103003_step_3.up.sql") },
            LockProblem::Extra { file: file("20261120103004_new.down.sql") },
            LockProblem::Extra { file: file("20261120103004_new.up.sql") },
        ]
    );
    for problem in problems {
        assert!(problem.to_string().contains("`autogen seal`"));
    }
    let refused = write_all(folder.path(), &[revision(5, &[2], "five")]);
    assert!(matches!(refused, Err(WriteError::Unrecorded { problems }) if problems.len() == 5));
    Lock::rebuild(folder.path()).unwrap();
    write_all(folder.path(), &[revision(5, &[4], "five")]).unwrap();
}

#[test]
fn a_changed_lock_is_noticed_whatever_line_it_was() {
    let (folder, _) = folder(2);
    let text = lock_text(folder.path());
    let path = Lock::path(folder.path());
    let parse = |text: &str| Lock::parse(text, &path).unwrap_err().to_string();
    for (at, line) in text.lines().enumerate() {
        let without = text.replacen(&format!("{line}\n"), "", 1);
        let doubled = text.replacen(line, &format!("{line}\n{line}"), 1);
        for damaged in [without, doubled] {
            let error = parse(&damaged);
            assert!(error.contains("autogen.lock: line "), "{at}: {error}");
            assert!(error.contains("`autogen seal`"), "{at}: {error}");
        }
    }
    assert!(parse(&text.replacen("scope schemas public", "scope schemas pub", 1)).contains("hash"));
    assert!(parse("").contains("line 1"));
    assert!(parse(&format!("{text}rubbish\n")).contains("`rubbish` is no line"));
    assert!(Lock::parse(&text.replace('\n', "\r\n"), &path).is_ok());
}

#[test]
fn a_conflicted_lock_is_recognised_and_can_be_rebuilt() {
    let (folder, _) = folder(1);
    let path = Lock::path(folder.path());
    let ours = lock_text(folder.path()).replace("schemas public", "schemas audit, public");
    let theirs = lock_text(folder.path()).replace("schemas public", "schemas log, public");
    let conflict = format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> branch\n");
    fs::write(&path, conflict).unwrap();
    let error = Lock::read(folder.path()).unwrap_err();
    assert!(matches!(&error, LockError::Conflict { line: 1, .. }), "{error}");
    assert!(error.to_string().contains("two branches"), "{error}");
    let refused = write_all(folder.path(), &[revision(2, &[1], "two")]);
    assert!(matches!(refused, Err(WriteError::Lock(LockError::Conflict { .. }))));
    assert_eq!(Chain::read(folder.path()).unwrap().len(), 1, "the chain is read all the same");

    let rebuilt = Lock::rebuild(folder.path()).unwrap();
    let schemas = ["audit", "log", "public"].map(str::to_owned);
    assert_eq!(rebuilt.scope.schemas, schemas.into(), "both sides are kept");
    assert_eq!(Lock::read(folder.path()).unwrap(), Some(rebuilt));
}

#[test]
fn without_a_lock_only_an_empty_chain_goes_on() {
    let (folder, _) = folder(1);
    fs::remove_file(Lock::path(folder.path())).unwrap();
    assert!(Lock::read(folder.path()).unwrap().is_none());
    let refused = write_all(folder.path(), &[revision(2, &[1], "two")]);
    assert!(matches!(refused, Err(WriteError::NoLock { .. })));
    assert!(
        Lock::rebuild(folder.path())
            .unwrap()
            .files
            .keys()
            .all(|n| n.starts_with(&id(1).to_string()))
    );
}
