//! `autogen.lock`: what was written, so that what became of it is noticed.
//!
//! ```text
//! chain 6f0e…                                   a hash over all lines below
//! # Kept by autogen. After a deliberate edit: `autogen seal`.
//! scope schemas public
//! scope kinds enum, table
//! 91ab…  20261118090211_initial_schema.down.sql
//! 44cd…  20261118090211_initial_schema.up.sql
//! ```
//!
//! Two branches that both add a revision change the first line each, so git reports a conflict
//! where it would otherwise have merged two heads in silence. The tool works on with a
//! conflicted lock: it says so, and [`Lock::rebuild`] writes it anew from the folder.

mod guards;
mod parse;
mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use crate::chain::read::read_unguarded;
use crate::chain::{Chain, ChainError};
use crate::checksum::Checksum;
use crate::file::Direction;
use crate::scope::Scope;
use crate::sections::SectionError;
use crate::write::disk::{Disk, RealDisk, temporary};
use crate::write::guard::Guard;

pub use guards::add_guards;
pub(crate) use parse::{salvage, sides};
pub use verify::LockProblem;

/// The lock file's name.
pub const LOCK_NAME: &str = "autogen.lock";

/// What stands before the names of replaced revisions' files, on every system.
const REPLACED: &str = "replaced/";

/// What the lock file records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// What the project manages.
    pub scope: Scope,
    /// The checksum of each file, by name.
    pub files: BTreeMap<String, Checksum>,
}

/// Why a lock file cannot be read or written. Lines are counted from 1.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// The file cannot be read or written.
    #[error("{}: {source}; make file and folder readable and writable, then `autogen seal`", .file.display())]
    Io {
        /// The lock file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A merge in git left its marks: two branches each added revisions.
    #[error(
        "{}: line {line}: git's conflict markers; two branches both added revisions: join them with \
         `autogen merge` (`autogen history` shows them), or, if there is one head, `autogen seal` \
         writes the lock anew",
        .file.display()
    )]
    Conflict {
        /// The lock file.
        file: PathBuf,
        /// The first marker.
        line: usize,
    },
    /// A line is none of a lock file's.
    #[error("{}: line {line}: `{text}` is no line of a lock file; restore it from git, or write it anew with `autogen seal`", .file.display())]
    Line {
        /// The lock file.
        file: PathBuf,
        /// The line.
        line: usize,
        /// Its text, cut to a readable length.
        text: String,
    },
    /// The first line does not match the others.
    #[error(
        "{}: line 1: the hash does not match the lines below, so a line was changed by hand or \
         by a merge; restore it from git, or compare the revisions and write it anew with `autogen seal`",
        .file.display()
    )]
    Hash {
        /// The lock file.
        file: PathBuf,
    },
    /// A file's sections cannot be told apart.
    #[error("{}: {source}", .file.display())]
    Sections {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        source: SectionError,
    },
    /// The folder itself cannot be read.
    #[error(transparent)]
    Chain(#[from] ChainError),
}

impl Lock {
    /// The lock of a chain as it lies in the folder; replaced revisions are recorded as
    /// `replaced/<file>`.
    #[must_use]
    pub fn of(chain: &Chain, scope: Scope) -> Self {
        let mut files = BTreeMap::new();
        let main = chain.iter().map(|revision| ("", revision));
        for (folder, revision) in main.chain(chain.iter_replaced().map(|r| (REPLACED, r))) {
            for direction in [Direction::Up, Direction::Down] {
                let name = format!("{folder}{}", revision.file_name(direction));
                files.insert(name, revision.file(direction).checksum);
            }
        }
        Self { scope, files }
    }

    /// The path of a folder's lock.
    #[must_use]
    pub fn path(folder: &Path) -> PathBuf {
        folder.join(LOCK_NAME)
    }

    /// Reads a folder's lock; `None` if there is none.
    ///
    /// # Errors
    /// [`LockError`], naming the line.
    pub fn read(folder: &Path) -> Result<Option<Self>, LockError> {
        let file = Self::path(folder);
        match fs::read_to_string(&file) {
            Ok(text) => Self::parse(&text, &file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(LockError::Io { file, source }),
        }
    }

    /// The hash over the chain: over all lines but the first.
    #[must_use]
    pub fn hash(&self) -> Checksum {
        Checksum::of(&self.lines())
    }

    /// Makes the lock anew from what lies in the folder, and writes it. The scope is what the
    /// heads record, and what the old lock records as far as it can be read, conflicted or not.
    ///
    /// It says nothing about whether the files are right: prove them first.
    ///
    /// # Errors
    /// [`LockError::Chain`] if the revisions cannot be read, [`LockError::Io`].
    pub fn rebuild(folder: &Path) -> Result<Self, LockError> {
        Self::seal(folder, &[])
    }

    /// Gives files of the folder these texts, each in one step, and makes the lock anew as
    /// [`Self::rebuild`] does.
    ///
    /// # Errors
    /// As [`Self::rebuild`]; what was written already stays, and the lock as it was.
    pub fn seal(folder: &Path, texts: &[(PathBuf, String)]) -> Result<Self, LockError> {
        let _guard = Guard::exclusive(folder);
        for (file, text) in texts {
            replace(file, text)?;
        }
        let chain = read_unguarded(folder)?;
        let mut scope = chain.recorded_scope();
        scope.extend(&salvage(folder).0);
        let lock = Self::of(&chain, scope);
        lock.write(folder)?;
        Ok(lock)
    }

    /// The checksums that a folder's lock records of each file, whatever else is wrong with it; of a
    /// conflicted one, those of both sides.
    #[must_use]
    pub fn recorded(folder: &Path) -> BTreeMap<String, BTreeSet<Checksum>> {
        sides(folder).1
    }

    /// Replaces the folder's lock; the old one stands until the new one is whole.
    ///
    /// # Errors
    /// [`LockError::Io`].
    pub fn write(&self, folder: &Path) -> Result<(), LockError> {
        replace(&Self::path(folder), &self.to_string())
    }

    /// Every line but the first.
    fn lines(&self) -> String {
        let mut lines =
            String::from("# Kept by autogen. After a deliberate edit: `autogen seal`.\n");
        for line in self.scope.lines() {
            lines.push_str(&line);
            lines.push('\n');
        }
        for (name, checksum) in &self.files {
            lines.push_str(&format!("{checksum}  {name}\n"));
        }
        lines
    }
}

/// Replaces a file; the old one stands until the new one is whole.
fn replace(file: &Path, text: &str) -> Result<(), LockError> {
    let new = temporary(file);
    let mut disk = RealDisk;
    let _ = disk.remove(&new);
    let written = disk.create(&new, text.as_bytes()).and_then(|()| disk.rename(&new, file));
    written.map_err(|source| {
        let _ = disk.remove(&new);
        LockError::Io { file: file.to_owned(), source }
    })
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chain {}\n{}", self.hash(), self.lines())
    }
}

#[cfg(test)]
mod tests;
