//! What becomes of rows that were made up.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::catalog::Catalog;
use autogen_core::ident::QualifiedName;
use autogen_core::kind::{Column, Kind, Payload};
use autogen_core::object_id::ObjectId;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::announced::Announced;

/// Values by the columns that were asked for, as text.
type Values = Vec<Option<String>>;

/// The rows of some tables.
#[derive(Default)]
pub(super) struct Rows(BTreeMap<ObjectId, (Vec<ObjectId>, Vec<Values>)>);

/// The table with this name in a catalog.
pub(super) fn table(name: &QualifiedName) -> ObjectId {
    ObjectId::root(Kind::Table, name.schema.clone(), name.name.clone())
}

fn column<'a>(catalog: &'a Catalog, id: &ObjectId) -> Option<&'a Column> {
    match catalog.payload(id)? {
        Payload::Column(column) => Some(column),
        _ => None,
    }
}

fn is_kept(catalog: &Catalog, id: &ObjectId) -> bool {
    column(catalog, id).is_some_and(|column| column.generated.is_none())
}

async fn values(
    connection: &mut PgConnection,
    table: &ObjectId,
    columns: &[&ObjectId],
) -> Result<Vec<Values>, sqlx::Error> {
    let texts: Vec<_> = columns.iter().map(|id| format!("{}::text", id.name())).collect();
    let query =
        format!("select array[{}]::text[] from only {}", texts.join(", "), table.qualified());
    let rows = connection.fetch_all(AssertSqlSafe(query)).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The types that a column is of, and those that they are made of.
fn made_of<'a>(catalog: &'a Catalog, column: &'a ObjectId) -> BTreeSet<&'a ObjectId> {
    let is_type = |id: &ObjectId| {
        use Kind::{CompositeType, Domain, EnumType, RangeType, Table};
        matches!(id.kind(), CompositeType | Domain | EnumType | RangeType | Table)
    };
    let mut found = BTreeSet::new();
    let mut queue = vec![column];
    while let Some(id) = queue.pop() {
        let types = catalog.needs(id).filter(|id| is_type(id) && *id != column.outermost());
        queue.extend(types.filter(|id| found.insert(*id)));
    }
    found
}

/// Whether the values of a column must read as they did: its type is what it was.
fn is_same(before: &Catalog, was: &ObjectId, after: &Catalog, is: &ObjectId) -> bool {
    let (Some(former), Some(later)) = (column(before, was), column(after, is)) else {
        return false;
    };
    let columns = |catalog: &Catalog, of: &ObjectId| -> Vec<Payload> {
        catalog.parts(Kind::Column, of).map(|(_, fact)| (*fact.payload).clone()).collect()
    };
    let stays = |id: &&ObjectId| {
        before.payload(id) == after.payload(id) && columns(before, id) == columns(after, id)
    };
    former.data_type.text == later.data_type.text
        && made_of(before, was).iter().all(stays)
        && made_of(after, is).iter().all(stays)
}

impl Rows {
    /// Reads the rows of tables of a catalog; generated values are left out.
    pub(super) async fn read(
        connection: &mut PgConnection,
        catalog: &Catalog,
        tables: &[ObjectId],
    ) -> Result<Self, sqlx::Error> {
        let mut found = BTreeMap::new();
        for table in tables {
            let columns: Vec<&ObjectId> = catalog
                .parts(Kind::Column, table)
                .map(|(id, _)| id)
                .filter(|id| is_kept(catalog, id))
                .collect();
            let rows = values(connection, table, &columns).await?;
            let columns = columns.into_iter().cloned().collect();
            found.insert(table.clone(), (columns, rows));
        }
        Ok(Self(found))
    }

    /// What is lost of the rows though nobody announced it. `now` says what an object of then is called;
    /// the values of what is `loose` (a table, a column) may be others, but not null where they were not.
    pub(super) async fn lost(
        &self,
        connection: &mut PgConnection,
        (before, after): (&Catalog, &Catalog),
        now: &(dyn Fn(&ObjectId) -> ObjectId + Sync),
        loose: &BTreeSet<ObjectId>,
        announced: &Announced,
    ) -> Result<Vec<String>, sqlx::Error> {
        let mut lost = Vec::new();
        let stays = |id: &ObjectId| after.facts.contains_key(&now(id));
        let may_be_lost = |id: &ObjectId| announced.loses(id, before, &stays);
        for (table, (columns, rows)) in self.0.iter().filter(|(_, (_, rows))| !rows.is_empty()) {
            if may_be_lost(table) {
                continue;
            }
            let label = table.label(&before.default_schema);
            let there = now(table);
            if !after.facts.contains_key(&there) {
                lost.push(format!("{label} is gone with its rows"));
                continue;
            }
            let (mut same, mut others) = (Vec::new(), Vec::new());
            for (at, id) in columns.iter().enumerate() {
                let types = made_of(before, id);
                if may_be_lost(id) || types.iter().any(|id| may_be_lost(id)) {
                    continue;
                }
                let is = now(id);
                let is_loose = [&there, &is].iter().any(|id| loose.contains(*id));
                if !after.facts.contains_key(&is) {
                    lost.push(format!(
                        "{} is gone with its values",
                        id.label(&before.default_schema)
                    ));
                } else if is_kept(after, &is) {
                    let same_type = is_same(before, id, after, &is) && !is_loose;
                    if same_type { &mut same } else { &mut others }.push((at, id, is));
                }
            }
            let columns: Vec<&ObjectId> = same.iter().chain(&others).map(|(_, _, is)| is).collect();
            let found = values(connection, &there, &columns).await?;
            if found.len() < rows.len() {
                lost.push(format!("{label} had {} rows, has {}", rows.len(), found.len()));
                continue;
            }
            let was: Vec<Values> = rows
                .iter()
                .map(|row| same.iter().map(|(at, ..)| row[*at].clone()).collect())
                .collect();
            if let Some(row) = missing(was, &found, same.len()) {
                let names: Vec<_> = same.iter().map(|(_, id, _)| id.name().to_string()).collect();
                let shown: Vec<_> = row.iter().map(|v| v.as_deref().unwrap_or("null")).collect();
                lost.push(format!(
                    "{label}: ({}) held ({}), which is not there any more",
                    names.join(", "),
                    shown.join(", ")
                ));
            }
            for (place, (at, id, _)) in others.iter().enumerate() {
                let filled = |rows: &[Values], at: usize| {
                    rows.iter().filter(|row| row[at].is_some()).count()
                };
                let (was, is) = (filled(rows, *at), filled(&found, same.len() + place));
                if is < was {
                    let label = id.label(&before.default_schema);
                    lost.push(format!("{label} had {was} values, has {is}"));
                }
            }
        }
        Ok(lost)
    }
}

/// A row that is not among others, as many times as it was.
fn missing(rows: Vec<Values>, among: &[Values], columns: usize) -> Option<Values> {
    let mut counts: BTreeMap<&[Option<String>], usize> = BTreeMap::new();
    for row in among {
        *counts.entry(&row[..columns]).or_default() += 1;
    }
    rows.into_iter().find(|row| match counts.get_mut(row.as_slice()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    })
}
