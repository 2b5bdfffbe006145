//! Saying which revisions are meant.
//!
//! ```text
//! address = [ branch "@" ] [ point ] [ ("+" | "-") digits ]
//! point   = "head" | "heads" | "base" | "current" | label | digits of an id, at least 4
//! branch  = label | digits of an id
//! range   = [ address ] ":" [ address ]
//! ```
//!
//! Steps without a point count from where the database stands.

mod error;

use std::collections::BTreeSet;

use super::{Branch, Chain, Position, Target};
use crate::id::RevisionId;
use crate::revision::Revision;

pub use error::AddressError;

/// How few digits of an id are an address.
const SHORTEST: usize = 4;

/// What `A:B` means; an end that is left open is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Where it begins.
    pub from: Option<Target>,
    /// Where it ends.
    pub to: Option<Target>,
}

/// An address in its parts.
struct Parts<'a> {
    whole: &'a str,
    branch: Option<&'a str>,
    point: &'a str,
    /// With their sign, as they were given.
    steps: Option<(&'a str, isize)>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Result<Self, AddressError> {
        let malformed = || AddressError::Malformed { address: cut(address) };
        let (branch, rest) = match address.split_once('@') {
            Some(("", _)) => return Err(malformed()),
            Some((branch, rest)) => (Some(branch), rest),
            None => (None, address),
        };
        let (point, steps) = rest.split_at(rest.find(['+', '-']).unwrap_or(rest.len()));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let count = match steps.get(1..) {
            None => None,
            Some(count) if digits(count) => {
                let steps: isize = steps.parse().map_err(|_| malformed())?;
                // a step of none is a slip
                Some(steps).filter(|steps| *steps != 0).ok_or_else(malformed).map(Some)?
            }
            Some(_) => return Err(malformed()),
        };
        if point.is_empty() && count.is_none() || point.contains(['@', ':']) {
            return Err(malformed());
        }
        Ok(Self { whole: address, branch, point, steps: count.map(|count| (steps, count)) })
    }
}

impl Chain {
    /// What an address means. `applied` are the revisions of the database that `current`, `+N` and `-N`
    /// speak of.
    ///
    /// # Errors
    /// [`AddressError`], saying what could be meant.
    pub fn resolve(
        &self,
        address: &str,
        applied: Option<&BTreeSet<RevisionId>>,
    ) -> Result<Target, AddressError> {
        let parts = Parts::of(address)?;
        let branch = parts.branch.map(|name| self.branch_named(name)).transpose()?;
        let target = match parts.steps {
            None => self.point(&parts, branch.as_ref(), applied)?,
            Some((text, steps)) => self.relative(&parts, text, steps, branch.as_ref(), applied)?,
        };
        Ok(match branch {
            Some(branch) => target.within(&branch.members | &self.ancestors(branch.first)),
            None => target,
        })
    }

    /// The one revision that an address means.
    ///
    /// # Errors
    /// [`AddressError`]; `NotOne` if it means the base or several.
    pub fn resolve_one(
        &self,
        address: &str,
        applied: Option<&BTreeSet<RevisionId>>,
    ) -> Result<RevisionId, AddressError> {
        let target = self.resolve(address, applied)?;
        match target.single() {
            Some(Position::At(id)) => Ok(id),
            _ => Err(AddressError::NotOne { address: cut(address), ids: target.ids().collect() }),
        }
    }

