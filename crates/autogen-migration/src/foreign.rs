//! The histories that other migration tools keep in a database. They are read and never written.
//!
//! sea-orm-migration, sqlx and Alembic are known. What one of them has applied of *our* files (the folder
//! runs under `sqlx migrate` as it is, and as a list of sea-orm-migration) counts as applied.

use std::collections::BTreeMap;
use std::fmt;

use autogen_revision::{Chain, RevisionId};
use autogen_sql::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

/// A migration tool that is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// `seaql_migrations`.
    SeaOrmMigration,
    /// `_sqlx_migrations`.
    Sqlx,
    /// `alembic_version`.
    Alembic,
}

impl Tool {
    const ALL: [Self; 3] = [Self::SeaOrmMigration, Self::Sqlx, Self::Alembic];

    /// The name of its table.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::SeaOrmMigration => "seaql_migrations",
            Self::Sqlx => "_sqlx_migrations",
            Self::Alembic => "alembic_version",
        }
    }

    /// The columns that its table has, by which it is told from one that only has the name.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::SeaOrmMigration => &["version", "applied_at"],
            Self::Sqlx => &["version", "description", "success", "checksum"],
            Self::Alembic => &["version_num"],
        }
    }

    /// Selects the name of each migration, the id that it would have as one of ours, and whether it is
    /// whole; the last one last.
    fn query(self, table: &QualifiedName) -> String {
        match self {
            Self::SeaOrmMigration => format!(
                "select version::text, substring(version::text from '^([0-9]{{14}})_'), true \
                 from {table} order by version::text collate \"C\""
            ),
            Self::Sqlx => format!(
                "select concat_ws(' ', version::text, nullif(description::text, '')), version::text, \
                 coalesce(success, false) from {table} order by version"
            ),
            Self::Alembic => {
                format!("select version_num::text, null::text, true from {table} order by 1")
            }
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SeaOrmMigration => "sea-orm-migration",
            Self::Sqlx => "sqlx",
            Self::Alembic => "Alembic",
        })
    }
}

/// A migration as another tool has recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Its name there.
    pub name: String,
    /// Whether it ran to its end.
    pub whole: bool,
    /// The id that it has if it is one of our revisions.
    id: Option<i64>,
}

/// What another tool has recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignHistory {
    /// The tool.
    pub tool: Tool,
    /// The schema that its table stands in.
    pub schema: Ident,
    /// The migrations, the last one last; of Alembic, which keeps no others, those it stands at.
    pub migrations: Vec<Migration>,
}

impl ForeignHistory {
    /// The migration that it stands at.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.migrations.last().map(|migration| migration.name.as_str())
    }

    /// In what it is only half applied, for a message.
    #[must_use]
    pub fn half(&self) -> Option<String> {
        let table = self.tool.table();
        if let Some(broken) = self.migrations.iter().find(|migration| !migration.whole) {
            return Some(format!("{table} records that migration {} failed", broken.name));
        }
        let several = self.tool == Tool::Alembic && self.migrations.len() > 1;
        several.then(|| {
            let names: Vec<_> = self.migrations.iter().map(|m| m.name.as_str()).collect();
            format!("{table} has several rows ({}), heads that were never merged", names.join(", "))
        })
    }

    /// Which of our revisions it has applied.
    #[must_use]
    pub fn ours(&self, chain: &Chain) -> Vec<RevisionId> {
        let whole = self.migrations.iter().filter(|migration| migration.whole);
        let ids = whole.filter_map(|migration| RevisionId::new(migration.id?).ok());
        ids.filter(|id| chain.get(*id).is_some()).collect()
    }

    /// Whether all of it is ours.
    #[must_use]
    pub fn is_ours(&self, chain: &Chain) -> bool {
        !self.migrations.is_empty() && self.ours(chain).len() == self.migrations.len()
    }
}

impl fmt::Display for ForeignHistory {
    /// `sea-orm-migration: 12 migrations, the last one m20230101_000001_create (seaql_migrations)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tool, table) = (self.tool, self.tool.table());
        match (self.migrations.len(), self.last()) {
            (_, None) => write!(f, "{tool}: no migration yet")?,
            (1, Some(last)) if tool == Tool::Alembic => write!(f, "{tool}: at {last}")?,
            (1, Some(last)) => write!(f, "{tool}: 1 migration, {last}")?,
            (n, Some(last)) if tool == Tool::Alembic => {
                write!(f, "{tool}: {n} heads, one at {last}")?;
            }
            (n, Some(last)) => write!(f, "{tool}: {n} migrations, the last one {last}")?,
        }
        write!(f, " ({table})")
    }
}

/// The histories that a database holds, in whatever schema, as far as the role may read them. Creates
/// nothing.
///
/// # Errors
/// When the server cannot be asked.
pub async fn histories(connection: &mut PgConnection) -> Result<Vec<ForeignHistory>, sqlx::Error> {
    histories_in(connection, None).await
}

/// Those of one schema, or of all: a database may have a thousand schemas, each with a history.
async fn histories_in(
    connection: &mut PgConnection,
    schema: Option<&Ident>,
) -> Result<Vec<ForeignHistory>, sqlx::Error> {
    let within = schema
        .map_or(String::new(), |schema| format!("and n.nspname = {} ", Literal(schema.as_str())));
    let names: Vec<_> = Tool::ALL.iter().map(|tool| Literal(tool.table()).to_string()).collect();
    let query = format!(
        "select n.nspname::text, c.relname::text, array(select a.attname::text from pg_attribute a \
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) \
         from pg_class c join pg_namespace n on n.oid = c.relnamespace \
         where c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.relname in ({}) {within}\
         and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') \
         order by n.nspname, c.relname",
        names.join(", ")
    );
    let mut found = Vec::new();
    for row in connection.fetch_all(AssertSqlSafe(query)).await? {
        let (schema, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let columns: Vec<String> = row.try_get(2)?;
        let known = |tool: &&Tool| {
            let has = |column: &&str| columns.iter().any(|there| there == column);
            tool.table() == name && tool.columns().iter().all(has)
        };
        let Some(tool) = Tool::ALL.iter().find(known).copied() else { continue };
        let schema = Ident::new(schema);
        let table = QualifiedName { schema: Some(schema.clone()), name: Ident::new(name) };
        let mut migrations = Vec::new();
        for row in connection.fetch_all(AssertSqlSafe(tool.query(&table))).await? {
            let id: Option<String> = row.try_get(1)?;
            let (name, whole) = (row.try_get(0)?, row.try_get(2)?);
            migrations.push(Migration { name, whole, id: id.and_then(|id| id.parse().ok()) });
        }
        found.push(ForeignHistory { tool, schema, migrations });
    }
    Ok(found)
}

/// Which of our revisions other tools have applied to this schema, and which tool did.
///
/// # Errors
/// As [`histories`].
pub async fn applied(
    connection: &mut PgConnection,
    schema: &Ident,
    chain: &Chain,
) -> Result<BTreeMap<RevisionId, Tool>, sqlx::Error> {
    let mut applied = BTreeMap::new();
    for history in histories_in(connection, Some(schema)).await? {
        applied.extend(history.ours(chain).into_iter().map(|id| (id, history.tool)));
    }
    Ok(applied)
}
