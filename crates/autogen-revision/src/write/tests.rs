use std::{fs, io};

use super::*;
use crate::chain::Chain;
use crate::lock::LOCK_NAME;
use crate::section::Statement;
use crate::testing::{contents, id, revision, straight};

/// A disk on which one operation fails.
struct FaultyDisk {
    /// How many operations still succeed.
    left: usize,
    /// Whether the process is dead from then on, so that nothing is tidied either.
    dead: bool,
    failed: bool,
}

impl FaultyDisk {
    fn new(left: usize, dead: bool) -> Self {
        Self { left, dead, failed: false }
    }

    fn step(&mut self) -> io::Result<()> {
        if self.left == 0 && (self.dead || !self.failed) {
            self.failed = true;
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.left = self.left.saturating_sub(1);
        Ok(())
    }
}

impl Disk for FaultyDisk {
    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step().inspect_err(|_| {
            // A full disk takes a part.
            let _ = fs::write(path, &bytes[..bytes.len() / 2]);
        })?;
        RealDisk.create(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove(path)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.sync_folder(folder)
    }
}

fn adding(revisions: Vec<NewRevision>) -> Rewrite {
    let added = revisions.into_iter().map(Added::Planned).collect();
    Rewrite { added, ..Rewrite::default() }
}

fn new() -> Vec<NewRevision> {
    vec![revision(2, &[1], "add label"), revision(3, &[2], "use label")]
}

#[test]
fn the_pair_reads_as_the_design_says() {
    let folder = tempfile::tempdir().unwrap();
    let paths = write_all(folder.path(), &[revision(1, &[], "Add phone column")]).unwrap();
    let names: Vec<_> = paths.iter().map(|path| path.file_name().unwrap()).collect();
    assert_eq!(
        names,
        ["20261120103001_add_phone_column.up.sql", "20261120103001_add_phone_column.down.sql"]
    );
    assert_eq!(
        fs::read_to_string(&paths[0]).unwrap(),
        "-- autogen revision 20261120103001, follows nothing\n\
         -- Add phone column\n\
         -- catalog 0000000000000001 (pg15) -> 0000000000000002 (pg15)\n\
         --   + table t1\n\
         -- scope schemas public\n\n\
         create table t1 (\n  a int,\n  b int\n);\n"
    );
    assert_eq!(
        fs::read_to_string(&paths[1]).unwrap(),
        "-- autogen revision 20261120103001 (down), follows nothing\n\
         -- Add phone column\n\
         -- catalog 0000000000000002 (pg15) -> 0000000000000001 (pg15)\n\
         --   - table t1\n\n\
         -- hazard: data loss: table public.t1\n\
         drop table t1;\n"
    );
    assert_eq!(contents(folder.path()).len(), 3, "two files, the lock, and nothing else");
}

#[test]
fn a_disk_that_is_full_at_any_moment_leaves_the_folder_as_it_was() {
    let mut faults = 0;
    for n in 0.. {
        let folder = tempfile::tempdir().unwrap();
        straight(folder.path(), 1);
        let before = contents(folder.path());
        let mut disk = FaultyDisk::new(n, false);
        let result = write_on(&mut disk, folder.path(), &adding(new()));
        if !disk.failed {
            break;
        }
        faults += 1;
        if let Err(error) = result {
            let error = error.to_string();
            assert!(error.contains("nothing was written"), "{error}");
            assert_eq!(contents(folder.path()), before, "after a fault at operation {n}");
        } else {
            assert_eq!(Chain::read(folder.path()).unwrap().len(), 3, "fault {n} came too late");
        }
    }
    assert!(faults >= 15, "only {faults} operations were made to fail");
}

#[test]
fn a_process_killed_at_any_moment_leaves_all_or_nothing() {
    let (mut nothing, mut all) = (0, 0);
    for n in 0.. {
        let folder = tempfile::tempdir().unwrap();
        straight(folder.path(), 1);
        let mut disk = FaultyDisk::new(n, true);
        let _ = write_on(&mut disk, folder.path(), &adding(new()));
        if !disk.failed {
            break;
        }
        // Whoever reads now sees one of the two states, and it agrees with the lock.
        let chain = Chain::read(folder.path()).unwrap();
        let lock = Lock::read(folder.path()).unwrap().unwrap();
        assert_eq!(lock.verify(&chain), [], "killed at operation {n}");
        let written = chain.len() == 3;
        assert!(written || chain.len() == 1, "killed at operation {n}: {}", chain.len());
        // The next write tidies up and goes on.
        if written {
            all += 1;
            write_all(folder.path(), &[revision(4, &[3], "next")]).unwrap();
        } else {
            nothing += 1;
            recover(folder.path()).unwrap();
            assert_eq!(contents(folder.path()).len(), 3, "killed at operation {n}");
            write_all(folder.path(), &new()).unwrap();
        }
        assert!(contents(folder.path()).iter().all(|(name, _)| !name.starts_with('.')));
    }
    assert!(nothing >= 14 && all >= 1, "{nothing} times nothing, {all} times all");
}

#[test]
fn what_someone_made_of_an_unfinished_file_is_not_removed() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    // Killed after both files of the first revision have their names.
    let killed = (0..40).find(|n| {
        let _ = write_on(&mut FaultyDisk::new(*n, true), folder.path(), &adding(new()));
        let named = folder.path().join(format!("{}_add_label.down.sql", id(2))).exists();
        if !named {
            recover(folder.path()).unwrap();
        }
        named
    });
    assert!(killed.is_some());
    let up = folder.path().join(format!("{}_add_label.up.sql", id(2)));
    fs::write(&up, "-- mine now\n").unwrap();
    let removed = recover(folder.path()).unwrap();
    assert_eq!(removed, [folder.path().join(format!("{}_add_label.down.sql", id(2)))]);
    assert_eq!(fs::read_to_string(&up).unwrap(), "-- mine now\n");
}

