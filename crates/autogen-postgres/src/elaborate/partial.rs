//! A few tables made anew among many that are known: only they are run, with what they refer to as far as
//! it takes to make them, and take the place of the former ones.
//!
//! Nothing is guessed: whatever is not certain to come out as if everything were run is not done so.
//! What follows from what is read off the edges of the former catalog; that what was run beside the tables
//! came out as it was before is looked at, and that all edges of the result lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::catalog::{Catalog, Fact};
use autogen_core::ident::Ident;
use autogen_core::kind::{Kind, Payload, Slot};
use autogen_core::object_id::ObjectId;
use serde::{Deserialize, Serialize};
use sqlx::Connection as _;

use super::kept::{Kept, Layer};
use super::{ElaborateError, Piece, Workshop};
use crate::reader::record;

/// How often a catalog is mended before it is made as a whole again.
const LAYERS: usize = 8;

/// Names near the longest that Postgres takes (63 bytes) are cut to make room for a number.
const LONG: usize = 60;

/// What a statement makes, as far as it matters to what else must be run when it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Makes {
    /// Perhaps anything.
    #[default]
    Anything,
    /// What tables may need and what needs no table: a schema, a type, a function.
    Ground,
    /// A table, or a part of it that others may refer to: a key, an index.
    Table(ObjectId),
    /// A part of a table that no other table refers to: a foreign key, a trigger, a comment.
    PartOf(ObjectId),
    /// Something of its own, which no table notices: a view.
    Apart,
}

impl Makes {
    fn table(&self) -> Option<&ObjectId> {
        match self {
            Self::Table(table) | Self::PartOf(table) => Some(table),
            Self::Anything | Self::Ground | Self::Apart => None,
        }
    }
}

/// The statements of a desired state, each by a hash and what it makes.
pub(super) type Outline = Vec<(String, Makes)>;

pub(super) fn outline(pieces: &[Piece]) -> Outline {
    let hash = |piece: &Piece| blake3::hash(piece.sql.as_bytes()).to_hex()[..32].to_owned();
    pieces.iter().map(|piece| (hash(piece), piece.makes.clone())).collect()
}

/// The catalog with the tables of another one in the place of its own.
pub(super) fn merge(former: &Catalog, made: &Catalog, tables: &BTreeSet<ObjectId>) -> Catalog {
    let of = |catalog: &Catalog, wanted: bool| -> Vec<(ObjectId, Fact)> {
        let facts = catalog.facts.iter();
        let facts = facts.filter(|(id, _)| tables.contains(home(catalog, id)) == wanted);
        facts.map(|(id, fact)| (id.clone(), fact.clone())).collect()
    };
    former.with_facts(of(former, false).into_iter().chain(of(made, true)).collect())
}

/// What a fact comes and goes with: its outermost object, or the table of a sequence that a column owns.
fn home<'a>(catalog: &'a Catalog, id: &'a ObjectId) -> &'a ObjectId {
    let whole = id.outermost();
    match catalog.payload(whole) {
        Some(Payload::Sequence(sequence)) => {
            sequence.owner.as_ref().map_or(whole, ObjectId::outermost)
        }
        _ => whole,
    }
}

impl Workshop {
    /// Makes what `former` was made of anew, as far as `pieces` differ from that. None if that would take
    /// everything, or nobody can be sure.
    pub(super) async fn mend(
        &self,
        former: Kept,
        pieces: &[Piece],
        search_path: &[Ident],
    ) -> Result<Option<(Catalog, Kept)>, ElaborateError> {
        let outline = outline(pieces);
        let Some((before, repair)) = Repair::find(&former, &outline, pieces) else {
            return Ok(None);
        };
        let wanted: Vec<Piece> =
            pieces.iter().filter(|piece| repair.runs(&piece.makes)).cloned().collect();
        let (scratch, mut connection) = self.open().await?;
        let schema = &self.mirror.default_schema;
        let outcome = async {
            super::pieces::run_at_once(&mut connection, schema, search_path, &wanted).await?;
            record(&mut connection, schema).await.ok()
        }
        .await;
        // the database is dropped with its connections; the outcome is what counts
        drop(connection.close().await);
        scratch.drop_now().await?;
        let Some((made, recording)) = outcome else { return Ok(None) };
        let after = merge(&before, &made, &repair.tables);
        if !repair.holds(&before, &made, &after) {
            return Ok(None);
        }
        let mut layers = former.layers;
        layers.push(Layer { tables: repair.tables, recording });
        Ok(Some((after, Kept { layers, outline })))
    }
}

