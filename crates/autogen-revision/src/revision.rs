//! A revision as it lies in the folder: two files.

use std::path::{Path, PathBuf};

use crate::file::{Direction, FileName, FileText};
use crate::header::Header;
use crate::id::RevisionId;

/// A revision that was read from its two files, which agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The file that applies it.
    pub up: FileText,
    /// The file that takes it back.
    pub down: FileText,
    slug: String,
    folder: PathBuf,
}

impl Revision {
    pub(crate) fn new(folder: &Path, slug: String, up: FileText, down: FileText) -> Self {
        Self { up, down, slug, folder: folder.to_owned() }
    }

    /// The identity.
    #[must_use]
    pub fn id(&self) -> RevisionId {
        self.up.header.id
    }

    /// The up file's header, which also holds scope and decisions.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.up.header
    }

    /// The file of a direction.
    #[must_use]
    pub fn file(&self, direction: Direction) -> &FileText {
        match direction {
            Direction::Up => &self.up,
            Direction::Down => &self.down,
        }
    }

    /// The name of the file of a direction.
    #[must_use]
    pub fn file_name(&self, direction: Direction) -> FileName {
        FileName { id: self.id(), slug: self.slug.clone(), direction }
    }

    /// The path of the file of a direction.
    #[must_use]
    pub fn path(&self, direction: Direction) -> PathBuf {
        self.folder.join(self.file_name(direction).to_string())
    }

    /// The first line of the message, for lists.
    #[must_use]
    pub fn title(&self) -> &str {
        self.up.header.message.lines().next().unwrap_or("")
    }
}