    /// What `A:B`, `A:`, `:B` or `A` (from and to the same) means.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn resolve_range(
        &self,
        text: &str,
        applied: Option<&BTreeSet<RevisionId>>,
    ) -> Result<Range, AddressError> {
        let end = |address: &str| {
            (!address.is_empty()).then(|| self.resolve(address, applied)).transpose()
        };
        match text.split_once(':') {
            Some((from, to)) => Ok(Range { from: end(from)?, to: end(to)? }),
            None => {
                let target = self.resolve(text, applied)?;
                Ok(Range { from: Some(target.clone()), to: Some(target) })
            }
        }
    }

    /// The revisions of a range, both its ends included, in order: those that the one end needs, without
    /// those that lie before the other.
    #[must_use]
    pub fn span(&self, range: &Range) -> Vec<&Revision> {
        let upto = self.upto(range.to.as_ref().unwrap_or(&self.all_heads()));
        let before = match &range.from {
            None => BTreeSet::new(),
            Some(from) => {
                let ends: BTreeSet<RevisionId> = from.ids().collect();
                &self.upto(from) - &ends
            }
        };
        let within = |id: &RevisionId| upto.contains(id) && !before.contains(id);
        self.iter().filter(|revision| within(&revision.id())).collect()
    }

    /// An address without steps.
    fn point(
        &self,
        parts: &Parts<'_>,
        branch: Option<&Branch>,
        applied: Option<&BTreeSet<RevisionId>>,
    ) -> Result<Target, AddressError> {
        let label = || cut(parts.branch.unwrap_or(parts.point));
        let one_head = |branch: &Branch| match self.heads_of(branch).as_slice() {
            [head] => Ok(Target::after([*head])),
            heads => Err(AddressError::BranchHeads { label: label(), ids: heads.to_vec() }),
        };
        match (parts.point, branch) {
            ("base", None) => Ok(Target::base()),
            ("base", Some(branch)) => Ok(Target::after(self.parents(branch.first))),
            ("head", None) => Ok(Target::after(self.head()?)),
            ("head", Some(branch)) => one_head(branch),
            ("heads", None) => Ok(self.all_heads()),
            ("heads", Some(branch)) => Ok(Target::after(self.heads_of(branch))),
            ("current", branch) => {
                let current = self.current_in(parts, branch, applied)?;
                match branch {
                    Some(branch) if current.is_empty() => {
                        Ok(Target::after(self.parents(branch.first)))
                    }
                    _ => Ok(Target::after(current)),
                }
            }
            (label, None) if self.labels.contains_key(label) => {
                Ok(Target::after(self.heads_of(&self.branch(self.labels[label]))))
            }
            (digits, branch) => {
                let id = self.id_of(digits)?;
                let outside = |branch: &&Branch| {
                    !branch.members.contains(&id) && !self.ancestors(branch.first).contains(&id)
                };
                match branch.filter(outside) {
                    Some(_) => Err(AddressError::OtherBranch { label: label(), id }),
                    None => Ok(Target::after([id])),
                }
            }
        }
    }

    /// An address with steps.
    fn relative(
        &self,
        parts: &Parts<'_>,
        text: &str,
        steps: isize,
        branch: Option<&Branch>,
        applied: Option<&BTreeSet<RevisionId>>,
    ) -> Result<Target, AddressError> {
        if self.labels.contains_key(parts.point) {
            let label = parts.point.to_owned();
            return Err(AddressError::LabelStep { label, steps: text.to_owned() });
        }
        let of_database = matches!(parts.point, "" | "current");
        let from = if of_database {
            match self.current_in(parts, branch, applied)?.as_slice() {
                [] => None,
                [id] => Some(*id),
                ids => {
                    let address = text.to_owned();
                    return Err(AddressError::SeveralCurrent { address, ids: ids.to_vec() });
                }
            }
        } else {
            let point = Parts { steps: None, ..*parts };
            match self.point(&point, branch, applied)?.single() {
                Some(Position::At(id)) => Some(id),
                Some(Position::Base) => None,
                None => return Err(AddressError::Malformed { address: cut(parts.whole) }),
            }
        };
        let count = steps.unsigned_abs();
        if steps < 0 {
            let Some(from) = from else {
                return Err(AddressError::TooFar { asked: count, left: 0 });
            };
            let back = Target::after_positions(self.back(from, count, branch)?);
            // only the way that leads here is taken back, not others that part from it
            return Ok(if of_database { back.within(self.ancestors(from)) } else { back });
        }
        let forward = match (from, branch) {
            (Some(from), branch) => self.forward(Position::At(from), count, branch)?,
            // nothing of the branch is there: its first revision is one step away
            (None, Some(branch)) => {
                let first = Position::At(branch.first);
                self.forward(first, count - 1, Some(branch)).map_err(|error| match error {
                    AddressError::TooFar { left, .. } => {
                        AddressError::TooFar { asked: count, left: left + 1 }
                    }
                    error => error,
                })?
            }
            (None, None) => self.forward(Position::Base, count, None)?,
        };
        Ok(forward.into())
    }

    /// Where the database stands, of a branch if one is given.
    fn current_in(
        &self,
        parts: &Parts<'_>,
        branch: Option<&Branch>,
        applied: Option<&BTreeSet<RevisionId>>,
    ) -> Result<Vec<RevisionId>, AddressError> {
        let Some(applied) = applied else {
            return Err(AddressError::NeedsDatabase { address: cut(parts.whole) });
        };
        Ok(match branch {
            None => self.current(applied),
            Some(branch) => self.current(&(&self.standing(applied) & &branch.members)),
        })
    }

    /// The branch that stands before an `@`.
    fn branch_named(&self, name: &str) -> Result<Branch, AddressError> {
        if let Some(branch) = self.labelled(name) {
            return Ok(branch);
        }
        if name.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(self.branch(self.id_of(name)?));
        }
        let known = self.labels.keys().cloned().collect();
        Err(AddressError::UnknownLabel { label: cut(name), known })
    }

    /// The revision of an id or the start of one; of a replaced one, that which replaces it.
    fn id_of(&self, digits: &str) -> Result<RevisionId, AddressError> {
        let address = || cut(digits);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AddressError::Malformed { address: address() });
        }
        if digits.len() < SHORTEST {
            return Err(AddressError::TooShort { address: address() });
        }
        let known = self.revisions.keys().chain(self.replaced_by.keys());
        let begins = known.filter(|id| id.to_string().starts_with(digits));
        let ids: BTreeSet<RevisionId> = begins.filter_map(|id| self.main_id(*id)).collect();
        let ids: Vec<RevisionId> = ids.into_iter().collect();
        match ids.as_slice() {
            [] => Err(AddressError::Unknown { address: address() }),
            [id] => Ok(*id),
            _ => Err(AddressError::Ambiguous { address: address(), ids }),
        }
    }
}

/// Cut to a readable length.
fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
