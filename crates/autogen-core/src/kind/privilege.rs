//! Privileges: which there are on what, how GRANT names that, and the statements that lead from one
//! set of them to another. Knows no fact.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ident::{Ident, list};

/// A privilege by its word, in the order of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "they are Postgres' words")]
pub enum Privilege {
    Select,
    Insert,
    Update,
    Delete,
    Truncate,
    References,
    Trigger,
    Maintain,
    Usage,
    Create,
    Execute,
}

impl Privilege {
    /// As GRANT takes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Truncate => "truncate",
            Self::References => "references",
            Self::Trigger => "trigger",
            Self::Maintain => "maintain",
            Self::Usage => "usage",
            Self::Create => "create",
            Self::Execute => "execute",
        }
    }
}

/// Privileges, each with whether it may be granted on.
pub type Privileges = BTreeMap<Privilege, bool>;

/// The privileges of one grantee on an object and on columns of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Held {
    pub(super) whole: Privileges,
    pub(super) columns: BTreeMap<Ident, Privileges>,
}

impl Held {
    pub(super) fn whole(privileges: Privileges) -> Self {
        Self { whole: privileges, columns: BTreeMap::new() }
    }

    /// What is left of the columns once whole privileges have been revoked: that takes them from each
    /// column too (manual: REVOKE, Notes).
    pub(super) fn after_loss(&self, lost: &Loss) -> Self {
        let left = |(column, held): (&Ident, &Privileges)| {
            let mut held = held.clone();
            held.retain(|privilege, _| !lost.privileges.contains(privilege));
            for (privilege, grantable) in &mut held {
                *grantable &= !lost.options.contains(privilege);
            }
            (column.clone(), held)
        };
        Self { whole: self.whole.clone(), columns: self.columns.iter().map(left).collect() }
    }
}

/// Whole privileges, and options to grant them, that are revoked.
#[derive(Clone, Debug, Default)]
pub(super) struct Loss {
    privileges: BTreeSet<Privilege>,
    options: BTreeSet<Privilege>,
}

impl Loss {
    pub(super) fn between(before: &Privileges, after: &Privileges) -> Self {
        let gone = |p: &&Privilege| !after.contains_key(*p);
        let held_back =
            |(p, grantable): &(&Privilege, &bool)| **grantable && after.get(*p) == Some(&false);
        Self {
            privileges: before.keys().filter(gone).copied().collect(),
            options: before.iter().filter(held_back).map(|(p, _)| *p).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.privileges.is_empty() && self.options.is_empty()
    }
}

/// What there are privileges on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Tables, views and the like.
    Table,
    Sequence,
    /// Functions, procedures, aggregates.
    Routine,
    Type,
    Schema,
    LargeObject,
}

impl Sort {
    /// The sort of an object, and how GRANT names it, by how COMMENT names it.
    pub(super) fn of(address: &str) -> Option<(Self, String)> {
        const WORDS: [(&str, Sort, &str); 12] = [
            ("table ", Sort::Table, "table"),
            ("view ", Sort::Table, "table"),
            ("materialized view ", Sort::Table, "table"),
            ("foreign table ", Sort::Table, "table"),
            ("sequence ", Sort::Sequence, "sequence"),
            ("function ", Sort::Routine, "function"),
            ("procedure ", Sort::Routine, "procedure"),
            ("aggregate ", Sort::Routine, "function"),
            ("routine ", Sort::Routine, "routine"),
            ("type ", Sort::Type, "type"),
            ("domain ", Sort::Type, "type"),
            ("schema ", Sort::Schema, "schema"),
        ];
        WORDS.iter().find_map(|(word, sort, grants_on)| {
            let name = address.strip_prefix(word)?;
            Some((*sort, format!("{grants_on} {name}")))
        })
    }

    /// By the word of ALTER DEFAULT PRIVILEGES.
    pub(super) fn of_objects(word: &str) -> Option<Self> {
        let all = [
            Self::Table,
            Self::Sequence,
            Self::Routine,
            Self::Type,
            Self::Schema,
            Self::LargeObject,
        ];
        all.into_iter().find(|sort| sort.objects() == word)
    }