/// What is to be made anew.
struct Repair {
    /// The tables whose statements changed, appeared or are gone.
    changed: BTreeSet<ObjectId>,
    /// These, and the tables of which something depends on them.
    tables: BTreeSet<ObjectId>,
    /// What depends on the changed ones, and they themselves.
    disturbed: BTreeSet<ObjectId>,
    /// The tables that these refer to.
    stubs: BTreeSet<ObjectId>,
}

impl Repair {
    /// Works it out. None if it is not certain, or comes near to everything.
    fn find(former: &Kept, outline: &Outline, pieces: &[Piece]) -> Option<(Catalog, Self)> {
        if former.layers.len() > LAYERS {
            return None;
        }
        let changed = changed(&former.outline, outline)?;
        let of_tables = |outline: &Outline| -> BTreeSet<ObjectId> {
            outline.iter().filter_map(|(_, makes)| makes.table().cloned()).collect()
        };
        let known: BTreeSet<ObjectId> =
            of_tables(&former.outline).into_iter().chain(of_tables(outline)).collect();
        let before = former.catalog()?;
        if !before.bystanders.is_empty() {
            return None;
        }
        let disturbed = disturbed(&before, &changed);
        let mut tables = changed.clone();
        tables.extend(disturbed.iter().map(|id| home(&before, id).clone()));
        if !tables.is_subset(&known) || tables.len() * 2 > known.len() {
            return None;
        }
        let named = |table: &ObjectId| {
            // only a hint at what a new foreign key may refer to; one more table does no harm
            let of_changed = |p: &&Piece| p.makes.table().is_some_and(|t| changed.contains(t));
            let mut pieces = pieces.iter().filter(of_changed);
            pieces.any(|piece| super::pieces::names(&piece.sql, table.name().as_str()))
        };
        let mut stubs: BTreeSet<ObjectId> = known
            .iter()
            .filter(|table| !tables.contains(*table) && named(table))
            .cloned()
            .collect();
        let mut homes: BTreeMap<&ObjectId, Vec<&ObjectId>> = BTreeMap::new();
        for id in before.facts.keys() {
            homes.entry(home(&before, id)).or_default().push(id);
        }
        let mut waiting: Vec<ObjectId> = tables.iter().chain(&stubs).cloned().collect();
        while let Some(table) = waiting.pop() {
            for id in homes.get(&table).into_iter().flatten() {
                if id.kind() == Kind::ForeignKey && !tables.contains(&table) {
                    continue;
                }
                for needed in before.needs(id) {
                    let needed = home(&before, needed);
                    if known.contains(needed)
                        && !tables.contains(needed)
                        && stubs.insert(needed.clone())
                    {
                        waiting.push(needed.clone());
                    }
                }
            }
        }
        Some((before, Self { changed, tables, disturbed, stubs }))
    }

    /// Whether a statement is run.
    fn runs(&self, makes: &Makes) -> bool {
        match makes {
            Makes::Ground => true,
            Makes::Table(table) => self.tables.contains(table) || self.stubs.contains(table),
            Makes::PartOf(table) => self.tables.contains(table),
            Makes::Anything | Makes::Apart => false,
        }
    }

