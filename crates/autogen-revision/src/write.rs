//! Writing revisions: all files of all of them and the lock, or nothing.
//!
//! The files are first written whole under names that nothing reads. A *journal* then says which
//! names they will get; from then on a reader does not see those names until the lock, which is
//! replaced last and in one step, records them. So the lock is the moment at which they come to
//! be. A process that is killed before leaves files that nobody sees and that the next write, or
//! [`recover`], removes; one killed after it leaves a journal that has no meaning any more.
//!
//! Files may go in the same step: they are seen until the lock is replaced, and not any more from then
//! on, although they are only removed after it. What is squashed goes by way of a copy in `replaced/`.
//!
//! Writers and readers of one folder wait for each other; a writer that dies lets go.

pub(crate) mod disk;
mod error;
pub(crate) mod guard;
pub(crate) mod journal;
pub(crate) mod prepare;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::chain::read::read_unguarded;
use crate::chain::{Chain, ChainError};
use crate::checksum::Checksum;
use crate::file::Direction;
use crate::header::Header;
use crate::id::RevisionId;
use crate::lock::{Lock, LockError, sides};
use crate::scope::Scope;
use crate::section::Section;
use disk::{Disk, RealDisk, temporary};
use guard::Guard;
use prepare::{Prepared, REPLACED};

pub use error::WriteError;

/// One file of a revision to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHalf {
    /// Its header.
    pub header: Header,
    /// What follows, in the order in which it runs.
    pub sections: Vec<Section>,
}

impl NewHalf {
    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.header);
        for (at, section) in self.sections.iter().enumerate() {
            if at > 0 {
                text.push('\n');
                // the lines of the section say so themselves if it is a particular one
                if section.directives.is_plain() {
                    text.push_str(&section.directives.to_string());
                }
            }
            text.push_str(&section.to_string());
        }
        text
    }
}

/// A revision to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRevision {
    /// The file that applies it.
    pub up: NewHalf,
    /// The file that takes it back; its header is made by [`Header::for_down`].
    pub down: NewHalf,
}

/// One file that is written with a text of its own, which was not planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHalf {
    /// Its header.
    pub header: Header,
    /// What follows the blank line after the header, kept to the letter.
    pub body: String,
}

impl KeptHalf {
    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}", self.header, self.body)
    }
}

/// A revision that comes into a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// With statements that were planned, which are laid out.
    Planned(NewRevision),
    /// With the text that it has.
    Kept {
        /// The file that applies it.
        up: KeptHalf,
        /// The file that takes it back.
        down: KeptHalf,
    },
}

/// A change of a folder, made in one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    /// The revisions that come. Each follows what stays, or those before it in the list.
    pub added: Vec<Added>,
    /// Those that go. Nothing that stays may follow one.
    pub removed: Vec<RevisionId>,
    /// Those whose files go to `replaced/`, since one of the added replaces them.
    pub replaced: Vec<RevisionId>,
    /// Whether a lock with git's conflict markers is taken for what its two sides say.
    pub mends_lock: bool,
}

/// Writes revisions and records them in the lock: all or nothing, whatever happens. The lock's
/// scope grows by what their headers record.
///
/// Each must follow revisions of the folder or of those before it in the list; the folder must
/// agree with its lock, so that an edit is not recorded unseen.
///
/// Returns the paths of the files, in order, each up file before its down file.
///
/// # Errors
/// [`WriteError`]; the folder is then as it was.
pub fn write_all(folder: &Path, revisions: &[NewRevision]) -> Result<Vec<PathBuf>, WriteError> {
    let added = revisions.iter().cloned().map(Added::Planned).collect();
    rewrite(folder, &Rewrite { added, ..Rewrite::default() })
}

/// Changes a folder as [`write_all`] does, where revisions also go.
///
/// Returns the paths of the revisions that came, each up file before its down file.
///
/// # Errors
/// [`WriteError`]; the folder is then as it was.
pub fn rewrite(folder: &Path, rewrite: &Rewrite) -> Result<Vec<PathBuf>, WriteError> {
    write_on(&mut RealDisk, folder, rewrite)
}

/// Removes what a write that was killed has left in a folder. Returns the revision files that it
/// removed, none of which was ever visible or recorded. [`write_all`] does it too.
///
/// # Errors
/// [`WriteError::Io`] if something cannot be removed.
pub fn recover(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let _guard = Guard::exclusive(folder);
    journal::recover(&mut RealDisk, folder)
}