    /// The word of ALTER DEFAULT PRIVILEGES.
    pub(super) fn objects(self) -> &'static str {
        match self {
            Self::Table => "tables",
            Self::Sequence => "sequences",
            Self::Routine => "functions",
            Self::Type => "types",
            Self::Schema => "schemas",
            Self::LargeObject => "large objects",
        }
    }

    /// All privileges there are on it.
    pub(super) fn all(self, major: u32) -> Vec<Privilege> {
        use Privilege as P;
        match self {
            Self::Table => {
                let mut all = vec![
                    P::Select,
                    P::Insert,
                    P::Update,
                    P::Delete,
                    P::Truncate,
                    P::References,
                    P::Trigger,
                ];
                all.extend((major >= 17).then_some(P::Maintain));
                all
            }
            Self::Sequence => vec![P::Select, P::Update, P::Usage],
            Self::Routine => vec![P::Execute],
            Self::Type => vec![P::Usage],
            Self::Schema => vec![P::Usage, P::Create],
            Self::LargeObject => vec![P::Select, P::Update],
        }
    }

    /// What a grantee has by Postgres' own rule (`acldefault`).
    pub(super) fn by_rule(self, grantee: &Ident, major: u32) -> Privileges {
        let all = || self.all(major).into_iter().map(|privilege| (privilege, false)).collect();
        match (grantee.as_str(), self) {
            (OWNER, _) | (PUBLIC, Self::Routine | Self::Type) => all(),
            _ => Privileges::new(),
        }
    }
}

/// The name of the grantee that stands for the object's owner, whoever that is.
pub(super) const OWNER: &str = "";

/// That of everybody; Postgres lets no role have it.
pub(super) const PUBLIC: &str = "public";

/// GRANT and REVOKE statements on one object, for one grantee.
pub(super) struct Statements<'a> {
    /// What stands before, as `alter default privileges `.
    pub(super) prefix: &'a str,
    /// What they are on: `table account`, or `tables`.
    pub(super) target: &'a str,
    /// The grantee as SQL.
    pub(super) grantee: &'a str,
    /// All privileges there are.
    pub(super) all: Vec<Privilege>,
}

impl Statements<'_> {
    /// From one set to the other; `lost` is what other statements take from the columns before.
    pub(super) fn between(&self, before: &Held, after: &Held, lost: &Loss) -> Vec<String> {
        let Self { prefix, target, grantee, .. } = self;
        let loss = Loss::between(&before.whole, &after.whole);
        let left = before.after_loss(&loss).after_loss(lost);
        let none = Privileges::new();
        let mut revoked = Items::whole(&loss.privileges);
        let mut options = Items::whole(&loss.options);
        for (column, held) in &left.columns {
            let loss = Loss::between(held, after.columns.get(column).unwrap_or(&none));
            revoked.add(column, &loss.privileges);
            options.add(column, &loss.options);
        }
        let gained = |before: &Privileges, after: &Privileges, option: bool| {
            let new = |(privilege, grantable): &(&Privilege, &bool)| {
                let had = before.get(*privilege);
                **grantable == option && had.is_none_or(|had| option && !had)
            };
            after.iter().filter(new).map(|(privilege, _)| *privilege).collect::<BTreeSet<_>>()
        };
        let [granted, with_option] = [false, true].map(|option| {
            let mut items = Items::whole(&gained(&before.whole, &after.whole, option));
            for (column, held) in &after.columns {
                let had = left.columns.get(column).unwrap_or(&none);
                items.add(column, &gained(had, held, option));
            }
            items
        });
        let on = |items: &Items| Some(format!("{} on {target}", items.sql(&self.all)?));
        [
            on(&revoked).map(|on| format!("{prefix}revoke {on} from {grantee}")),
            on(&options).map(|on| format!("{prefix}revoke grant option for {on} from {grantee}")),
            on(&granted).map(|on| format!("{prefix}grant {on} to {grantee}")),
            on(&with_option).map(|on| format!("{prefix}grant {on} to {grantee} with grant option")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// What a statement grants or revokes.
struct Items {
    whole: BTreeSet<Privilege>,
    columns: BTreeMap<Privilege, Vec<Ident>>,
}

impl Items {
    fn whole(privileges: &BTreeSet<Privilege>) -> Self {
        Self { whole: privileges.clone(), columns: BTreeMap::new() }
    }

    fn add(&mut self, column: &Ident, privileges: &BTreeSet<Privilege>) {
        for privilege in privileges {
            self.columns.entry(*privilege).or_default().push(column.clone());
        }
    }

    /// `select, update (a, b)`; nothing if it is nothing.
    fn sql(&self, all: &[Privilege]) -> Option<String> {
        let whole = || self.whole.iter().map(|privilege| privilege.word().to_owned());
        let columns = self.columns.iter();
        let columns = columns.map(|(p, columns)| format!("{} ({})", p.word(), list(columns)));
        let everything = all.len() > 1 && self.whole.len() == all.len();
        let items: Vec<String> = if everything && self.columns.is_empty() {
            vec!["all".to_owned()]
        } else {
            whole().chain(columns).collect()
        };
        (!items.is_empty()).then(|| items.join(", "))
    }
}
