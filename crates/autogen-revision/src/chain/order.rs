//! The order of a graph of revisions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, ChainError};
use crate::file::Direction;
use crate::id::RevisionId;

/// What must come before each node.
type Before = BTreeMap<RevisionId, BTreeSet<RevisionId>>;

impl Chain {
    /// Fills in labels, children, dependents and order once all revisions are known.
    pub(super) fn link(&mut self) -> Result<(), ChainError> {
        self.link_replaced()?;
        let mut before = Before::new();
        for revision in self.revisions.values() {
            let (id, header) = (revision.id(), revision.header());
            let file = || revision.path(Direction::Up);
            for label in &header.labels {
                if let Some(first) = self.labels.insert(label.clone(), id) {
                    return Err(ChainError::DuplicateLabel {
                        label: label.clone(),
                        first: self.revisions[&first].path(Direction::Up),
                        second: file(),
                    });
                }
            }
            for parent in &header.follows {
                let known = self.main_id(*parent);
                let known = known
                    .ok_or_else(|| ChainError::MissingParent { file: file(), parent: *parent })?;
                self.children.entry(known).or_default().insert(id);
            }
            for dependency in &header.depends_on {
                let known = self.main_id(*dependency).ok_or_else(|| {
                    ChainError::MissingDependency { file: file(), dependency: *dependency }
                })?;
                self.dependents.entry(known).or_default().insert(id);
            }
            before.insert(id, &self.parents(id) | &self.dependencies(id));
        }
        self.order = self.sorted(&before)?;
        let within = self.replaced.iter().map(|(id, revision)| {
            let header = revision.header();
            let all = header.follows.iter().chain(&header.depends_on).chain(&header.replaces);
            (*id, all.copied().filter(|before| self.replaced.contains_key(before)).collect())
        });
        self.replaced_order = self.sorted(&within.collect())?;
        Ok(())
    }

    /// Each after what must come before it, otherwise the smaller id first.
    fn sorted(&self, before: &Before) -> Result<Vec<RevisionId>, ChainError> {
        let mut after: BTreeMap<RevisionId, Vec<RevisionId>> = BTreeMap::new();
        for (id, earlier) in before {
            for earlier in earlier {
                after.entry(*earlier).or_default().push(*id);
            }
        }
        let mut waiting: BTreeMap<RevisionId, usize> =
            before.iter().map(|(id, earlier)| (*id, earlier.len())).collect();
        let mut ready: BTreeSet<RevisionId> =
            waiting.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
        let mut order = Vec::new();
        while let Some(id) = ready.pop_first() {
            order.push(id);
            waiting.remove(&id);
            for later in after.get(&id).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(later) {
                    *count -= 1;
                    if *count == 0 {
                        ready.insert(*later);
                    }
                }
            }
        }
        match waiting.first_key_value() {
            None => Ok(order),
            Some((id, _)) => Err(self.cycle(*id, before, &waiting)),
        }
    }

    /// The cycle that lies before `id`; all of `stuck` have one of `stuck` before them.
    fn cycle(
        &self,
        id: RevisionId,
        before: &Before,
        stuck: &BTreeMap<RevisionId, usize>,
    ) -> ChainError {
        let mut path = vec![id];
        while let Some(earlier) = path
            .last()
            .and_then(|last| before.get(last))
            .and_then(|earlier| earlier.iter().find(|id| stuck.contains_key(id)))
        {
            if let Some(start) = path.iter().position(|seen| seen == earlier) {
                path.drain(..start);
                break;
            }
            path.push(*earlier);
        }
        path.reverse();
        let file = |id: &RevisionId| self.find(*id).map(|revision| revision.path(Direction::Up));
        ChainError::Cycle { files: path.iter().filter_map(file).collect() }
    }

    /// A revision and everything that it follows, however far.
    #[must_use]
    pub fn ancestors(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        self.closure([id], |id| self.parents(id))
    }

    /// A revision and everything that follows it, however far.
    #[must_use]
    pub fn descendants(&self, id: RevisionId) -> BTreeSet<RevisionId> {
        self.closure([id], |id| self.children(id))
    }

    /// Revisions and everything that they follow or depend on, however far.
    #[must_use]
    pub fn required(&self, ids: impl IntoIterator<Item = RevisionId>) -> BTreeSet<RevisionId> {
        self.closure(ids, |id| &self.parents(id) | &self.dependencies(id))
    }

    /// Revisions and everything that is reached from them by `next`.
    pub(super) fn closure(
        &self,
        ids: impl IntoIterator<Item = RevisionId>,
        next: impl Fn(RevisionId) -> BTreeSet<RevisionId>,
    ) -> BTreeSet<RevisionId> {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<RevisionId> = ids.into_iter().collect();
        while let Some(id) = waiting.pop() {
            if self.revisions.contains_key(&id) && seen.insert(id) {
                waiting.extend(next(id));
            }
        }
        seen
    }
}
