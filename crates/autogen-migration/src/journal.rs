//! How far a revision of several sections, or outside a transaction, has come: a table beside that of the
//! applied revisions, which holds rows only for revisions that are under way.
//!
//! A row stands for a statement of a section outside a transaction, or, as statement 0, for a section as a
//! whole. Both are counted from 1. The record of the revision removes its rows in the same transaction.

use std::fmt;

use autogen_revision::Direction;
use autogen_sql::ident::Literal;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::table::{HistoryError, RevisionTable, columns};

/// What is known of a statement or section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was about to run. Whether it did is not known.
    Started,
    /// The server said that it failed, so nothing of it is there.
    Failed,
    /// It ran.
    Done,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Failed => "failed",
            Self::Done => "done",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The revision.
    pub revision: i64,
    /// Which of its files.
    pub direction: Direction,
    /// The section, from 1.
    pub section: usize,
    /// The statement, from 1; 0 for the whole section.
    pub statement: usize,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it stands for.
    pub step: Step,
    /// What is known of it.
    pub state: State,
    /// The checksum of the text that ran.
    pub checksum: String,
    /// The text, of a statement.
    pub sql: String,
    /// What a section keeps for itself: the last key of a batch.
    pub detail: Option<String>,
    /// When it was started, as UTC text.
    pub started_at: String,
    /// By which role.
    pub started_by: String,
}

const COLUMNS: &str = "revision bigint not null, direction text not null, section integer not null, \
    statement integer not null, state text not null, checksum text not null, sql text not null, detail text, \
    started_at timestamptz not null default clock_timestamp(), ended_at timestamptz, \
    started_by text not null default current_user, primary key (revision, direction, section, statement)";

/// All rows; none when there is no table. Creates nothing.
///
/// # Errors
/// When the server cannot be asked.
pub async fn read(
    connection: &mut PgConnection,
    table: &RevisionTable,
) -> Result<Vec<Entry>, HistoryError> {
    let name = table.progress();
    if columns(connection, &name).await?.is_none() {
        return Ok(Vec::new());
    }
    let query = format!(
        "select revision, direction, section, statement, state, checksum, sql, detail, \
         to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), started_by \
         from {name} order by revision, direction, section, statement"
    );
    let mut entries = Vec::new();
    for row in connection.fetch_all(AssertSqlSafe(query)).await? {
        let number = |at| row.try_get(at).map(|n: i32| usize::try_from(n).unwrap_or_default());
        let direction: String = row.try_get(1)?;
        let state: String = row.try_get(4)?;
        entries.push(Entry {
            step: Step {
                revision: row.try_get(0)?,
                direction: if direction == "down" { Direction::Down } else { Direction::Up },
                section: number(2)?,
                statement: number(3)?,
            },
            state: match state.as_str() {
                "done" => State::Done,
                "failed" => State::Failed,
                _ => State::Started,
            },
            checksum: row.try_get(5)?,
            sql: row.try_get(6)?,
            detail: row.try_get(7)?,
            started_at: row.try_get(8)?,
            started_by: row.try_get(9)?,
        });
    }
    Ok(entries)
}

/// The statement that makes the table where it is missing.
pub(crate) fn ensuring(table: &RevisionTable) -> String {
    format!("create table if not exists {} ({COLUMNS})", table.progress())
}

/// Makes the table where it is missing.
///
/// # Errors
/// When the role may not.
pub async fn ensure(
    connection: &mut PgConnection,
    table: &RevisionTable,
) -> Result<(), HistoryError> {
    if columns(connection, &table.progress()).await?.is_none() {
        connection.execute(AssertSqlSafe(ensuring(table))).await?;
    }
    Ok(())
}

/// The statement that notes a state, over whatever was noted before.
#[must_use]
pub fn note(table: &RevisionTable, step: Step, state: State, checksum: &str, sql: &str) -> String {
    let Step { revision, direction, section, statement } = step;
    let ended = if state == State::Started { "null" } else { "clock_timestamp()" };
    format!(
        "insert into {} (revision, direction, section, statement, state, checksum, sql, ended_at) \
         values ({revision}, '{direction}', {section}, {statement}, '{}', {}, {}, {ended}) \
         on conflict (revision, direction, section, statement) do update set state = excluded.state, \
         checksum = excluded.checksum, sql = excluded.sql, started_at = excluded.started_at, \
         ended_at = excluded.ended_at, started_by = excluded.started_by",
        table.progress(),
        state.word(),
        Literal(checksum),
        Literal(sql),
    )
}

/// The statement that keeps how far a section has come, in a form that only the section itself reads.
pub(crate) fn detail(table: &RevisionTable, step: Step, checksum: &str, detail: &str) -> String {
    let Step { revision, direction, section, statement } = step;
    format!(
        "insert into {} (revision, direction, section, statement, state, checksum, sql, detail) \
         values ({revision}, '{direction}', {section}, {statement}, '{}', {}, '', {}) \
         on conflict (revision, direction, section, statement) do update set state = excluded.state, \
         checksum = excluded.checksum, detail = excluded.detail",
        table.progress(),
        State::Started.word(),
        Literal(checksum),
        Literal(detail),
    )
}

/// The statement that notes how what was started ended.
#[must_use]
pub fn ended(table: &RevisionTable, step: Step, state: State) -> String {
    let Step { revision, direction, section, statement } = step;
    format!(
        "update {} set state = '{}', ended_at = clock_timestamp() where revision = {revision} \
         and direction = '{direction}' and section = {section} and statement = {statement}",
        table.progress(),
        state.word(),
    )
}

/// The statement that removes all rows of a revision; runs with its record.
#[must_use]
pub fn clear(table: &RevisionTable, revision: i64) -> String {
    format!("delete from {} where revision = {revision}", table.progress())
}
