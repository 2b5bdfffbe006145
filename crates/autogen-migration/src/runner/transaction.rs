//! Sections in a transaction: all of it, its record included, or nothing. Tried again where a lock could
//! not be had.

use std::collections::BTreeSet;
use std::time::Instant;

use autogen_revision::Directives;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::Locked;
use super::record::closing;
use crate::attempts::Attempts;
use crate::error::{Failed, Left, RunError};
use crate::execute::{StatementError, describe, is_over, run};
use crate::frame::Frame;
use crate::roles;
use crate::script::Script;

/// A section of a script that runs in a transaction. A script without sections counts as one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'u> {
    pub(super) script: &'u Script<'u>,
    /// The section, from 0.
    pub(super) at: usize,
    /// Whether it is only recorded.
    pub(super) done_elsewhere: bool,
}

impl Unit<'_> {
    fn frame(&self, locked: &Locked<'_, '_>) -> Frame {
        let directives = self.directives();
        Frame::new(locked.runner.options, &directives, Some(locked.role_of(&directives)))
    }

    fn directives(&self) -> Directives {
        let section = self.script.sections.get(self.at);
        section.map(|section| section.directives.clone()).unwrap_or_default()
    }

    fn statements(&self) -> Vec<String> {
        let section = self.script.sections.get(self.at).filter(|_| !self.done_elsewhere);
        let statements = section.map(|section| section.statements.as_slice()).unwrap_or_default();
        statements.iter().map(|statement| statement.text.to_owned()).collect()
    }
}

/// Why a transaction did not come to its end.
enum Broken {
    /// A statement of the unit failed; none for what stands around them.
    Statement(Option<StatementError>, sqlx::Error),
    /// The statements of the unit ended the transaction.
    Ended,
}

impl Locked<'_, '_> {
    /// Runs sections in one transaction. `since` is when their revision began, if that was before.
    pub(super) async fn run_transaction(
        &mut self,
        units: &[Unit<'_>],
        since: Option<Instant>,
    ) -> Result<(), RunError> {
        let mut supplied = BTreeSet::new();
        let mut attempts = None;
        loop {
            let Err((at, broken)) = self.try_transaction(units, since).await else { return Ok(()) };
            // the first error is what counts; a lost connection cannot roll back either
            drop(self.runner.connection.execute("rollback").await);
            let unit = &units[at];
            let (statement, error) = match broken {
                Broken::Statement(statement, error) => (statement, error),
                Broken::Ended => {
                    let place = unit.script.sections.get(unit.at);
                    let place = place.map(|section| unit.script.place(section));
                    return Err(RunError::Transaction {
                        place: place.unwrap_or_else(|| unit.script.name.clone()),
                        open: false,
                    });
                }
            };
            if roles::supply(self.runner.connection, &error, &mut supplied).await {
                continue;
            }
            let attempts = match &mut attempts {
                Some(attempts) => attempts,
                none => none.insert(Attempts::new(self.runner.options, &unit.directives())),
            };
            if !attempts.next(unit.script.id, &error, self.runner.progress).await {
                return Err(failed(unit, units.len(), statement.as_ref(), &error));
            }
        }
    }

    async fn try_transaction(
        &mut self,
        units: &[Unit<'_>],
        since: Option<Instant>,
    ) -> Result<(), (usize, Broken)> {
        let around = |at| move |error| (at, Broken::Statement(None, error));
        let batch = |at| move |error: StatementError| around(at)(error.source);
        let connection = &mut *self.runner.connection;
        connection.execute("begin").await.map_err(around(0))?;
        let begun = transaction(connection, "pg_current_xact_id()").await.map_err(around(0))?;
        for (at, unit) in units.iter().enumerate() {
            let frame = unit.frame(self);
            let connection = &mut *self.runner.connection;
            run(connection, &frame.local()).await.map_err(batch(at))?;
            run(connection, &unit.statements()).await.map_err(|mut error| {
                let source = std::mem::replace(&mut error.source, sqlx::Error::WorkerCrashed);
                (at, Broken::Statement(Some(error), source))
            })?;
            let now = transaction(connection, "pg_current_xact_id_if_assigned()").await;
            if now.map_err(around(at))? != begun {
                return Err((at, Broken::Ended));
            }
            let options = self.runner.options;
            let mut records = Frame::for_records(Some(&self.session.role));
            let elapsed = since.map(|since| since.elapsed());
            records.extend(closing(options, unit.script, unit.at, elapsed));
            run(self.runner.connection, &records).await.map_err(batch(at))?;
        }
        // constraints that were put off are checked here
        let last = units.len().saturating_sub(1);
        self.runner.connection.execute("commit").await.map_err(around(last))?;
        Ok(())
    }
}

/// The id of the transaction that the session is in, as text; empty for none.
async fn transaction(
    connection: &mut sqlx::postgres::PgConnection,
    function: &str,
) -> Result<String, sqlx::Error> {
    let query = format!("select coalesce({function}::text, '')");
    connection.fetch_one(AssertSqlSafe(query)).await?.try_get(0)
}

fn failed(
    unit: &Unit<'_>,
    units: usize,
    statement: Option<&StatementError>,
    error: &sqlx::Error,
) -> RunError {
    let Unit { script, at, .. } = unit;
    let section = script.sections.get(*at);
    let code = error.as_database_error().and_then(|said| said.code());
    let excerpt = section.zip(statement).and_then(|(s, error)| script.excerpt_of(s, error));
    let left = match script.sections.len() {
        _ if is_over(error) => Left::Unknown,
        of if of > 1 && units == 1 => Left::Before { section: at + 1, of },
        _ => Left::Nothing,
    };
    RunError::Failed(Box::new(Failed {
        id: script.id,
        direction: script.direction,
        left,
        message: describe(error),
        excerpt,
        code: code.map(|code| code.into_owned()),
    }))
}
