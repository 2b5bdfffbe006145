//! The order of a graph of revisions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, ChainError};
use crate::file::Direction;
use crate::id::RevisionId;

impl Chain {
    /// Fills in children and order once all revisions are known.
    pub(super) fn link(&mut self) -> Result<(), ChainError> {
        for revision in self.revisions.values() {
            for parent in &revision.header().follows {
                if !self.revisions.contains_key(parent) {
                    let file = revision.path(Direction::Up);
                    return Err(ChainError::MissingParent { file, parent: *parent });
                }
                self.children.entry(*parent).or_default().insert(revision.id());
            }
        }
        let mut waiting: BTreeMap<RevisionId, usize> =
            self.revisions.keys().map(|id| (*id, self.parents(*id).len())).collect();
        let mut ready: BTreeSet<RevisionId> =
            waiting.iter().filter(|(_, parents)| **parents == 0).map(|(id, _)| *id).collect();
        while let Some(id) = ready.pop_first() {
            self.order.push(id);
            waiting.remove(&id);
            for child in self.children(id) {
                if let Some(parents) = waiting.get_mut(&child) {
                    *parents -= 1;
                    if *parents == 0 {
                        ready.insert(child);
                    }
                }
            }
        }
        match waiting.first_key_value() {
            None => Ok(()),
            Some((id, _)) => Err(self.cycle(*id, &waiting)),
        }
    }

    /// The cycle that the parents of `id` lead into; all of `stuck` have a parent in it.
    fn cycle(&self, id: RevisionId, stuck: &BTreeMap<RevisionId, usize>) -> ChainError {
        let mut path = vec![id];
        loop {
            let last = path[path.len() - 1];
            let Some(parent) = self.parents(last).into_iter().find(|p| stuck.contains_key(p))
            else {
                unreachable!("a revision without stuck parents would have been ready")
            };
            if let Some(start) = path.iter().position(|seen| *seen == parent) {
                path.drain(..start);
                break;
            }
            path.push(parent);
        }
        path.reverse();
        let files = path.iter().map(|id| self.revisions[id].path(Direction::Up)).collect();
        ChainError::Cycle { files }
    }

    /// A revision and everything that it follows, however far.
    #[must_use]
    pub fn ancestors(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if self.revisions.contains_key(&id) && seen.insert(id) {
                waiting.extend(self.parents(id));
            }
        }
        seen
    }
}
