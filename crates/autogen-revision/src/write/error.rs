//! Why revisions were not written.

use std::io;
use std::path::PathBuf;

use crate::chain::ChainError;
use crate::header::HeaderError;
use crate::id::RevisionId;
use crate::lock::{LockError, LockProblem};
use crate::sections::SectionError;

/// Why revisions were not written. The folder is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A file could not be written: no room, no right, no folder.
    #[error(
        "cannot write {}: {source}; nothing was written: make room, or make the folder writable, \
         and run the same `autogen` command again",
        .file.display()
    )]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The folder cannot be read.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The lock cannot be read.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// There are revisions but no lock.
    #[error(
        "{}: autogen.lock is missing; restore it from git, or write it anew with `autogen seal`",
        .folder.display()
    )]
    NoLock {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder and its lock differ.
    #[error("{}", list(.problems))]
    Unrecorded {
        /// Where.
        problems: Vec<LockProblem>,
    },
    /// The id is taken.
    #[error(
        "revision {id} exists already and is not overwritten; run the same `autogen` command again for a later id"
    )]
    Exists {
        /// The id.
        id: RevisionId,
    },
    /// It follows or depends on a revision that is not there.
    #[error(
        "revision {id} would follow or depend on {parent}, which is not in the folder; see `autogen history`"
    )]
    MissingParent {
        /// The revision.
        id: RevisionId,
        /// What is missing.
        parent: RevisionId,
    },
    /// Another revision has its label.
    #[error(
        "revision {id} would have the label `{label}`, which revision {first} has; choose another name, see `autogen branches`"
    )]
    LabelTaken {
        /// The revision.
        id: RevisionId,
        /// The label.
        label: String,
        /// The revision that has it.
        first: RevisionId,
    },
    /// What another revision follows cannot go.
    #[error("revision {id} cannot be removed: {child} follows it; see `autogen history`")]
    StillFollowed {
        /// The revision.
        id: RevisionId,
        /// What follows it.
        child: RevisionId,
    },
    /// The two headers contradict each other.
    #[error(
        "the two headers of revision {id} disagree in `{line}`, a bug: please report it with `autogen diff --format sql`"
    )]
    HalvesDisagree {
        /// The revision.
        id: RevisionId,
        /// The line.
        line: &'static str,
    },
    /// The header would not read back.
    #[error("{file}: {source}")]
    Header {
        /// The file's name.
        file: String,
        /// Why.
        source: Box<HeaderError>,
    },
    /// The text would not split.
    #[error("{file}: {source}")]
    Sections {
        /// The file's name.
        file: String,
        /// Why.
        source: SectionError,
    },
    /// The statements would not read back one by one.
    #[error(
        "{file}: {planned} statements were planned, but the file would hold {found}, a bug: please \
         report it with `autogen diff --format sql`"
    )]
    Statements {
        /// The file's name.
        file: String,
        /// How many were planned.
        planned: usize,
        /// How many the file would hold.
        found: usize,
    },
    /// A file outside a transaction holds not exactly one statement.
    #[error(
        "{file}: a revision outside a transaction holds one statement, not {found}; write one \
         revision a statement with `autogen revision --empty -m \"…\"`"
    )]
    NoTransaction {
        /// The file's name.
        file: String,
        /// How many it would hold.
        found: usize,
    },
    /// A statement holds characters that a file cannot keep.
    #[error(
        "{file}: statement {statement} holds a carriage return before a line end, or a zero byte, \
         which a text file does not keep through git; write it as an escape (E'\\r\\n') where it \
         comes from, then see `autogen diff --format sql`"
    )]
    LineEnds {
        /// The file's name.
        file: String,
        /// Which statement, from 1.
        statement: usize,
    },
}

fn list(problems: &[LockProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
