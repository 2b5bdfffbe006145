//! Runs statements, and says which one failed and where in it.

use std::collections::BTreeSet;

use autogen_sql::ident::Ident;
use autogen_sql::script::settings;
use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgDatabaseError, PgErrorPosition};
use sqlx::{AssertSqlSafe, Either, Executor};
use thiserror::Error;

use crate::roles;

impl StatementError {
    /// An error of a statement that was sent alone.
    pub(crate) fn new(sql: &str, source: sqlx::Error) -> Self {
        Self { index: 0, sql: sql.to_owned(), position: position(&source), source }
    }
}

/// The character that the server points at, from 1.
fn position(error: &sqlx::Error) -> Option<usize> {
    let error = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    match error.position()? {
        PgErrorPosition::Original(at) => Some(at),
        PgErrorPosition::Internal { .. } => None,
    }
}

/// What stands between the statements of a batch.
const SEPARATOR: &str = ";\n";

/// A statement that the server refused, or during which it went away.
#[derive(Debug, Error)]
#[error("{}", describe(.source))]
pub struct StatementError {
    /// Which of the statements, from 0.
    pub index: usize,
    /// Its text.
    pub sql: String,
    /// The character in the text that the server points at, from 1.
    pub position: Option<usize>,
    /// What the server, or the connection, said.
    pub source: sqlx::Error,
}

impl StatementError {
    /// What was said around a statement, not of a place in it.
    pub(crate) fn of(sql: &str, source: sqlx::Error) -> Self {
        Self { index: 0, sql: sql.to_owned(), position: None, source }
    }
}

/// The server's message with its detail and hint; nothing of sqlx's around it.
pub fn describe(error: &sqlx::Error) -> String {
    let Some(db) = error.as_database_error().and_then(|e| e.try_downcast_ref::<PgDatabaseError>())
    else {
        return error.to_string();
    };
    let mut text = format!("{}: {}", db.severity_text(), db.message());
    for (word, more) in [("detail", db.detail()), ("hint", db.hint())] {
        if let Some(more) = more {
            text += &format!("\n  {word}: {more}");
        }
    }
    if let Some(role) = roles::missing(error) {
        text += &format!("\n  hint: the server has no such role; make it: create role {role}");
    }
    text
}

/// Whether an error ended the session, so that it says nothing about what was under way.
#[must_use]
pub fn is_over(error: &sqlx::Error) -> bool {
    use sqlx::postgres::PgSeverity;
    let said = error.as_database_error().and_then(|e| e.try_downcast_ref::<PgDatabaseError>());
    said.is_none_or(|said| matches!(said.severity(), PgSeverity::Fatal | PgSeverity::Panic))
}

/// How the server names severities in English, whatever its `lc_messages`.
trait SeverityText {
    fn severity_text(&self) -> &'static str;
}

impl SeverityText for PgDatabaseError {
    fn severity_text(&self) -> &'static str {
        use sqlx::postgres::PgSeverity;
        match self.severity() {
            PgSeverity::Panic => "PANIC",
            PgSeverity::Fatal => "FATAL",
            _ => "ERROR",
        }
    }
}

/// Runs statements as one batch of the simple protocol, in whatever transaction the connection is in.
///
/// # Errors
/// The first statement that fails.
pub async fn run(
    connection: &mut PgConnection,
    statements: &[String],
) -> Result<(), StatementError> {
    if statements.is_empty() {
        return Ok(());
    }
    let batch = statements.join(SEPARATOR);
    let mut done = 0;
    let outcome = async {
        let mut results = sqlx::raw_sql(AssertSqlSafe(batch)).fetch_many(&mut *connection);
        while let Some(step) = results.try_next().await? {
            if matches!(step, Either::Left(_)) {
                done += 1;
            }
        }
        Ok::<_, sqlx::Error>(())
    }
    .await;
    outcome.map_err(|source| {
        let at = position(&source);
        // a syntax error is found before anything runs, so its place says which statement it is in
        let found = at.and_then(|at| locate(statements, at));
        let index = found.map_or(done.min(statements.len() - 1), |(index, _)| index);
        let position = found.map(|(_, position)| position);
        StatementError { index, sql: statements[index].clone(), position, source }
    })
}

/// The statement, and the character in it from 1, that a character of the batch belongs to.
fn locate(statements: &[String], at: usize) -> Option<(usize, usize)> {
    let mut before = 0;
    for (index, statement) in statements.iter().enumerate() {
        let length = statement.chars().count() + SEPARATOR.len();
        if at <= before + length {
            return at.checked_sub(before).filter(|at| *at > 0).map(|at| (index, at));
        }
        before += length;
    }
    None
}

/// The statement that tells the guards of revision files that they are run by this runtime; first on a
/// connection.
pub const RUNNER: &str = concat!("set autogen.runner = '", env!("CARGO_PKG_VERSION"), "'");

/// Runs one statement outside a transaction, under the same settings as [`run_transaction`]; they stay
/// with the connection.
///
/// # Errors
/// What the server says, with index 0.
pub async fn run_alone(
    connection: &mut PgConnection,
    default_schema: &Ident,
    statement: &str,
) -> Result<(), StatementError> {
    let session = |setting: String| setting.replacen("set local ", "set ", 1);
    let before: Vec<String> = settings(default_schema).into_iter().map(session).collect();
    run(connection, &before).await?;
    let outcome = run(connection, &[statement.to_owned()]).await;
    outcome.map_err(|error| StatementError { index: 0, ..error })
}

/// Runs one transaction: the settings, then the statements. Rolled back when one fails. On a server of
/// our own, a role that is missing is made, and the transaction runs again.
///
/// # Errors
/// The first statement that fails; its index counts `statements` alone.
pub async fn run_transaction(
    connection: &mut PgConnection,
    default_schema: &Ident,
    statements: &[String],
) -> Result<(), StatementError> {
    let mut all = vec!["begin".to_owned()];
    all.extend(settings(default_schema));
    let extra = all.len();
    all.extend_from_slice(statements);
    all.push("commit".to_owned());
    let mut supplied = BTreeSet::new();
    loop {
        let Err(mut error) = run(connection, &all).await else { return Ok(()) };
        // the first error is what counts; a lost connection cannot roll back either
        drop(connection.execute("rollback").await);
        if !roles::supply(connection, &error.source, &mut supplied).await {
            error.index = error.index.saturating_sub(extra);
            return Err(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn a_place_in_a_batch_is_one_in_a_statement() {
        let statements = ["béta".to_owned(), "select".to_owned()];
        for (at, found) in [
            (0, None),
            (1, Some((0, 1))),
            (4, Some((0, 4))),
            (7, Some((1, 1))),
            (12, Some((1, 6))),
            (99, None),
        ] {
            assert_eq!(locate(&statements, at), found, "{at}");
        }
    }
}
