//! Steps along the chain, branches, and where a database stands.

use std::collections::BTreeSet;

use super::{AddressError, Chain, Position};
use crate::id::RevisionId;

/// A branch: what lies behind the point where it parts from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its first revision.
    pub first: RevisionId,
    /// Its revisions, those of branches that part from it included, up to the heads.
    pub members: BTreeSet<RevisionId>,
}

impl Chain {
    /// The revisions that follow nothing, the smallest id first.
    #[must_use]
    pub fn bases(&self) -> Vec<RevisionId> {
        self.revisions.keys().copied().filter(|id| self.parents(*id).is_empty()).collect()
    }

    /// The revisions that several others follow, in order.
    #[must_use]
    pub fn branch_points(&self) -> Vec<RevisionId> {
        self.order.iter().copied().filter(|id| self.children(*id).len() > 1).collect()
    }

    /// Where a database stands: at the applied revisions that no other applied one follows, the smallest
    /// id first; none is the base.
    #[must_use]
    pub fn current(&self, applied: &BTreeSet<RevisionId>) -> Vec<RevisionId> {
        let standing = self.standing(applied);
        standing.iter().copied().filter(|id| self.children(*id).is_disjoint(&standing)).collect()
    }

    /// The branch that a revision lies in: back to where it parts from another or after a merge, and all
    /// that follows.
    #[must_use]
    pub fn branch(&self, id: RevisionId) -> Branch {
        let mut first = id;
        loop {
            let parents = self.parents(first);
            let mut parents = parents.into_iter();
            match (parents.next(), parents.next()) {
                (Some(parent), None)
                    if self.children(parent).len() == 1 && self.parents(parent).len() < 2 =>
                {
                    first = parent;
                }
                _ => break,
            }
        }
        Branch { first, members: self.descendants(first) }
    }

    /// The branch that a label names.
    #[must_use]
    pub fn labelled(&self, label: &str) -> Option<Branch> {
        self.labels.get(label).map(|id| self.branch(*id))
    }

    /// The labels of the chain, with the revisions that have them in their headers.
    pub fn labels(&self) -> impl Iterator<Item = (&str, RevisionId)> {
        self.labels.iter().map(|(label, id)| (label.as_str(), *id))
    }

    /// The heads of a branch, the smallest id first.
    #[must_use]
    pub fn heads_of(&self, branch: &Branch) -> Vec<RevisionId> {
        self.heads().into_iter().filter(|head| branch.members.contains(head)).collect()
    }

    /// The position `steps` after one, as `+N` asks, of those in a branch, if one is given.
    ///
    /// # Errors
    /// [`AddressError::TooFar`] past the head, [`AddressError::Parting`] where the way is not one.
    pub fn forward(
        &self,
        from: Position,
        steps: usize,
        branch: Option<&Branch>,
    ) -> Result<Position, AddressError> {
        let mut at = from;
        for done in 0..steps {
            let mut next = match at {
                Position::Base => self.bases(),
                Position::At(id) => self.children(id).into_iter().collect(),
            };
            if let Some(branch) = branch {
                next.retain(|id| branch.members.contains(id));
            }
            at = match next.as_slice() {
                [] => return Err(AddressError::TooFar { asked: steps, left: done }),
                [id] => Position::At(*id),
                _ => return Err(AddressError::Parting { from: at, ids: next }),
            };
        }
        Ok(at)
    }

    /// The positions `steps` before a revision, as `-N` asks: several if the last step goes back over a
    /// merge. Within a branch, if one is given, they go no further than the point where it begins.
    ///
    /// # Errors
    /// [`AddressError::TooFar`] past the base, [`AddressError::Parting`] at a merge in between.
    pub fn back(
        &self,
        from: RevisionId,
        steps: usize,
        branch: Option<&Branch>,
    ) -> Result<BTreeSet<Position>, AddressError> {
        let mut at = BTreeSet::from([Position::At(from)]);
        for done in 0..steps {
            let mut positions = at.iter();
            let (first, second) = (positions.next(), positions.next());
            if second.is_some() {
                let ids = at.iter().filter_map(|position| match position {
                    Position::Base => None,
                    Position::At(id) => Some(*id),
                });
                return Err(AddressError::Merge { ids: ids.collect() });
            }
            let id = match first {
                Some(Position::At(id)) if branch.is_none_or(|b| b.members.contains(id)) => *id,
                _ => return Err(AddressError::TooFar { asked: steps, left: done }),
            };
            let mut parents = self.parents(id);
            if let Some(branch) = branch
                && !parents.is_disjoint(&branch.members)
            {
                parents.retain(|id| branch.members.contains(id));
            }
            at = parents.into_iter().map(Position::At).collect();
            if at.is_empty() {
                at.insert(Position::Base);
            }
        }
        Ok(at)
    }
}
