//! Sections outside a transaction: statement by statement, each noted before and after.

use std::time::Instant;

use autogen_revision::{Checksum, SectionSpan, StatementSpan};
use sqlx::{Executor, Row};

use super::Locked;
use super::record::{closing, step};
use crate::attempts::Attempts;
use crate::error::{Failed, Left, RunError};
use crate::execute::{StatementError, describe, is_over, run};
use crate::frame::Frame;
use crate::journal::{self, Entry, State};
use crate::options::ResumeChoice;
use crate::progress::Event;
use crate::script::Script;
use crate::settle::{self, Form, Settled};
use crate::words;

impl Locked<'_, '_> {
    /// Runs the statements of a section that are not done.
    pub(super) async fn run_outside(
        &mut self,
        script: &Script<'_>,
        at: usize,
        idempotent: bool,
        since: Instant,
    ) -> Result<(), RunError> {
        let Some(section) = script.sections.get(at) else { return Ok(()) };
        let role = self.role_of(&section.directives);
        let frame = Frame::new(self.runner.options, &section.directives, Some(role));
        let entries: Vec<Entry> = script.entries(&self.recorded.journal, at).cloned().collect();
        run(self.runner.connection, &frame.session()).await.map_err(|error| error.source)?;
        for index in 0..section.statements.len() {
            let before = entries.iter().find(|entry| entry.step.statement == index + 1);
            self.run_statement(script, at, index, before, idempotent).await?;
        }
        self.session.restore(self.runner.connection).await?;
        let elapsed = Some(since.elapsed());
        self.note(closing(self.runner.options, script, at, elapsed)).await
    }

    async fn run_statement(
        &mut self,
        script: &Script<'_>,
        at: usize,
        index: usize,
        before: Option<&Entry>,
        idempotent: bool,
    ) -> Result<(), RunError> {
        let section: &SectionSpan<'_> = &script.sections[at];
        let statement: &StatementSpan<'_> = &section.statements[index];
        // it works for this session only, whoever ran it before
        if words::is_setting(statement.text) {
            let outcome = run(self.runner.connection, &[statement.text.to_owned()]).await;
            return outcome.map_err(|error| failed(script, section, index, &error));
        }
        let table = &self.runner.options.table;
        let step = step(script, at, index + 1);
        let checksum = Checksum::of(statement.text).to_string();
        if let Some(entry) = before
            && self.is_done(script, section, index, entry, &checksum, idempotent).await?
        {
            if entry.state != State::Done {
                self.note(vec![journal::ended(table, step, State::Done)]).await?;
            }
            return Ok(());
        }
        let started = journal::note(table, step, State::Started, &checksum, statement.text);
        let mut attempts = Attempts::new(self.runner.options, &section.directives);
        let (mut again, mut rebuilt) = (false, false);
        loop {
            // what the attempt before has left is cleared away
            let cleared = match std::mem::replace(&mut again, true) {
                true => settle::settle(self.runner.connection, statement.text, State::Failed).await,
                false => Ok(Settled::Unknown),
            };
            let outcome = match cleared {
                Ok(_) => {
                    self.note(vec![started.clone()]).await?;
                    run(self.runner.connection, &[statement.text.to_owned()]).await
                }
                Err(source) => Err(StatementError::of(statement.text, source)),
            };
            let Err(error) = outcome else {
                // `if not exists` passes over an index that somebody's failed build has left
                if std::mem::replace(&mut rebuilt, true)
                    || !self.is_left_invalid(script, statement).await?
                {
                    break;
                }
                continue;
            };
            // An error of the server while the session goes on: nothing of the statement is there, unless
            // it commits on its way. Where even that cannot be noted, it stays in doubt.
            let gone = !is_over(&error.source) && !words::commits_within(statement.text);
            if gone {
                let failed = vec![journal::ended(table, step, State::Failed)];
                drop(self.note(failed).await);
            }
            if !gone || !attempts.next(script.id, &error.source, self.runner.progress).await {
                return Err(failed(script, section, index, &error));
            }
        }
        if self.is_in_transaction().await? {
            self.runner.connection.execute("rollback").await?;
            self.note(vec![journal::ended(table, step, State::Failed)]).await?;
            let place = script.place_of(statement);
            return Err(RunError::Transaction { place, open: true });
        }
        self.note(vec![journal::ended(table, step, State::Done)]).await
    }

