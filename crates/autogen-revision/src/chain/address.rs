//! Saying which revision is meant, and which lie between.

use std::collections::BTreeSet;
use std::fmt;

use super::{Chain, HeadError};
use crate::id::RevisionId;
use crate::revision::Revision;

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

/// Why an address does not say which revision is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is neither a word nor digits.
    #[error(
        "`{address}` is no revision: an id, at least 4 of its first digits, `head` or `base` is \
         expected; see the ids with `autogen history`"
    )]
    Malformed {
        /// The address, cut to a readable length.
        address: String,
    },
    /// Too few digits.
    #[error("`{address}` is too short: give at least 4 digits; see the ids with `autogen history`")]
    TooShort {
        /// The address.
        address: String,
    },
    /// No revision begins so.
    #[error("there is no revision `{address}` in the folder; see the ids with `autogen history`")]
    Unknown {
        /// The address.
        address: String,
    },
    /// Several revisions begin so.
    #[error("`{address}` may be {}; give more digits, see `autogen history`", list(.ids))]
    Ambiguous {
        /// The address.
        address: String,
        /// The revisions.
        ids: Vec<RevisionId>,
    },
    /// `head` of a chain with several.
    #[error(transparent)]
    Heads(#[from] HeadError),
    /// A step where the chain branches.
    #[error("from {from} the ways part to {}; name one instead of counting, see `autogen history`", list(.ids))]
    Branch {
        /// Where the ways part.
        from: Position,
        /// Where they go.
        ids: Vec<RevisionId>,
    },
    /// More steps than there are.
    #[error("{}; see `autogen history`", too_far(*.asked, *.left))]
    TooFar {
        /// The steps asked for.
        asked: usize,
        /// The steps that there are.
        left: usize,
    },
}

fn too_far(asked: usize, left: usize) -> String {
    match left {
        0 => "there is no further revision that way".to_owned(),
        1 => format!("there is only 1 further revision that way, not {asked}"),
        _ => format!("there are only {left} further revisions that way, not {asked}"),
    }
}

fn list(ids: &[RevisionId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

impl Chain {
    /// The position that an address names: `head`, `base`, an id, or at least four of its first
    /// digits. What is relative to a database (`current`, `+1`) is for the caller, with
    /// [`Self::forward`] and [`Self::back`].
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn resolve(&self, address: &str) -> Result<Position, AddressError> {
        match address {
            "base" => return Ok(Position::Base),
            "head" => return Ok(self.head()?.map_or(Position::Base, Position::At)),
            _ => {}
        }
        let shown: String = address.chars().take(60).collect();
        if address.is_empty() || !address.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AddressError::Malformed { address: shown });
        }
        if address.len() < 4 {
            return Err(AddressError::TooShort { address: shown });
        }
        let begins = |id: &&RevisionId| id.to_string().starts_with(address);
        let ids: Vec<RevisionId> = self.revisions.keys().filter(begins).copied().collect();
        match ids.as_slice() {
            [] => Err(AddressError::Unknown { address: shown }),
            [id] => Ok(Position::At(*id)),
            _ => Err(AddressError::Ambiguous { address: shown, ids }),
        }
    }

    /// The position `steps` after one, as `+N` asks.
    ///
    /// # Errors
    /// [`AddressError::TooFar`] past the head, [`AddressError::Branch`] where the way is not one.
    pub fn forward(&self, from: Position, steps: usize) -> Result<Position, AddressError> {
        let mut at = from;
        for done in 0..steps {
            let next = match at {
                Position::Base => self.bases(),
                Position::At(id) => self.children(id).into_iter().collect(),
            };
            at = match next.as_slice() {
                [] => return Err(AddressError::TooFar { asked: steps, left: done }),
                [id] => Position::At(*id),
                _ => return Err(AddressError::Branch { from: at, ids: next }),
            };
        }
        Ok(at)
    }

    /// The position `steps` before one, as `-N` asks.
    ///
    /// # Errors
    /// [`AddressError::TooFar`] past the base, [`AddressError::Branch`] at a merge.
    pub fn back(&self, from: Position, steps: usize) -> Result<Position, AddressError> {
        let mut at = from;
        for done in 0..steps {
            let Position::At(id) = at else {
                return Err(AddressError::TooFar { asked: steps, left: done });
            };
            let parents: Vec<RevisionId> = self.parents(id).into_iter().collect();
            at = match parents.as_slice() {
                [] => Position::Base,
                [parent] => Position::At(*parent),
                _ => return Err(AddressError::Branch { from: at, ids: parents }),
            };
        }
        Ok(at)
    }

    /// The revisions that follow nothing, the smallest id first.
    #[must_use]
    pub fn bases(&self) -> Vec<RevisionId> {
        self.revisions.keys().copied().filter(|id| self.parents(*id).is_empty()).collect()
    }

    /// What must be applied to reach a position: it and its forebears without those applied,
    /// parents first.
    #[must_use]
    pub fn pending(&self, applied: &BTreeSet<RevisionId>, to: Position) -> Vec<&Revision> {
        let wanted = self.upto(to);
        self.iter().filter(|r| wanted.contains(&r.id()) && !applied.contains(&r.id())).collect()
    }

    /// What must be taken back to reach a position: those applied that are neither it nor its
    /// forebears, children first.
    #[must_use]
    pub fn to_undo(&self, applied: &BTreeSet<RevisionId>, to: Position) -> Vec<&Revision> {
        let kept = self.upto(to);
        let gone = |r: &&Revision| applied.contains(&r.id()) && !kept.contains(&r.id());
        self.iter().rev().filter(gone).collect()
    }

    fn upto(&self, position: Position) -> BTreeSet<RevisionId> {
        match position {
            Position::Base => BTreeSet::new(),
            Position::At(id) => self.ancestors(id),
        }
    }
}