#[cfg(unix)]
#[test]
fn a_journal_reaches_nothing_but_revision_files_of_its_folder() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("generated");
    fs::create_dir(&folder).unwrap();
    straight(&folder, 1);
    let others = ["precious", "20261120103009_x.up.sql"];
    let all = others.map(|name| outside.path().join(name));
    all.iter().for_each(|path| fs::write(path, "mine").unwrap());
    fs::write(folder.join("notes"), "mine").unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.join("replaced")).unwrap();
    let sum = crate::checksum::Checksum::of("mine");
    let names =
        ["../precious", "../20261120103009_x.up.sql", "notes", "replaced/20261120103009_x.up.sql"];
    let absolute = all[0].to_str().unwrap();
    let lines: Vec<_> = names
        .iter()
        .chain([&absolute])
        .map(|name| format!("{sum}  {name}\ngone {sum}  {name}\n"))
        .collect();
    fs::write(journal::path(&folder), lines.concat()).unwrap();
    assert!(recover(&folder).unwrap().is_empty());
    assert!(!journal::path(&folder).exists());
    for path in all.iter().chain([&folder.join("notes")]) {
        assert_eq!(fs::read_to_string(path).unwrap(), "mine", "{}", path.display());
    }
}

#[test]
fn a_journal_that_outlived_its_write_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    let file = |half: &str| folder.path().join(format!("{}_step_1.{half}.sql", id(1)));
    let text = fs::read_to_string(file("up")).unwrap();
    let down = fs::read_to_string(file("down")).unwrap();
    let sum = crate::checksum::Checksum::of;
    let journal = format!(
        "{}  {}_step_1.up.sql\n{}  {}_step_1.down.sql\n",
        sum(&text),
        id(1),
        sum(&down),
        id(1)
    );
    fs::write(journal::path(folder.path()), journal).unwrap();
    fs::write(file("up"), format!("{text}-- edited\n")).unwrap();
    Lock::rebuild(folder.path()).unwrap();
    assert_eq!(Chain::read(folder.path()).unwrap().len(), 1);
    assert!(recover(folder.path()).unwrap().is_empty());
    assert_eq!(Chain::read(folder.path()).unwrap().len(), 1);
    assert!(!journal::path(folder.path()).exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for place in [file.clone(), file.join("generated"), folder.path().join("nowhere")] {
        let error = write_all(&place, &[revision(1, &[], "x")]).unwrap_err().to_string();
        assert!(error.contains(&place.display().to_string()), "{error}");
        assert!(error.contains("`autogen init`"), "{error}");
    }
    // Readable but not writable, for root too: a folder stands where a file must go.
    fs::create_dir(folder.path().join(format!(".{LOCK_NAME}.autogen-tmp"))).unwrap();
    let before = fs::read_dir(folder.path()).unwrap().count();
    let error = write_all(folder.path(), &[revision(1, &[], "x")]).unwrap_err().to_string();
    assert!(error.contains("cannot write") && error.contains("nothing was written"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_permission_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let for_root_too = fs::write(folder.path().join("probe"), "").is_err();
    let result = write_all(folder.path(), &[revision(2, &[1], "x")]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    if for_root_too {
        let error = result.unwrap_err().to_string();
        assert!(error.contains("make the folder writable"), "{error}");
        assert_eq!(contents(folder.path()).len(), 3);
    }
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    let before = contents(folder.path());
    for message in ["step 1", "another name"] {
        let error = write_all(folder.path(), &[revision(1, &[], message)]).unwrap_err();
        assert!(matches!(error, WriteError::Exists { .. }), "{error}");
    }
    let twice = [revision(2, &[1], "a"), revision(2, &[1], "b")];
    assert!(matches!(write_all(folder.path(), &twice), Err(WriteError::Exists { .. })));
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn what_would_not_read_back_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |change: fn(&mut NewRevision)| {
        let mut new = revision(1, &[], "x");
        change(&mut new);
        let error = write_all(folder.path(), &[new]).unwrap_err();
        assert!(error.to_string().contains("`autogen "), "{error}");
        assert!(contents(folder.path()).is_empty());
        error
    };
    assert!(matches!(
        refused(|new| new.up.header.follows = vec![id(9)]),
        WriteError::HalvesDisagree { line: "follows", .. }
    ));
    assert!(matches!(
        refused(|new| {
            new.up.header.follows = vec![id(9)];
            new.down.header.follows = vec![id(9)];
        }),
        WriteError::MissingParent { .. }
    ));
    assert!(matches!(
        refused(|new| new.up.sections[0].statements[0].sql = "select 'open".to_owned()),
        WriteError::Sections { .. }
    ));
    assert!(matches!(
        refused(|new| new.up.sections[0].statements[0].sql = "a; b".to_owned()),
        WriteError::Statements { planned: 1, found: 2, .. }
    ));
    assert!(matches!(
        refused(|new| new.up.sections[0].statements[0].sql = " ; ".to_owned()),
        WriteError::Statements { planned: 1, found: 0, .. }
    ));
    assert!(matches!(
        refused(|new| new.up.sections[0].statements[0].sql = "select 'a\r\nb'".to_owned()),
        WriteError::LineEnds { statement: 1, .. }
    ));
    assert!(matches!(
        refused(|new| {
            new.up.header.transaction = false;
            new.up.sections[0].statements.push(Statement::new("vacuum"));
        }),
        WriteError::NoTransaction { found: 2, .. }
    ));
}

#[test]
fn a_revision_outside_a_transaction_says_so_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut new = revision(1, &[], "index");
    new.up.header.transaction = false;
    new.up.sections[0].statements =
        vec![Statement::new("CREATE INDEX CONCURRENTLY \"i\" ON \"t\" (\"a\")")];
    let paths = write_all(folder.path(), &[new]).unwrap();
    let text = fs::read_to_string(&paths[0]).unwrap();
    assert!(text.starts_with("-- no-transaction\n-- autogen revision "), "{text}");
    let chain = Chain::read(folder.path()).unwrap();
    assert!(!chain.get(id(1)).unwrap().up.header.transaction);
    assert!(chain.get(id(1)).unwrap().down.header.transaction);
}

#[test]
fn a_hostile_message_reaches_neither_the_name_nor_the_sql() {
    let message = format!(
        "../../x\0\n*/; drop table users; --\r\n\ncatalog unknown\n-- no-transaction\n'\"$$ \u{202e}{}",
        "é🌾".repeat(10_000)
    );
    let folder = tempfile::tempdir().unwrap();
    let paths = write_all(folder.path(), &[revision(1, &[], &message)]).unwrap();
    assert_eq!(paths[0].parent(), Some(folder.path()));
    let name = paths[0].file_name().unwrap().to_str().unwrap();
    assert!(name.len() < 80 && name.is_ascii(), "{name}");
    let chain = Chain::read(folder.path()).unwrap();
    let written = chain.get(id(1)).unwrap();
    assert_eq!(written.header().message, message);
    let statements = written.up.statements().unwrap();
    assert_eq!(statements.len(), 1);
    assert!(statements[0].text.starts_with("create table t1"));
}

#[test]
fn nothing_to_write_is_nothing_done() {
    let folder = tempfile::tempdir().unwrap();
    assert!(write_all(folder.path(), &[]).unwrap().is_empty());
    assert!(contents(folder.path()).is_empty());
}

#[test]
fn writers_at_once_each_write_theirs() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    std::thread::scope(|scope| {
        for n in 2..10 {
            let folder = folder.path();
            scope.spawn(move || write_all(folder, &[revision(n, &[1], "at once")]).unwrap());
            scope.spawn(move || Chain::read(folder).unwrap());
        }
    });
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(chain.len(), 9);
    assert_eq!(Lock::read(folder.path()).unwrap().unwrap().verify(&chain), []);
}

/// Revisions 2 and 3 as one, with their files put aside, or as moved behind another.
fn replacing(put_aside: bool) -> Rewrite {
    let mut both = revision(9, &[1], "both at once");
    let gone = vec![id(2), id(3)];
    if put_aside {
        both.up.header.replaces = gone.clone();
    }
    let mut rewrite = adding(vec![both]);
    if put_aside {
        rewrite.replaced = gone;
    } else {
        rewrite.removed = gone;
    }
    rewrite
}

#[test]
fn revisions_come_and_go_in_one_step() {
    for put_aside in [false, true] {
        let (mut before, mut after) = (0, 0);
        for n in 0.. {
            let folder = tempfile::tempdir().unwrap();
            straight(folder.path(), 3);
            let mut disk = FaultyDisk::new(n, true);
            let _ = write_on(&mut disk, folder.path(), &replacing(put_aside));
            let done = !disk.failed;
            for tidied in [false, true] {
                if tidied {
                    recover(folder.path()).unwrap();
                }
                let chain = Chain::read(folder.path()).unwrap();
                let ids: Vec<_> = chain.iter().map(|revision| revision.id()).collect();
                let was = ids == [id(1), id(2), id(3)];
                assert!(was || ids == [id(1), id(9)], "killed at operation {n}: {ids:?}");
                *(if was { &mut before } else { &mut after }) += 1;
            }
            let names: Vec<String> = contents_below(folder.path());
            let stale = names.iter().any(|name| name.contains("tmp") || name.contains("write"));
            assert!(!stale, "killed at operation {n}: {names:?}");
            let aside = names.iter().filter(|name| name.starts_with("replaced/")).count();
            let chain = Chain::read(folder.path()).unwrap();
            assert_eq!(aside, if chain.len() == 2 && put_aside { 4 } else { 0 });
            if done {
                break;
            }
        }
        assert!(before > 10 && after > 4, "{before} {after}");
    }
}

/// The names of all files below a folder.
fn contents_below(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            names.extend(contents_below(&entry.path()).iter().map(|n| format!("{name}/{n}")));
        } else {
            names.push(name);
        }
    }
    names
}

