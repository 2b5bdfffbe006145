//! Rows for tables of a scratch database, made up, so that statements over rows have some to run on.
//!
//! Each table gets a row with a value in every column and one with values only where there must be some.
//! Where a rule of the table refuses a row, values are tried that stand in the rule itself, and a few that
//! often do. A rule that none of them satisfies leaves its table without rows, which is told.

mod candidates;
mod facts;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::{PgConnection, PgDatabaseError};
use sqlx::{AssertSqlSafe, Executor, Row};

use candidates::Combinations;
use facts::{Facts, Link, Rule, Table};
use values::Values;

/// How many rows are tried in a table.
const ROWS: usize = 2;

/// How often a row is tried.
const ATTEMPTS: usize = 400;

/// What was made up.
#[derive(Clone, Debug, Default)]
pub struct Seeded {
    /// The tables that have rows now, with their numbers.
    pub tables: BTreeMap<QualifiedName, u64>,
    /// The tables that have none, with what the server said of the last try.
    pub refused: Vec<(QualifiedName, String)>,
}

impl Seeded {
    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.tables.values().sum()
    }
}

/// Puts rows into empty tables, those that they refer to, and those below them. Triggers and foreign keys
/// are asleep meanwhile if the role may have them so; rows that a foreign key would not allow are taken out
/// again. Names without a schema, given and returned, are of the default one.
///
/// # Errors
/// When the server goes away.
pub async fn seed(
    connection: &mut PgConnection,
    default_schema: &Ident,
    tables: &[QualifiedName],
) -> Result<Seeded, sqlx::Error> {
    let mut seeded = Seeded::default();
    if tables.is_empty() {
        return Ok(seeded);
    }
    let replica = begin(connection, default_schema).await?;
    let facts = Facts::of(connection, tables, default_schema).await?;
    let values = Values::of(connection, &facts).await?;
    for table in facts.in_order() {
        let mut last = None;
        for number in 1..=ROWS {
            // should a row with all values not do, one with as few as possible may
            for sparse in [number > 1, true] {
                match Attempt::new(&facts, &values, table, number, sparse).run(connection).await? {
                    None => break,
                    Some(refusal) => last = Some(refusal),
                }
            }
        }
        if let Some(refusal) = last
            && count(connection, &table.name).await? == 0
        {
            seeded.refused.push((table.name.clone(), refusal));
        }
    }
    if replica {
        take_out(connection, &facts).await?;
    }
    for table in facts.in_order() {
        let rows = count(connection, &table.name).await?;
        if rows > 0 {
            seeded.tables.insert(table.name.clone(), rows);
        } else if !seeded.refused.iter().any(|(name, _)| *name == table.name) {
            let why = "its foreign keys allow none of the rows".to_owned();
            seeded.refused.push((table.name.clone(), why));
        }
    }
    connection.execute("commit").await?;
    Ok(seeded)
}

/// Takes rows out again: all but the first of each table, or all. What referred to them goes too.
///
/// # Errors
/// When the server goes away, or does not let go of them.
pub(crate) async fn thin(
    connection: &mut PgConnection,
    default_schema: &Ident,
    tables: &[QualifiedName],
    all: bool,
) -> Result<(), sqlx::Error> {
    let replica = begin(connection, default_schema).await?;
    if !replica && all {
        let list: Vec<String> = tables.iter().map(ToString::to_string).collect();
        let truncate = format!("truncate {} cascade; commit", list.join(", "));
        connection.execute(AssertSqlSafe(truncate)).await?;
        return Ok(());
    }
    for table in tables {
        let others = if all {
            String::new()
        } else {
            format!(" where ctid <> (select min(ctid) from only {table})")
        };
        connection.execute(AssertSqlSafe(format!("delete from only {table}{others}"))).await?;
    }
    if replica {
        let facts = Facts::of_links(connection).await?;
        take_out(connection, &facts).await?;
    }
    connection.execute("commit").await?;
    Ok(())
}

/// Begins the transaction; whether triggers and foreign keys are asleep in it.
async fn begin(connection: &mut PgConnection, schema: &Ident) -> Result<bool, sqlx::Error> {
    let begin = format!("begin; set local search_path = {schema}; savepoint replica");
    connection.execute(AssertSqlSafe(begin)).await?;
    let asleep = "set local session_replication_role = replica";
    let replica = connection.execute(asleep).await.is_ok();
    if !replica {
        connection.execute("rollback to replica").await?;
    }
    Ok(replica)
}

async fn count(connection: &mut PgConnection, table: &QualifiedName) -> Result<u64, sqlx::Error> {
    let query = AssertSqlSafe(format!("select count(*) from only {table}"));
    let rows: i64 = connection.fetch_one(query).await?.try_get(0)?;
    Ok(rows.unsigned_abs())
}

/// Takes out the rows that a foreign key would not have allowed, until none is left.
async fn take_out(connection: &mut PgConnection, facts: &Facts) -> Result<(), sqlx::Error> {
    let deletes: Vec<String> = facts.links().map(Link::orphans).collect();
    loop {
        let mut gone = 0;
        for delete in &deletes {
            gone += connection.execute(AssertSqlSafe(delete.clone())).await?.rows_affected();
        }
        if gone == 0 {
            return Ok(());
        }
    }
}

