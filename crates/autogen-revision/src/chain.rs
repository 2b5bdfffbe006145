//! The revisions of a folder as a graph by their `follows` lines.
//!
//! It is linear for most projects, but nothing here takes that for granted: a revision may have
//! any number of parents and children. Where a single line is needed, as for [`Chain::head`],
//! a branching is an error that names the files. Which revisions a database has is not known
//! here; callers bring the set.
//!
//! `depends on` is an edge of the order only: what a revision depends on is applied before it, but is not
//! its parent, and having a dependent does not make a head less of one.

mod address;
mod error;
mod order;
pub(crate) mod read;
mod replaced;
mod steps;
mod target;
mod version;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::header::Header;
use crate::id::RevisionId;
use crate::revision::Revision;
use crate::scope::Scope;

pub use address::{AddressError, Range};
pub use error::{ChainError, HeadError};
pub use replaced::REPLACED_FOLDER;
pub use steps::{Step, StepError};
pub use target::{Position, Target};
pub use walk::Branch;

/// The revisions of a folder, consistent: every half, parent and id in its place, no cycle.
#[derive(Clone, Debug)]
pub struct Chain {
    folder: PathBuf,
    revisions: BTreeMap<RevisionId, Revision>,
    /// Those that others replace, as far as their files are there.
    replaced: BTreeMap<RevisionId, Revision>,
    replaced_by: BTreeMap<RevisionId, RevisionId>,
    labels: BTreeMap<String, RevisionId>,
    children: BTreeMap<RevisionId, BTreeSet<RevisionId>>,
    dependents: BTreeMap<RevisionId, BTreeSet<RevisionId>>,
    order: Vec<RevisionId>,
    replaced_order: Vec<RevisionId>,
    strays: Vec<PathBuf>,
}

impl Chain {
    /// A chain without revisions, for a folder that is still to be made.
    #[must_use]
    pub fn empty(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            revisions: BTreeMap::new(),
            replaced: BTreeMap::new(),
            replaced_by: BTreeMap::new(),
            labels: BTreeMap::new(),
            children: BTreeMap::new(),
            dependents: BTreeMap::new(),
            order: Vec::new(),
            replaced_order: Vec::new(),
            strays: Vec::new(),
        }
    }

    /// Reads every revision of a folder. What an unfinished write has left there is not seen
    /// (see [`crate::write`]); it waits for one that is under way.
    ///
    /// # Errors
    /// [`ChainError`], naming the files and the way out.
    pub fn read(folder: &Path) -> Result<Self, ChainError> {
        read::read(folder)
    }

    /// The chain of texts that were read before, such as those that a program embeds: pairs of a file's
    /// path in the folder (`20261120103000_x.up.sql`, `replaced/…`) and its text. The folder is only named
    /// in errors.
    ///
    /// # Errors
    /// [`ChainError`], as of [`Self::read`].
    pub fn from_texts<'a>(
        folder: &Path,
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, ChainError> {
        read::texts(folder, &texts.into_iter().collect())
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// `.sql` files that are no revision's; worth a warning, as nothing runs them.
    #[must_use]
    pub fn strays(&self) -> &[PathBuf] {
        &self.strays
    }

    /// Whether there is no revision.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty()
    }

    /// How many revisions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.revisions.len()
    }

    /// The revision of an id; none of a replaced one, which [`Self::find`] finds too.
    #[must_use]
    pub fn get(&self, id: RevisionId) -> Option<&Revision> {
        self.revisions.get(&id)
    }

    /// All revisions, parents before children, otherwise the smaller id first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Revision> {
        self.order.iter().map(|id| &self.revisions[id])
    }

    /// The greatest id, past which the next one must lie; replaced ones count.
    #[must_use]
    pub fn greatest(&self) -> Option<RevisionId> {
        self.revisions.keys().chain(self.replaced_by.keys()).max().copied()
    }

    /// The revisions that one follows; of a replaced one, that which replaces it.
    #[must_use]
    pub fn parents(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        self.meant(id, |header| &header.follows)
    }

    /// The revisions that one depends on without following them; of a replaced one, that which replaces it.
    #[must_use]
    pub fn dependencies(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        self.meant(id, |header| &header.depends_on)
    }

    fn meant(
        &self,
        id: RevisionId,
        list: impl Fn(&Header) -> &Vec<RevisionId>,
    ) -> BTreeSet<RevisionId> {
        let ids = self.get(id).map(|revision| list(revision.header()).iter());
        ids.into_iter().flatten().filter_map(|id| self.main_id(*id)).collect()
    }

    /// The revisions that follow one.
    #[must_use]
    pub fn children(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        self.children.get(&id).cloned().unwrap_or_default()
    }

    /// The revisions that depend on one without following it.
    #[must_use]
    pub fn dependents(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        self.dependents.get(&id).cloned().unwrap_or_default()
    }

    /// The revisions that nothing follows, the smallest id first.
    #[must_use]
    pub fn heads(&self) -> Vec<RevisionId> {
        self.revisions.keys().filter(|id| !self.children.contains_key(id)).copied().collect()
    }

    /// The one head, or `None` of an empty chain.
    ///
    /// # Errors
    /// [`HeadError`] if there are several, listing them.
    pub fn head(&self) -> Result<Option<RevisionId>, HeadError> {
        match self.heads().as_slice() {
            [] => Ok(None),
            [head] => Ok(Some(*head)),
            heads => Err(HeadError::new(self, heads)),
        }
    }

    /// The scope that the chain's ends record (see [`Self::scope_at`]).
    #[must_use]
    pub fn recorded_scope(&self) -> Scope {
        self.scope_at(self.heads())
    }

    /// The scope that revisions record: of each, or of its nearest forebears that record one, together.
    #[must_use]
    pub fn scope_at(&self, ids: impl IntoIterator<Item = RevisionId>) -> Scope {
        let mut scope = Scope::default();
        let mut waiting: Vec<RevisionId> = ids.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            match self.get(id).map(|revision| &revision.header().scope) {
                Some(recorded) if !recorded.is_empty() => scope.extend(recorded),
                _ if seen.insert(id) => waiting.extend(self.parents(id)),
                _ => {}
            }
        }
        scope
    }
}

#[cfg(test)]
mod tests;