    /// Whether a statement that an earlier run has noted need not run (again).
    async fn is_done(
        &mut self,
        script: &Script<'_>,
        section: &SectionSpan<'_>,
        index: usize,
        entry: &Entry,
        checksum: &str,
        idempotent: bool,
    ) -> Result<bool, RunError> {
        let statement = &section.statements[index];
        let unchanged = || match entry.checksum == checksum {
            true => Ok(true),
            false => Err(RunError::Changed {
                place: script.place_of(statement),
                what: "this statement".to_owned(),
            }),
        };
        if entry.state == State::Done {
            return unchanged();
        }
        let settled = settle::settle(self.runner.connection, &entry.sql, entry.state).await;
        let settled = settled.map_err(|source| {
            failed(script, section, index, &StatementError::of(statement.text, source))
        })?;
        if let Settled::Done(what) | Settled::Again(Some(what)) = &settled {
            let place = script.place_of(statement);
            let event = Event::Settled { id: script.id, place: &place, what };
            self.runner.progress.tell(&event);
        }
        match (settled, self.runner.options.resume) {
            (Settled::Done(_), _) => unchanged(),
            (Settled::Again(_), _) => Ok(false),
            (Settled::Unknown, _) if idempotent || entry.state == State::Failed => Ok(false),
            (Settled::Unknown, ResumeChoice::Retry) => Ok(false),
            (Settled::Unknown, ResumeChoice::After) => unchanged(),
            (Settled::Unknown, ResumeChoice::Ask) => Err(script.in_doubt(statement, Some(entry))),
        }
    }

    /// Whether a statement that built an index has left an invalid one, which is dropped then.
    async fn is_left_invalid(
        &mut self,
        script: &Script<'_>,
        statement: &StatementSpan<'_>,
    ) -> Result<bool, RunError> {
        let Some(Form::CreateIndex { .. }) = Form::of(statement.text) else { return Ok(false) };
        let settled =
            settle::settle(self.runner.connection, statement.text, State::Started).await?;
        let Settled::Again(what) = settled else { return Ok(false) };
        let place = script.place_of(statement);
        let what = what.unwrap_or_else(|| "the index is not there; it is built again".to_owned());
        let event = Event::Settled { id: script.id, place: &place, what: &what };
        self.runner.progress.tell(&event);
        Ok(true)
    }

    /// Writes into the journal, in a transaction that is not subject to what the section has set.
    pub(super) async fn note(&mut self, statements: Vec<String>) -> Result<(), RunError> {
        let mut all = vec!["begin".to_owned()];
        all.extend(Frame::for_records(Some(&self.session.role)));
        all.extend(statements);
        all.push("commit".to_owned());
        let outcome = run(self.runner.connection, &all).await;
        if outcome.is_err() {
            drop(self.runner.connection.execute("rollback").await);
        }
        outcome.map_err(|error| RunError::Connection(error.source))
    }

    /// Whether a statement has left a transaction open: only then did it begin before this query.
    async fn is_in_transaction(&mut self) -> Result<bool, RunError> {
        let row = self.runner.connection.fetch_one("select now() <> statement_timestamp()").await?;
        Ok(row.try_get(0)?)
    }
}

fn failed(
    script: &Script<'_>,
    section: &SectionSpan<'_>,
    index: usize,
    error: &StatementError,
) -> RunError {
    let code = error.source.as_database_error().and_then(|said| said.code());
    let excerpt = section
        .statements
        .get(index)
        .map(|statement| script.excerpt(statement, error.position.unwrap_or(1)));
    RunError::Failed(Box::new(Failed {
        id: script.id,
        direction: script.direction,
        left: match is_over(&error.source) {
            true => Left::Unknown,
            false => Left::Statements { statement: index + 1 },
        },
        message: describe(&error.source),
        excerpt,
        code: code.map(|code| code.into_owned()),
    }))
}
