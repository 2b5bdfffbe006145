//! The table in which a database records the revisions that were applied to it.
//!
//! It holds all that is needed to take a revision back without its files. A table of an earlier autogen,
//! with fewer columns, is read as it is, and brought to the present form when something is next written.

mod lock;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use autogen_revision::Direction;
use autogen_sql::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};
use thiserror::Error;

use crate::privilege::Denied;

pub use lock::Waiting;

/// The table's name and schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionTable {
    /// The schema it stands in.
    pub schema: Ident,
    /// Its name, `autogen_revision` by default.
    pub name: Ident,
}

/// A revision as the database recorded it. What an earlier autogen did not record is `None`.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Its message.
    pub message: String,
    /// The revisions that it follows.
    pub parents: Option<Vec<i64>>,
    /// Checksum of the up file that ran.
    pub checksum: String,
    /// Checksum of the down file beside it.
    pub down_checksum: Option<String>,
    /// When, as UTC text.
    pub applied_at: String,
    /// The role that applied it.
    pub applied_by: Option<String>,
    /// How long it ran.
    pub duration: Duration,
    /// The autogen that ran it.
    pub tool_version: Option<String>,
    /// The semantic version of the schema then.
    pub version: Option<String>,
}

impl Applied {
    /// The first line of the message.
    #[must_use]
    pub fn title(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

/// A revision as it is to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its id.
    pub id: i64,
    /// Its message, of any number of lines.
    pub message: &'a str,
    /// The ids that it follows.
    pub parents: &'a [i64],
    /// The text of its up file.
    pub up_sql: &'a str,
    /// The text of its down file.
    pub down_sql: &'a str,
    /// The checksum of the up file.
    pub checksum: &'a str,
    /// The checksum of the down file.
    pub down_checksum: &'a str,
    /// The autogen that runs it.
    pub tool_version: &'a str,
    /// The semantic version of the schema with it.
    pub version: Option<&'a str>,
    /// How long it ran; `None` for the time since the transaction began.
    pub duration: Option<Duration>,
}

/// Why the history could not be had.
#[derive(Debug, Error)]
pub enum HistoryError {
    /// The server said no, or went away.
    #[error("cannot read the applied revisions: {}", crate::execute::describe(.0))]
    Query(#[from] sqlx::Error),
    /// The table could not be made.
    #[error("cannot make the table of applied revisions: {}", crate::execute::describe(.0))]
    Make(sqlx::Error),
    /// Somebody else is applying revisions.
    #[error(
        "another session has been applying revisions to this database for more than {} s{holder}",
        .waited.as_secs()
    )]
    Locked {
        /// How long was waited.
        waited: Duration,
        /// Which session, where it can be known.
        holder: String,
    },
    /// A table of that name is there, and it is not one of ours.
    #[error("{table} is no table of applied revisions: it has no column {column}")]
    Foreign {
        /// The table.
        table: String,
        /// What it lacks.
        column: &'static str,
    },
}

impl HistoryError {
    /// The privilege that is missing, if that is what is wrong.
    #[must_use]
    pub fn denied(&self) -> Option<Denied> {
        match self {
            Self::Query(error) => Denied::of(error, false),
            Self::Make(error) => Denied::of(error, true),
            Self::Locked { .. } | Self::Foreign { .. } => None,
        }
    }
}

/// The columns that every version of the table has had.
const OLDEST: [&str; 5] = ["id", "message", "checksum", "applied_at", "duration_ms"];

/// What came later, with its type.
const LATER: [(&str, &str); 7] = [
    ("parents", "bigint[]"),
    ("up_sql", "text"),
    ("down_sql", "text"),
    ("down_checksum", "text"),
    ("applied_by", "text"),
    ("tool_version", "text"),
    ("version", "text"),
];

impl RevisionTable {
    /// Its name with its schema.
    #[must_use]
    pub fn qualified(&self) -> QualifiedName {
        QualifiedName { schema: Some(self.schema.clone()), name: self.name.clone() }
    }

    /// The table beside it that says how far a revision of several sections has come.
    #[must_use]
    pub fn progress(&self) -> QualifiedName {
        let name = Ident::new(format!("{}_progress", self.name.as_str()));
        QualifiedName { schema: Some(self.schema.clone()), name }
    }

