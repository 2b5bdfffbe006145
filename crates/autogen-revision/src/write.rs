//! Writing revisions: all files of all of them and the lock, or nothing.
//!
//! The files are first written whole under names that nothing reads. A *journal* then says which
//! names they will get; from then on a reader does not see those names until the lock, which is
//! replaced last and in one step, records them. So the lock is the moment at which they come to
//! be. A process that is killed before leaves files that nobody sees and that the next write, or
//! [`recover`], removes; one killed after it leaves a journal that has no meaning any more.
//!
//! Writers and readers of one folder wait for each other; a writer that dies lets go.

pub(crate) mod disk;
mod error;
pub(crate) mod guard;
pub(crate) mod journal;
mod prepare;

use std::fs;
use std::path::{Path, PathBuf};

use crate::chain::ChainError;
use crate::chain::read::read_unguarded;
use crate::header::Header;
use crate::lock::Lock;
use crate::section::Section;
use disk::{Disk, RealDisk, temporary};
use guard::Guard;
use prepare::Prepared;

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
    write_on(&mut RealDisk, folder, revisions)
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
    revisions: &[NewRevision],
) -> Result<Vec<PathBuf>, WriteError> {
    if revisions.is_empty() {
        return Ok(Vec::new());
    }
    if let Err(source) = fs::read_dir(folder) {
        return Err(ChainError::Folder { folder: folder.to_owned(), source }.into());
    }
    let _guard = Guard::exclusive(folder);
    journal::recover(disk, folder)?;
    let chain = read_unguarded(folder)?;
    let mut lock = match Lock::read(folder)? {
        Some(lock) => lock,
        None if chain.is_empty() => Lock::default(),
        None => return Err(WriteError::NoLock { folder: folder.to_owned() }),
    };
    let problems = lock.verify(&chain);
    if !problems.is_empty() {
        return Err(WriteError::Unrecorded { problems });
    }
    let files = prepare::prepare(&chain, revisions)?;
    for revision in revisions {
        lock.scope.extend(&revision.up.header.scope);
    }
    for file in &files {
        lock.files.insert(file.name.clone(), file.checksum);
    }
    match commit(disk, folder, &files, &lock) {
        Ok(()) => Ok(files.iter().map(|file| folder.join(&file.name)).collect()),
        Err(error) => {
            // The journal goes last, and stays if something else does: what is left is unseen.
            let _ = journal::recover(disk, folder);
            Err(error)
        }
    }
}

/// The steps up to and including the one that counts, and the tidying after it.
fn commit(
    disk: &mut dyn Disk,
    folder: &Path,
    files: &[Prepared],
    lock: &Lock,
) -> Result<(), WriteError> {
    let failed = |path: &Path| {
        let file = path.to_owned();
        move |source| WriteError::Io { file, source }
    };
    let lock_path = Lock::path(folder);
    for file in files {
        let path = folder.join(&file.name);
        disk.create(&temporary(&path), file.text.as_bytes()).map_err(failed(&path))?;
    }
    disk.create(&temporary(&lock_path), lock.to_string().as_bytes()).map_err(failed(&lock_path))?;
    journal::begin(disk, folder, files)?;
    for file in files {
        let path = folder.join(&file.name);
        disk.rename(&temporary(&path), &path).map_err(failed(&path))?;
    }
    disk.sync_folder(folder).map_err(failed(folder))?;
    disk.rename(&temporary(&lock_path), &lock_path).map_err(failed(&lock_path))?;
    // It is done; what fails now costs nothing but tidiness, and the next write tidies up.
    let _ = disk.sync_folder(folder);
    let _ = disk.remove(&journal::path(folder));
    Ok(())
}

#[cfg(test)]
mod tests;
