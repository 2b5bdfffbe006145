//! Revisions that were squashed into another one. Their files lie in the folder `replaced/`, for databases
//! that have some of them; whoever follows or depends on one of them means the revision that replaces it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, ChainError};
use crate::file::Direction;
use crate::id::RevisionId;
use crate::revision::Revision;

/// The name of the folder, within that of the revisions, that replaced revisions are moved to.
pub const REPLACED_FOLDER: &str = "replaced";

impl Chain {
    /// Finds out what replaces what, and refuses what is replaced twice, or still there, or by nothing.
    pub(super) fn link_replaced(&mut self) -> Result<(), ChainError> {
        let mut replaced_by: BTreeMap<RevisionId, RevisionId> = BTreeMap::new();
        for revision in self.revisions.values().chain(self.replaced.values()) {
            for id in &revision.header().replaces {
                if let Some(there) = self.revisions.get(id) {
                    return Err(ChainError::StillThere {
                        file: there.path(Direction::Up),
                        by: revision.path(Direction::Up),
                    });
                }
                if let Some(other) = replaced_by.insert(*id, revision.id()) {
                    return Err(ChainError::ReplacedTwice {
                        id: *id,
                        first: self.path_of(other),
                        second: revision.path(Direction::Up),
                    });
                }
            }
        }
        self.replaced_by = replaced_by;
        for (id, revision) in &self.replaced {
            let file = revision.path(Direction::Up);
            if let Some(there) = self.revisions.get(id) {
                let first = there.path(Direction::Up);
                return Err(ChainError::Duplicate { first, second: file });
            }
            if self.main_id(*id).is_none() {
                return Err(ChainError::ReplacedByNone { file });
            }
        }
        Ok(())
    }

    /// The revision that stands for an id: itself, or the one that replaces it. `None` for an id that the
    /// chain does not know.
    #[must_use]
    pub fn main_id(&self, id: RevisionId) -> Option<RevisionId> {
        let mut at = id;
        let mut seen = BTreeSet::new();
        // what is replaced may have replaced others; a circle of such never comes to an end
        while !self.revisions.contains_key(&at) {
            if !seen.insert(at) {
                return None;
            }
            at = *self.replaced_by.get(&at)?;
        }
        Some(at)
    }

    /// The revision of the chain that stands for a replaced one, if it is one.
    #[must_use]
    pub fn replaced_by(&self, id: RevisionId) -> Option<RevisionId> {
        if self.revisions.contains_key(&id) { None } else { self.main_id(id) }
    }

    /// The ids that a revision replaces, in the order in which they ran.
    #[must_use]
    pub fn replaced_ids(&self, id: RevisionId) -> Vec<RevisionId> {
        let mut ids = self.find(id).map(|r| r.header().replaces.clone()).unwrap_or_default();
        // what has no file any more is never run: where it stands does not matter
        ids.sort_by_key(|id| self.replaced_order.iter().position(|at| at == id));
        ids
    }

    /// The revisions that one replaces, in the order in which they ran: those whose files are there.
    #[must_use]
    pub fn replaced(&self, id: RevisionId) -> Vec<&Revision> {
        self.replaced_ids(id).iter().filter_map(|id| self.replaced.get(id)).collect()
    }

    /// All replaced revisions whose files are there, in the order in which they ran.
    pub fn iter_replaced(&self) -> impl DoubleEndedIterator<Item = &Revision> {
        self.replaced_order.iter().filter_map(|id| self.replaced.get(id))
    }

    /// The revision of an id, replaced or not.
    #[must_use]
    pub fn find(&self, id: RevisionId) -> Option<&Revision> {
        self.revisions.get(&id).or_else(|| self.replaced.get(&id))
    }

    /// The revisions that a database has, as the chain knows them: a replacing one counts as applied when
    /// all that it replaces are.
    #[must_use]
    pub fn standing(&self, applied: &BTreeSet<RevisionId>) -> BTreeSet<RevisionId> {
        self.revisions.keys().copied().filter(|id| self.is_whole(*id, applied)).collect()
    }

    /// Whether a revision, or everything that it replaces, is applied.
    pub(super) fn is_whole(&self, id: RevisionId, applied: &BTreeSet<RevisionId>) -> bool {
        let replaced = || self.replaced_ids(id);
        applied.contains(&id)
            || (!replaced().is_empty() && replaced().iter().all(|id| self.is_whole(*id, applied)))
    }

    /// Whether a revision, or something that it replaces, is applied.
    pub(super) fn is_touched(&self, id: RevisionId, applied: &BTreeSet<RevisionId>) -> bool {
        applied.contains(&id)
            || self.replaced_ids(id).iter().any(|id| self.is_touched(*id, applied))
    }

    fn path_of(&self, id: RevisionId) -> std::path::PathBuf {
        self.find(id).map_or_else(|| self.folder.clone(), |r| r.path(Direction::Up))
    }
}