/// A row on its way into a table.
struct Attempt<'a> {
    facts: &'a Facts,
    values: &'a Values,
    table: &'a Table,
    number: usize,
    sparse: bool,
    /// SQL expressions by the number of the column; none where the server is to fill it.
    row: BTreeMap<i16, String>,
    /// The values still to be tried, by the name of the rule that they are for.
    trying: BTreeMap<String, Combinations>,
    /// The rule that values were last tried for.
    latest: Option<String>,
}

impl<'a> Attempt<'a> {
    fn new(
        facts: &'a Facts,
        values: &'a Values,
        table: &'a Table,
        number: usize,
        sparse: bool,
    ) -> Self {
        let (row, trying, latest) = (BTreeMap::new(), BTreeMap::new(), None);
        Self { facts, values, table, number, sparse, row, trying, latest }
    }

    /// Tries until the row is in; else what the server said last.
    async fn run(mut self, connection: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
        for column in &self.table.columns {
            let wanted =
                if self.sparse { column.not_null && !column.has_default } else { !column.counts };
            if let Some(value) = self.values.of_type(column.type_oid, self.number)
                && wanted
            {
                self.row.insert(column.number, column.cast(&value));
            }
        }
        self.refer(connection).await?;
        let mut said = String::new();
        for _ in 0..ATTEMPTS {
            connection.execute("savepoint made_up").await?;
            let Err(error) = connection.execute(AssertSqlSafe(self.insert())).await else {
                return Ok(None);
            };
            let error = match &error {
                sqlx::Error::Database(error) => error.downcast_ref::<PgDatabaseError>(),
                _ => return Err(error),
            };
            said = error.message().to_owned();
            let rule = self.rule_of(error);
            connection.execute("rollback to made_up").await?;
            let Some(rule) = rule else { break };
            if !self.change(&rule) {
                break;
            }
            self.latest = Some(rule.name);
        }
        Ok(Some(said))
    }

    /// Takes the values of columns that refer to other tables from a row there.
    async fn refer(&mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        for link in self.facts.links().filter(|link| link.table == self.table.oid) {
            let columns = || link.columns.iter().filter_map(|number| self.table.column(*number));
            if self.sparse && !columns().any(|column| column.not_null) {
                columns().map(|c| c.number).for_each(|number| drop(self.row.remove(&number)));
                continue;
            }
            let mut found = None;
            for offset in [self.number - 1, 0] {
                let query = link.referenced_row(offset);
                found = connection.fetch_optional(AssertSqlSafe(query)).await?;
                if found.is_some() {
                    break;
                }
            }
            for (at, column) in columns().enumerate() {
                match &found {
                    Some(there) => {
                        let text: Option<String> = there.try_get(at)?;
                        let value = text.map_or("null".to_owned(), |text| {
                            column.cast(&Literal(&text).to_string())
                        });
                        self.row.insert(column.number, value);
                    }
                    None if !column.not_null => drop(self.row.remove(&column.number)),
                    // the row may come later, or refer to itself
                    None => {}
                }
            }
        }
        Ok(())
    }

    fn insert(&self) -> String {
        let table = &self.table.name;
        let columns = self.table.columns.iter();
        let given = columns.filter_map(|c| Some((c.name.to_string(), self.row.get(&c.number)?)));
        let (names, values): (Vec<String>, Vec<&str>) =
            given.map(|(name, value)| (name, value.as_str())).unzip();
        match names.as_slice() {
            [] => format!("insert into {table} default values"),
            names => {
                format!("insert into {table} ({}) values ({})", names.join(", "), values.join(", "))
            }
        }
    }

    /// The rule by which the server refused the row, if it is known which.
    fn rule_of(&self, error: &PgDatabaseError) -> Option<Rule> {
        match (error.code(), error.constraint()) {
            (_, Some(name)) => self.facts.rule(self.table, name),
            ("23514", None) => self.facts.rule(self.table, facts::BOUNDS),
            ("23502", None) => {
                let name = error.column()?;
                let column = self.table.columns.iter().find(|c| c.name.as_str() == name)?;
                Some(Rule {
                    name: format!("not null {name}"),
                    ..Rule::of(self.table.oid, column.number)
                })
            }
            // a value that was tried cannot be read, or does not fit: the next one
            _ => self.facts.rule(self.table, self.latest.as_deref()?),
        }
    }

    /// Puts the next values for a rule in; whether there were any.
    fn change(&mut self, rule: &Rule) -> bool {
        let Self { facts, values, table, .. } = self;
        let make = || {
            let columns = rule.columns.iter().filter_map(|number| table.column(*number));
            let pool = |column| (column, facts.texts_about(table, rule, column));
            let pools = columns.map(pool).map(|(column, texts)| {
                let tried = values.candidates(column, &texts);
                (column.number, tried.iter().map(|value| column.cast(value)).collect())
            });
            Combinations::new(pools.collect())
        };
        let combinations = self.trying.entry(rule.name.clone()).or_insert_with(make);
        let Some(next) = combinations.next() else { return false };
        self.row.extend(next);
        true
    }
}

/// The tables of the default schema have no schema in their names here.
fn named(schema: &str, name: &str, default_schema: &Ident) -> QualifiedName {
    let schema = Some(Ident::new(schema)).filter(|schema| schema != default_schema);
    QualifiedName { schema, name: Ident::new(name) }
}

/// Those of a list without repetition, in order.
fn distinct<T: Ord + Clone>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|one| seen.insert(one.clone())).collect()
}