fn write_on(
    disk: &mut dyn Disk,
    folder: &Path,
    rewrite: &Rewrite,
) -> Result<Vec<PathBuf>, WriteError> {
    if rewrite.added.is_empty() {
        return Ok(Vec::new());
    }
    if let Err(source) = fs::read_dir(folder) {
        return Err(ChainError::Folder { folder: folder.to_owned(), source }.into());
    }
    let _guard = Guard::exclusive(folder);
    journal::recover(disk, folder)?;
    let chain = read_unguarded(folder)?;
    let mut lock = read_lock(folder, &chain, rewrite.mends_lock)?;
    let files = prepare::prepare(&chain, rewrite)?;
    let mut gone = Vec::new();
    for id in rewrite.removed.iter().chain(&rewrite.replaced) {
        let Some(revision) = chain.get(*id) else { continue };
        for direction in [Direction::Up, Direction::Down] {
            let name = revision.file_name(direction).to_string();
            lock.files.remove(&name);
            gone.push((name, revision.file(direction).checksum));
        }
    }
    for added in &rewrite.added {
        lock.scope.extend(&added.headers().0.scope);
    }
    for file in &files {
        lock.files.insert(file.name.clone(), file.checksum);
    }
    match commit(disk, folder, &files, &gone, &lock) {
        Ok(()) => {
            let come = files.iter().filter(|file| !file.name.contains('/'));
            Ok(come.map(|file| folder.join(&file.name)).collect())
        }
        Err(error) => {
            // The journal goes last, and stays if something else does: what is left is unseen.
            let _ = journal::recover(disk, folder);
            Err(error)
        }
    }
}

/// The lock of a folder that agrees with it.
fn read_lock(folder: &Path, chain: &Chain, mends: bool) -> Result<Lock, WriteError> {
    let lock = match Lock::read(folder) {
        Err(LockError::Conflict { .. }) if mends => {
            // each side vouches for the files that it added
            let (scope, sides) = sides(folder);
            let there = Lock::of(chain, Scope::default()).files;
            let vouched = |(name, sums): (String, BTreeSet<Checksum>)| {
                let sum = there.get(&name).filter(|sum| sums.contains(sum));
                Some((name, *sum.or(sums.first())?))
            };
            let files = sides.into_iter().filter_map(vouched).collect();
            Lock { scope, files }
        }
        Err(error) => return Err(error.into()),
        Ok(Some(lock)) => lock,
        Ok(None) if chain.is_empty() => Lock::default(),
        Ok(None) => return Err(WriteError::NoLock { folder: folder.to_owned() }),
    };
    let problems = lock.verify(chain);
    if problems.is_empty() { Ok(lock) } else { Err(WriteError::Unrecorded { problems }) }
}

/// The steps up to and including the one that counts, and the tidying after it.
fn commit(
    disk: &mut dyn Disk,
    folder: &Path,
    files: &[Prepared],
    gone: &[(String, Checksum)],
    lock: &Lock,
) -> Result<(), WriteError> {
    let failed = |path: &Path| {
        let file = path.to_owned();
        move |source| WriteError::Io { file, source }
    };
    let aside = folder.join(REPLACED);
    let puts_aside = files.iter().any(|file| file.name.contains('/'));
    if puts_aside && aside.is_symlink() {
        let source = io::Error::new(io::ErrorKind::NotADirectory, "it is a link, not a folder");
        return Err(WriteError::Io { file: aside, source });
    }
    if puts_aside {
        fs::create_dir_all(&aside).map_err(failed(&aside))?;
    }
    let lock_path = Lock::path(folder);
    for file in files {
        let path = folder.join(&file.name);
        disk.create(&temporary(&path), file.text.as_bytes()).map_err(failed(&path))?;
    }
    disk.create(&temporary(&lock_path), lock.to_string().as_bytes()).map_err(failed(&lock_path))?;
    journal::begin(disk, folder, files, gone)?;
    for file in files {
        let path = folder.join(&file.name);
        disk.rename(&temporary(&path), &path).map_err(failed(&path))?;
    }
    if puts_aside {
        disk.sync_folder(&aside).map_err(failed(&aside))?;
    }
    disk.sync_folder(folder).map_err(failed(folder))?;
    disk.rename(&temporary(&lock_path), &lock_path).map_err(failed(&lock_path))?;
    // It is done; what fails now costs nothing but tidiness, and the next write tidies up.
    let _ = disk.sync_folder(folder);
    let removed = gone.iter().try_for_each(|(name, _)| disk.remove(&folder.join(name)));
    if removed.is_ok() {
        let _ = disk.remove(&journal::path(folder));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
