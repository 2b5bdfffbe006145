//! The rows of a database, and what may become of them.

use std::collections::BTreeMap;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Literal;
use autogen_core::kind::{Column, Kind, Payload};
use autogen_core::object_id::ObjectId;
use sqlx::{AssertSqlSafe, Executor as _, Row as _};

use crate::database::Database;
use crate::{Result, while_};

/// The rows of all tables.
#[derive(Debug, Default)]
pub struct Rows(BTreeMap<String, Table>);

/// The rows of one: values by column, as JSON prints them.
#[derive(Debug)]
struct Table {
    types: BTreeMap<String, String>,
    rows: Vec<BTreeMap<String, serde_json::Value>>,
}

impl Table {
    fn column(&self, name: &str) -> Vec<String> {
        self.rows
            .iter()
            .map(|row| row.get(name).map_or(String::new(), ToString::to_string))
            .collect()
    }

    fn sorted(&self, columns: &[&String]) -> Vec<Vec<String>> {
        let value = |row: &BTreeMap<String, serde_json::Value>, c: &String| {
            row.get(c).map_or(String::new(), ToString::to_string)
        };
        let mut rows: Vec<Vec<String>> =
            self.rows.iter().map(|row| columns.iter().map(|c| value(row, c)).collect()).collect();
        rows.sort();
        rows
    }
}

/// What the domains, composite types and row types that a column is of are made of: values that keep the name of
/// their type may look otherwise when that is another.
fn shape(catalog: &Catalog, id: &ObjectId) -> String {
    let mut text = String::new();
    for below in catalog.needs(id) {
        text += &match catalog.payload(below) {
            Some(Payload::Domain(domain)) => format!(" {}", domain.data_type.text),
            Some(Payload::CompositeType(composite)) => format!(" {:?}", composite.attributes),
            // its row type
            Some(Payload::Table(_)) if id.parent() != Some(below) => {
                let columns = catalog.parts(Kind::Column, below);
                columns.map(|(column, _)| format!(" {}", column.name())).collect()
            }
            _ => continue,
        };
        text += &shape(catalog, below);
    }
    text
}

impl Rows {
    /// Reads the rows of the tables of a catalog; generated values are left out.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn of(database: &mut Database, catalog: &Catalog) -> Result<Self> {
        let mut tables = BTreeMap::new();
        let mut queries = Vec::new();
        for id in catalog.facts.keys().filter(|id| id.kind() == Kind::Table) {
            let label = id.full_path(&catalog.default_schema);
            queries.push(format!(
                "select {}, coalesce(json_agg(to_jsonb(whole_row)), '[]')::text from only {} whole_row",
                Literal(&label),
                id.qualified()
            ));
            let columns = catalog.parts(Kind::Column, id).filter_map(|(id, fact)| {
                let Payload::Column(Column { data_type, generated: None, .. }) = &*fact.payload
                else {
                    return None;
                };
                let made_of = shape(catalog, id);
                Some((id.name().as_str().to_owned(), format!("{}{made_of}", data_type.text)))
            });
            tables.insert(label, Table { types: columns.collect(), rows: Vec::new() });
        }
        if !queries.is_empty() {
            let query = AssertSqlSafe(queries.join(" union all "));
            for row in while_("rows", database.connection.fetch_all(query).await)? {
                let label: String = while_("rows", row.try_get(0))?;
                let json: String = while_("rows", row.try_get(1))?;
                let rows = while_("rows", serde_json::from_str(&json))?;
                if let Some(table) = tables.get_mut(&label) {
                    table.rows = rows;
                }
            }
        }
        Ok(Self(tables))
    }

    /// The columns that stay but whose values are fewer than they were, after checking that no row is
    /// lost from a table that stays, and that values are the same where the type is.
    ///
    /// # Errors
    /// The first table or column that lost something.
    pub fn kept_in(&self, later: &Self) -> Result<Vec<String>> {
        let mut thinned = Vec::new();
        for (name, was) in &self.0 {
            let Some(is) = later.0.get(name) else { continue };
            if was.rows.len() != is.rows.len() {
                return Err(format!("{name} had {} rows, has {}", was.rows.len(), is.rows.len()));
            }
            let stays = |(column, text): &(&String, &String)| is.types.get(*column) == Some(*text);
            let same: Vec<_> = was.types.iter().filter(stays).map(|(column, _)| column).collect();
            if was.sorted(&same) != is.sorted(&same) {
                let (a, b) = (was.sorted(&same), is.sorted(&same));
                return Err(format!("{name} {same:?} held {a:?}, holds {b:?}"));
            }
            for (column, text) in &was.types {
                if is.types.get(column).is_none_or(|is| is == text) {
                    continue;
                }
                let distinct = |table: &Table| {
                    let mut values = table.column(column);
                    values.sort();
                    values.dedup();
                    values.len()
                };
                if distinct(is) < distinct(was) {
                    thinned.push(format!("{name}.{column}"));
                }
            }
        }
        Ok(thinned)
    }

    /// Whether the tables have as many rows as they had, those aside whose rows may be lost.
    ///
    /// # Errors
    /// The first that has not.
    pub fn as_many_in(&self, later: &Self, lost: &[String]) -> Result<()> {
        for (name, was) in self.0.iter().filter(|(name, _)| !lost.contains(name)) {
            let is = later.0.get(name).map_or(0, |table| table.rows.len());
            if was.rows.len() != is {
                return Err(format!("{name} had {} rows, has {is} at the end", was.rows.len()));
            }
        }
        Ok(())
    }
}

/// Where the sequence behind each column stands.
///
/// # Errors
/// When that cannot be read.
pub async fn positions(database: &mut Database) -> Result<BTreeMap<String, Position>> {
    let query = "select c.oid::regclass || '.' || a.attname, s.last_value, s.min_value, s.max_value \
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
        join pg_sequences s on format('%I.%I', s.schemaname, s.sequencename) \
            = pg_get_serial_sequence(c.oid::regclass::text, a.attname) \
        where c.relkind in ('r', 'p') and c.oid >= 16384";
    let mut found = BTreeMap::new();
    for row in while_("sequences", database.connection.fetch_all(query).await)? {
        let number = |n: usize| while_("sequences", row.try_get::<i64, _>(n));
        let last = while_("sequences", row.try_get(1))?;
        let position = Position { last, least: number(2)?, most: number(3)? };
        found.insert(while_("sequences", row.try_get(0))?, position);
    }
    Ok(found)
}

/// Where a sequence stands, and within which bounds.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    /// None if it was never used.
    last: Option<i64>,
    least: i64,
    most: i64,
}

/// Whether what counts a column goes on where it was.
///
/// # Errors
/// The first column whose numbers would start anew.
pub fn go_on(
    was: &BTreeMap<String, Position>,
    is: &BTreeMap<String, Position>,
    counted: &[String],
) -> Result<()> {
    for (column, was) in was.iter().filter(|(column, _)| counted.contains(column)) {
        let (Some(last), now) = (was.last, is.get(column)) else { continue };
        let in_bounds = now.is_none_or(|now| (now.least..=now.most).contains(&last));
        if in_bounds && now.and_then(|now| now.last) != Some(last) {
            return Err(format!("{column} was counted to {last}, is at {now:?}"));
        }
    }
    Ok(())
}
