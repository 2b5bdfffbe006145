//! What can be wrong with a folder of revisions.

use std::io;
use std::path::PathBuf;

use super::Chain;
use crate::file::{Direction, FileNameError};
use crate::header::HeaderError;
use crate::id::RevisionId;

/// Why a folder cannot be read as a chain. Each message names the files and ends with the way
/// out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// The folder is not there, or cannot be listed.
    #[error("{}: the folder of revisions cannot be read: {source}; `autogen init` makes one", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be read.
    #[error("{}: {source}; make it readable, then `autogen check`", .file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file looks like a migration but is not named like a revision's.
    #[error("{}: {source}", .file.display())]
    Name {
        /// The file.
        file: PathBuf,
        /// What is wrong with the name.
        source: FileNameError,
    },
    /// A file is not text in UTF-8.
    #[error(
        "{}: line {line}: not valid UTF-8; save the file as UTF-8, or restore it from git, then `autogen check`",
        .file.display()
    )]
    NotUtf8 {
        /// The file.
        file: PathBuf,
        /// The line of the first wrong byte.
        line: usize,
    },
    /// A file's header is broken.
    #[error("{}: {source}", .file.display())]
    Header {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        source: HeaderError,
    },
    /// One of the two files is not there.
    #[error(
        "{} is there, but {} is not; restore it from git, or remove the first and write the \
         revision again with `autogen -m \"…\"`",
        .present.display(), .missing.display()
    )]
    MissingHalf {
        /// The file that is there.
        present: PathBuf,
        /// The one that is not.
        missing: PathBuf,
    },
    /// Two revisions have one id.
    #[error(
        "{} and {} have the same id; give one of them a later id, in its two file names and \
         headers and in the `follows` line of what comes after it, then `autogen seal`",
        .first.display(), .second.display()
    )]
    Duplicate {
        /// A file of the one.
        first: PathBuf,
        /// A file of the other.
        second: PathBuf,
    },
    /// The header says another id than the name.
    #[error(
        "{}: line 1 names revision {header}, the file name another; make them the same, then `autogen seal`",
        .file.display()
    )]
    OtherId {
        /// The file.
        file: PathBuf,
        /// The id in the header.
        header: RevisionId,
    },
    /// The header says another direction than the name.
    #[error(
        "{}: by its first line it is the {header} file of the revision; exchange the two files' \
         names, or restore them from git, then `autogen check`",
        .file.display()
    )]
    OtherDirection {
        /// The file.
        file: PathBuf,
        /// The direction in the header.
        header: Direction,
    },
    /// The headers of the two files contradict each other.
    #[error(
        "{} and {} disagree in what their headers say of `{line}` (catalogs stand the other way \
         round in the down file); make them agree, then `autogen seal`",
        .up.display(), .down.display()
    )]
    HalvesDisagree {
        /// The up file.
        up: PathBuf,
        /// The down file.
        down: PathBuf,
        /// The line in question.
        line: &'static str,
    },
    /// A parent is not in the folder.
    #[error(
        "{}: line 1: it follows {parent}, which is not in the folder; get that revision from the \
         branch that has it, or mend the `follows` lines of both files, then `autogen seal`",
        .file.display()
    )]
    MissingParent {
        /// The up file of the child.
        file: PathBuf,
        /// The parent's id.
        parent: RevisionId,
    },
    /// A dependency is not in the folder.
    #[error(
        "{}: it depends on {dependency}, which is not in the folder; get that revision from the \
         branch that has it, or mend the line `-- depends on`, then `autogen seal`",
        .file.display()
    )]
    MissingDependency {
        /// The up file.
        file: PathBuf,
        /// The dependency's id.
        dependency: RevisionId,
    },
    /// Two revisions have one label.
    #[error(
        "{} and {} both have the label `{label}`; give one of them another, then `autogen seal`",
        .first.display(), .second.display()
    )]
    DuplicateLabel {
        /// The label.
        label: String,
        /// The up file of the one.
        first: PathBuf,
        /// The up file of the other.
        second: PathBuf,
    },
    /// What is replaced was not moved away.
    #[error(
        "{} is replaced by {}, but is still in the folder; move its two files into `replaced/` \
         beside them, then `autogen seal`",
        .file.display(), .by.display()
    )]
    StillThere {
        /// The up file of what is replaced.
        file: PathBuf,
        /// The up file of what replaces it.
        by: PathBuf,
    },
    /// Two revisions replace the same one.
    #[error(
        "{} and {} both replace revision {id}; restore one of them from git as it was, then \
         `autogen seal`",
        .first.display(), .second.display()
    )]
    ReplacedTwice {
        /// What is replaced.
        id: RevisionId,
        /// The up file of the one.
        first: PathBuf,
        /// The up file of the other.
        second: PathBuf,
    },
    /// A file lies among the replaced ones, and nothing replaces it.
    #[error(
        "no revision replaces {}; move its two files back into the folder above, or remove them, \
         then `autogen seal`",
        .file.display()
    )]
    ReplacedByNone {
        /// The up file.
        file: PathBuf,
    },
    /// Revisions follow one another in a circle.
    #[error(
        "these revisions follow or depend on one another in a circle: {}; mend a `follows` line in \
         both files of one, or a line `-- depends on`, then `autogen seal`",
        list(.files)
    )]
    Cycle {
        /// Their up files, each after the one before, the first after the last.
        files: Vec<PathBuf>,
    },
}

fn list(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// The chain ends in several heads where one is needed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the chain has {} heads: {}; join them with `autogen merge`, or name one (its id, \
     `LABEL@head`) or all (`heads`), see `autogen heads`",
    .heads.len(), .files.join(", ")
)]
pub struct HeadError {
    /// The heads, the smallest id first.
    pub heads: Vec<RevisionId>,
    files: Vec<String>,
}

impl HeadError {
    pub(super) fn new(chain: &Chain, heads: &[RevisionId]) -> Self {
        let up = |id: &RevisionId| chain.get(*id).map(|r| r.path(Direction::Up));
        let files = heads.iter().filter_map(up).map(|path| path.display().to_string()).collect();
        Self { heads: heads.to_vec(), files }
    }
}
