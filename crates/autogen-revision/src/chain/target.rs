//! Where an upgrade or a downgrade goes.

use std::collections::BTreeSet;
use std::fmt;

use super::Chain;
use crate::id::RevisionId;

/// A place in the chain: after a revision, or before all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// Before the first revision.
    Base,
    /// After this revision.
    At(RevisionId),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base => f.write_str("base"),
            Self::At(id) => id.fmt(f),
        }
    }
}

/// What an address means: positions, several where it says `heads` or where branches part, and, where it
/// speaks of one branch, the revisions of that branch, outside which a downgrade takes nothing back but
/// what depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    positions: BTreeSet<Position>,
    lineage: Option<BTreeSet<RevisionId>>,
}

impl Target {
    /// Before everything.
    #[must_use]
    pub fn base() -> Self {
        Position::Base.into()
    }

    /// After these revisions; before all of them if there are none.
    pub fn after(ids: impl IntoIterator<Item = RevisionId>) -> Self {
        Self::after_positions(ids.into_iter().map(Position::At).collect())
    }

    /// At these positions; before everything if there are none.
    pub(super) fn after_positions(positions: BTreeSet<Position>) -> Self {
        if positions.is_empty() { Self::base() } else { Self { positions, lineage: None } }
    }

    /// The same, where a downgrade only takes back what lies in a branch.
    #[must_use]
    pub fn within(mut self, lineage: BTreeSet<RevisionId>) -> Self {
        self.lineage = Some(lineage);
        self
    }

    /// The positions, at least one.
    #[must_use]
    pub fn positions(&self) -> &BTreeSet<Position> {
        &self.positions
    }

    /// The revisions that it is after; none for the base.
    pub fn ids(&self) -> impl Iterator<Item = RevisionId> + '_ {
        self.positions.iter().filter_map(|position| match position {
            Position::Base => None,
            Position::At(id) => Some(*id),
        })
    }

    /// The position, if it is one.
    #[must_use]
    pub fn single(&self) -> Option<Position> {
        let mut positions = self.positions.iter();
        positions.next().copied().filter(|_| positions.next().is_none())
    }

    /// The revisions of the branch that it speaks of, if it does.
    #[must_use]
    pub fn lineage(&self) -> Option<&BTreeSet<RevisionId>> {
        self.lineage.as_ref()
    }
}

impl From<Position> for Target {
    fn from(position: Position) -> Self {
        Self { positions: BTreeSet::from([position]), lineage: None }
    }
}

impl fmt::Display for Target {
    /// The positions, joined by `and`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, position) in self.positions.iter().enumerate() {
            if at > 0 {
                f.write_str(" and ")?;
            }
            position.fmt(f)?;
        }
        Ok(())
    }
}

impl Chain {
    /// The target that every head is reached with: the base of an empty chain.
    #[must_use]
    pub fn all_heads(&self) -> Target {
        Target::after(self.heads())
    }

    /// What is applied at a target: its revisions with all that they follow or depend on.
    #[must_use]
    pub fn upto(&self, target: &Target) -> BTreeSet<RevisionId> {
        self.required(target.ids())
    }
}