#[test]
fn what_is_followed_does_not_go() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 4);
    let error = rewrite(folder.path(), &replacing(false)).unwrap_err().to_string();
    assert!(error.contains("revision 20261120103003 cannot be removed"), "{error}");
    assert_eq!(Chain::read(folder.path()).unwrap().len(), 4);
}

#[test]
fn a_conflicted_lock_is_taken_for_both_its_sides() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    let path = folder.path().join(LOCK_NAME);
    let base = fs::read_to_string(&path).unwrap();
    write_all(folder.path(), &[revision(2, &[1], "ours")]).unwrap();
    let ours = fs::read_to_string(&path).unwrap();
    fs::write(&path, base).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    straight(elsewhere.path(), 1);
    write_all(elsewhere.path(), &[revision(3, &[1], "theirs")]).unwrap();
    let theirs = fs::read_to_string(elsewhere.path().join(LOCK_NAME)).unwrap();
    for (name, text) in contents(elsewhere.path()) {
        if name.contains("theirs") {
            fs::write(folder.path().join(name), text).unwrap();
        }
    }
    fs::write(&path, format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n")).unwrap();
    let mut rewrite_it = adding(vec![revision(5, &[3], "ours again")]);
    rewrite_it.removed = vec![id(2)];
    assert!(rewrite(folder.path(), &rewrite_it).is_err(), "only where it is asked for");
    rewrite_it.mends_lock = true;
    rewrite(folder.path(), &rewrite_it).unwrap();
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(Lock::read(folder.path()).unwrap().unwrap().verify(&chain), []);
    assert_eq!(chain.heads(), [id(5)]);
}

#[cfg(unix)]
#[test]
fn nothing_is_put_aside_through_a_link() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    straight(folder.path(), 2);
    std::os::unix::fs::symlink(outside.path(), folder.path().join("replaced")).unwrap();
    let error = rewrite(folder.path(), &replacing(true)).unwrap_err().to_string();
    assert!(error.contains("replaced: it is a link, not a folder"), "{error}");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}