    /// The columns that the table has; `None` when it is not there.
    pub(crate) async fn columns(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Option<BTreeSet<String>>, HistoryError> {
        columns(connection, &self.qualified()).await
    }

    /// Whether the database has the table.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn exists(&self, connection: &mut PgConnection) -> Result<bool, HistoryError> {
        Ok(columns(connection, &self.qualified()).await?.is_some())
    }

    /// What has been applied, by id; empty when there is no table. Creates nothing.
    ///
    /// # Errors
    /// When the server cannot be asked, or the table is somebody else's.
    pub async fn read(
        &self,
        connection: &mut PgConnection,
    ) -> Result<BTreeMap<i64, Applied>, HistoryError> {
        let name = self.qualified();
        let Some(columns) = columns(connection, &name).await? else { return Ok(BTreeMap::new()) };
        if let Some(column) = OLDEST.into_iter().find(|column| !columns.contains(*column)) {
            return Err(HistoryError::Foreign { table: name.to_string(), column });
        }
        let later = |column: &str, form: &str| {
            if columns.contains(column) { column.to_owned() } else { format!("null::{form}") }
        };
        let query = format!(
            "select id, message, checksum, \
             to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), duration_ms, \
             {}, {}, {}, {}, {} from {name} order by id",
            later("parents", "bigint[]"),
            later("down_checksum", "text"),
            later("applied_by", "text"),
            later("tool_version", "text"),
            later("version", "text"),
        );
        let mut applied = BTreeMap::new();
        for row in connection.fetch_all(AssertSqlSafe(query)).await? {
            let milliseconds: i64 = row.try_get(4)?;
            let record = Applied {
                message: row.try_get(1)?,
                checksum: row.try_get(2)?,
                applied_at: row.try_get(3)?,
                duration: Duration::from_millis(milliseconds.unsigned_abs()),
                parents: row.try_get(5)?,
                down_checksum: row.try_get(6)?,
                applied_by: row.try_get(7)?,
                tool_version: row.try_get(8)?,
                version: row.try_get(9)?,
            };
            applied.insert(row.try_get(0)?, record);
        }
        Ok(applied)
    }

