//! What a statement locks: the lock levels of tables, and which of them each form of statement takes.
//!
//! The rule that makes an action names the form; how strong its lock is stands here alone. The table
//! is held to the server by `tests/tests/locks.rs`, which looks at `pg_locks` while each form runs.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::action::Action;
use crate::catalog::Catalog;
use crate::kind::{self, Payload};
use crate::object_id::ObjectId;

mod form;

pub use form::Form;

/// The lock levels of a table, the weaker first (manual 13.3.1, "Table-Level Locks").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are Postgres' own names")]
pub enum LockLevel {
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

impl LockLevel {
    /// All of them, the weaker first.
    pub const ALL: [Self; 8] = [
        Self::AccessShare,
        Self::RowShare,
        Self::RowExclusive,
        Self::ShareUpdateExclusive,
        Self::Share,
        Self::ShareRowExclusive,
        Self::Exclusive,
        Self::AccessExclusive,
    ];

    /// As the manual and LOCK TABLE name it: `SHARE ROW EXCLUSIVE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessShare => "ACCESS SHARE",
            Self::RowShare => "ROW SHARE",
            Self::RowExclusive => "ROW EXCLUSIVE",
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::Exclusive => "EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }

    /// Whether two sessions cannot hold them at once (manual 13.3.1, "Conflicting Lock Modes").
    pub fn conflicts_with(self, other: Self) -> bool {
        let (weaker, stronger) = (self.min(other), self.max(other));
        match stronger {
            Self::AccessShare | Self::RowShare | Self::RowExclusive => false,
            Self::ShareUpdateExclusive => weaker == Self::ShareUpdateExclusive,
            // the only one that another session may hold as well, beside those that are weaker
            Self::Share => matches!(weaker, Self::RowExclusive | Self::ShareUpdateExclusive),
            Self::ShareRowExclusive => weaker >= Self::RowExclusive,
            Self::Exclusive => weaker >= Self::RowShare,
            Self::AccessExclusive => true,
        }
    }

    /// What others cannot do while it is held: `reads and writes`. A query holds ACCESS SHARE, one that
    /// changes rows ROW EXCLUSIVE, VACUUM and most other DDL SHARE UPDATE EXCLUSIVE.
    pub fn stops(self) -> &'static str {
        if self.conflicts_with(Self::AccessShare) {
            "reads and writes"
        } else if self.stops_programs() {
            "writes"
        } else if self.conflicts_with(Self::ShareUpdateExclusive) {
            "VACUUM and other DDL"
        } else {
            "other DDL"
        }
    }

    /// Whether a program that changes rows has to wait for it.
    pub fn stops_programs(self) -> bool {
        self.conflicts_with(Self::RowExclusive)
    }

    /// Whether it is stronger than those that programs hold while they run: only such are told of.
    pub fn is_told(self) -> bool {
        self.conflicts_with(Self::ShareUpdateExclusive)
    }
}

impl fmt::Display for LockLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for LockLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A relation that an action locks until its transaction ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// How strongly.
    pub level: LockLevel,
    /// The table, view, sequence or index. The lock of a table stands for its indexes and the sequences
    /// that it owns too.
    pub relation: ObjectId,
    /// What is locked with it.
    pub(crate) reach: Reach,
}

/// Which tables below a table a statement reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// None.
    One,
    /// Its partitions.
    Partitions,
    /// All that inherit from it.
    Tree,
}

/// The strongest lock that actions take on each relation.
pub fn strongest<'a>(
    actions: impl IntoIterator<Item = &'a Action>,
) -> BTreeMap<&'a ObjectId, LockLevel> {
    let mut found = BTreeMap::new();
    for lock in actions.into_iter().flat_map(|action| &action.locks) {
        let level = found.entry(&lock.relation).or_insert(lock.level);
        *level = lock.level.max(*level);
    }
    found
}

/// What an action locks of what was there: each relation once, and the tables below where its
/// statements reach them. Nobody waits for a relation that the plan makes.
pub(crate) fn settle(action: &mut Action, before: &Catalog) {
    let mut found: BTreeMap<ObjectId, LockLevel> = BTreeMap::new();
    for Lock { level, relation, reach } in std::mem::take(&mut action.locks) {
        let heirs = match (reach, before.payload(&relation)) {
            (Reach::Tree, Some(Payload::Table(_))) => kind::below(before, &relation),
            (Reach::Partitions, Some(Payload::Table(table))) if table.partition_by.is_some() => {
                kind::below(before, &relation)
            }
            _ => Vec::new(),
        };
        for relation in heirs.into_iter().chain([relation]) {
            if before.facts.contains_key(&relation) {
                let strongest = found.entry(relation).or_insert(level);
                *strongest = level.max(*strongest);
            }
        }
    }
    // what stops a table stops its indexes
    let covered = |id: &ObjectId, level: LockLevel| {
        id.parent().and_then(|table| found.get(table)).is_some_and(|table| *table >= level)
    };
    let locks = found.iter().filter(|(id, level)| !covered(id, **level));
    action.locks = locks
        .map(|(id, level)| Lock { level: *level, relation: id.clone(), reach: Reach::One })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::LockLevel::*;
    use super::*;

    /// The manual's table of conflicting modes, a row a level, the weaker first.
    const CONFLICTS: [&str; 8] = [
        ".......X", "......XX", "....XXXX", "...XXXXX", "..XX.XXX", "..XXXXXX", ".XXXXXXX",
        "XXXXXXXX",
    ];

    #[test]
    fn conflicts_are_those_of_the_manual() {
        for (one, row) in LockLevel::ALL.into_iter().zip(CONFLICTS) {
            let conflict = |other: LockLevel| if one.conflicts_with(other) { 'X' } else { '.' };
            let found: String = LockLevel::ALL.into_iter().map(conflict).collect();
            assert_eq!(found, row, "{one}");
        }
    }

    #[test]
    fn what_is_stopped() {
        let told: Vec<_> = LockLevel::ALL.into_iter().filter(|level| level.is_told()).collect();
        let stops = told.iter().map(|level| (*level, level.stops()));
        let expected = [
            (ShareUpdateExclusive, "VACUUM and other DDL"),
            (Share, "writes"),
            (ShareRowExclusive, "writes"),
            (Exclusive, "writes"),
            (AccessExclusive, "reads and writes"),
        ];
        assert!(stops.eq(expected));
    }
}