    /// Whether the outcome is what a run of everything would have made.
    fn holds(&self, before: &Catalog, made: &Catalog, after: &Catalog) -> bool {
        let ours = |catalog: &Catalog, id: &ObjectId| self.tables.contains(home(catalog, id));
        // what stands among others is not a matter of itself alone
        let alone = |catalog: &Catalog| {
            let tied = |id: &ObjectId| matches!(id.kind(), Kind::Inheritance | Kind::Partition);
            !catalog.facts.keys().any(|id| tied(id) && ours(catalog, id))
        };
        let meant = |catalog: &Catalog, id: &ObjectId| {
            self.disturbed.contains(id) || self.changed.contains(home(catalog, id))
        };
        let as_before = |(id, fact): (&ObjectId, &Fact)| {
            meant(made, id) || before.payload(id) == Some(&fact.payload)
        };
        let still_there =
            |id: &ObjectId| !ours(before, id) || meant(before, id) || made.facts.contains_key(id);
        let stands = |(id, fact): (&ObjectId, &Fact)| {
            let mut needs = id.parent().into_iter().chain(&fact.depends);
            needs.all(|needed| after.facts.contains_key(needed))
        };
        made.bystanders.is_empty()
            && made.casts == before.casts
            && alone(before)
            && alone(made)
            && made.facts.iter().all(as_before)
            && before.facts.keys().all(still_there)
            && after.facts.iter().all(stands)
            && self.names_are_free(before, after)
    }

    /// Whether no name that Postgres may have made up depends on one of the others: it takes the first that
    /// is free among the relations and constraints of a schema (`ChooseRelationName`, `ChooseConstraintName`).
    fn names_are_free(&self, before: &Catalog, after: &Catalog) -> bool {
        let names = |catalog: &Catalog, wanted: bool| -> BTreeSet<String> {
            let facts = catalog.facts.iter();
            let facts = facts.filter(|(id, _)| self.tables.contains(home(catalog, id)) == wanted);
            facts.flat_map(|(id, fact)| names(id, fact)).collect()
        };
        let (others, ours, former) = (names(after, false), names(after, true), names(before, true));
        let gone = former.difference(&ours);
        let numbered = |name: &String| {
            let name = name.trim_end_matches('"');
            let longer =
                others.range(name.to_owned()..).map_while(|other| other.strip_prefix(name));
            let is_number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
            longer.map(|rest| rest.trim_end_matches('"')).any(is_number)
        };
        others.is_disjoint(&ours)
            && gone.into_iter().all(|name| name.len() < LONG && !numbered(name))
    }
}

/// The names that a fact takes among the relations and constraints of its schema.
fn names(id: &ObjectId, fact: &Fact) -> Vec<String> {
    let name = |slot: Slot| match slot.0 {
        "relation" => Some(slot.1),
        "constraint" => Some(id.qualified().to_string()),
        _ => None,
    };
    fact.payload.slots(id).into_iter().filter_map(name).collect()
}

/// The tables whose statements differ, appear or are gone. None if other statements differ as well, or
/// come in another order.
fn changed(former: &Outline, outline: &Outline) -> Option<BTreeSet<ObjectId>> {
    let by_table = |outline: &Outline| {
        let mut found: BTreeMap<ObjectId, Vec<(String, Makes)>> = BTreeMap::new();
        for piece in outline {
            if let Some(table) = piece.1.table() {
                found.entry(table.clone()).or_default().push(piece.clone());
            }
        }
        found
    };
    let (was, is) = (by_table(former), by_table(outline));
    let all: BTreeSet<&ObjectId> = was.keys().chain(is.keys()).collect();
    let changed: BTreeSet<ObjectId> =
        all.into_iter().filter(|table| was.get(*table) != is.get(*table)).cloned().collect();
    let rest = |outline: &Outline| -> Option<Outline> {
        let rest = outline.iter().filter(|(_, m)| m.table().is_none_or(|t| !changed.contains(t)));
        let rest: Outline = rest.cloned().collect();
        let certain = outline.iter().all(|(_, makes)| *makes != Makes::Anything);
        certain.then_some(rest)
    };
    (!changed.is_empty() && rest(former)? == rest(outline)?).then_some(changed)
}

/// All facts of the tables, and what depends on one of them.
fn disturbed(catalog: &Catalog, tables: &BTreeSet<ObjectId>) -> BTreeSet<ObjectId> {
    let of_tables = catalog.facts.keys().filter(|id| tables.contains(home(catalog, id)));
    let mut waiting: Vec<&ObjectId> = of_tables.collect();
    let mut found: BTreeSet<ObjectId> = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id.clone()) {
            waiting.extend(catalog.dependents(id));
        }
    }
    found
}