    /// The text of a file of an applied revision, where the database keeps it.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn text(
        &self,
        connection: &mut PgConnection,
        id: i64,
        direction: Direction,
    ) -> Result<Option<String>, HistoryError> {
        let column = match direction {
            Direction::Up => "up_sql",
            Direction::Down => "down_sql",
        };
        let name = self.qualified();
        let there = columns(connection, &name).await?.unwrap_or_default();
        if !there.contains(column) {
            return Ok(None);
        }
        let query = format!("select {column} from {name} where id = {id}");
        let row = connection.fetch_optional(AssertSqlSafe(query)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.flatten())
    }

    /// Makes the table, and its schema, where they are missing, and adds the columns that a table of an
    /// earlier autogen lacks.
    ///
    /// # Errors
    /// When the role may not.
    pub async fn ensure(&self, connection: &mut PgConnection) -> Result<(), HistoryError> {
        let there = columns(connection, &self.qualified()).await?;
        for statement in self.ensuring(there.as_ref()) {
            connection.execute(AssertSqlSafe(statement)).await.map_err(HistoryError::Make)?;
        }
        Ok(())
    }

    /// The statements that bring the table to its present form from one with these columns (none: it is
    /// not there).
    pub(crate) fn ensuring(&self, there: Option<&BTreeSet<String>>) -> Vec<String> {
        let name = self.qualified();
        let Some(there) = there else { return self.making("") };
        let missing = LATER.iter().filter(|(column, _)| !there.contains(*column));
        let add: Vec<String> =
            missing.map(|(column, form)| format!("add {column} {form}")).collect();
        if add.is_empty() {
            Vec::new()
        } else {
            vec![format!("alter table {name} {}", add.join(", "))]
        }
    }

    /// The statements that bring the table to its present form in a database that cannot be looked at.
    #[must_use]
    pub fn ensuring_blindly(&self) -> Vec<String> {
        let add: Vec<String> = LATER
            .iter()
            .map(|(column, form)| format!("add column if not exists {column} {form}"))
            .collect();
        let mut statements = self.making("if not exists ");
        statements.push(format!("alter table {} {}", self.qualified(), add.join(", ")));
        statements
    }

    fn making(&self, unless: &str) -> Vec<String> {
        let later: Vec<String> =
            LATER.iter().map(|(column, form)| format!("{column} {form}")).collect();
        vec![
            format!(
                "do $$ begin if to_regnamespace({}) is null then create schema {}; end if; end $$",
                Literal(&self.schema.to_string()),
                self.schema,
            ),
            format!(
                "create table {unless}{} (id bigint primary key, message text not null, \
                 checksum text not null, applied_at timestamptz not null default now(), \
                 duration_ms bigint not null, {})",
                self.qualified(),
                later.join(", ")
            ),
        ]
    }

    /// The statement that records a revision; runs in a transaction of the revision's own.
    #[must_use]
    pub fn record(&self, record: &Record<'_>) -> String {
        let parents: Vec<String> = record.parents.iter().map(ToString::to_string).collect();
        let duration = match record.duration {
            Some(duration) => duration.as_millis().to_string(),
            None => "(extract(epoch from clock_timestamp() - now()) * 1000)::bigint".to_owned(),
        };
        let version = record.version.map_or("null".to_owned(), |text| Literal(text).to_string());
        format!(
            "insert into {} (id, message, parents, up_sql, down_sql, checksum, down_checksum, \
             applied_by, duration_ms, tool_version, version) values ({}, {}, '{{{}}}', {}, {}, {}, {}, \
             current_user, {duration}, {}, {version})",
            self.qualified(),
            record.id,
            Literal(&record.message.replace('\0', "")),
            parents.join(","),
            Literal(record.up_sql),
            Literal(record.down_sql),
            Literal(record.checksum),
            Literal(record.down_checksum),
            Literal(record.tool_version),
        )
    }

    /// The statement that forgets a revision; runs in the last transaction of its down script.
    #[must_use]
    pub fn forget(&self, id: i64) -> String {
        format!("delete from {} where id = {id}", self.qualified())
    }
}

/// The columns of a table; `None` when it is not there.
pub(crate) async fn columns(
    connection: &mut PgConnection,
    table: &QualifiedName,
) -> Result<Option<BTreeSet<String>>, HistoryError> {
    let query = format!(
        "select array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 \
         and not attisdropped) from pg_class c where c.oid = to_regclass({})",
        Literal(&table.to_string())
    );
    let row = connection.fetch_optional(AssertSqlSafe(query)).await?;
    let names: Option<Vec<String>> = row.map(|row| row.try_get(0)).transpose()?;
    Ok(names.map(|names| names.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> RevisionTable {
        RevisionTable { schema: "ops".into(), name: "Applied Here".into() }
    }

    #[test]
    fn texts_reach_sql_as_literals_only() {
        let record = Record {
            id: 1,
            message: "it's\n'); drop table x; --",
            parents: &[2, 3],
            up_sql: "select 'a'",
            down_sql: "",
            checksum: "c",
            down_checksum: "d",
            tool_version: "0.1",
            version: None,
            duration: Some(Duration::from_millis(5)),
        };
        let sql = table().record(&record);
        assert!(
            sql.contains("'it''s\n''); drop table x; --', '{2,3}', 'select ''a''', '', 'c', 'd'")
        );
        assert!(sql.ends_with("current_user, 5, '0.1', null)"), "{sql}");
    }

    #[test]
    fn an_earlier_table_gets_what_it_lacks() {
        let mut there: BTreeSet<String> = OLDEST.iter().map(ToString::to_string).collect();
        there.extend(LATER[..5].iter().map(|(name, _)| (*name).to_owned()));
        let said = table().ensuring(Some(&there));
        assert_eq!(
            said,
            ["alter table ops.\"Applied Here\" add tool_version text, add version text"]
        );
        there.extend(LATER.iter().map(|(name, _)| (*name).to_owned()));
        assert!(table().ensuring(Some(&there)).is_empty());
    }
}
