//! Runs revision files on a database: one transaction a revision, the record of it in the same one.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use autogen_core::ident::Ident;
use autogen_migration::execute::{StatementError, describe, run, run_transaction};
use autogen_migration::table::{Applied, RevisionTable};
use autogen_revision::{
    Chain, Direction, Place, Revision, RevisionId, StatementSpan, Step, Target,
};
use sqlx::postgres::PgConnection;

use crate::failure::{Failure, Result};

/// A database to run revisions on.
pub(crate) struct Runner<'a> {
    pub(crate) chain: &'a Chain,
    pub(crate) table: RevisionTable,
    pub(crate) default_schema: Ident,
    pub(crate) connection: &'a mut PgConnection,
    /// Whether it is the embedded database, which can be made anew.
    pub(crate) embedded: bool,
}

/// What a database has recorded, checked against the chain.
pub(crate) struct Recorded {
    pub(crate) applied: BTreeMap<RevisionId, Applied>,
}

impl Recorded {
    /// The ids alone.
    pub(crate) fn ids(&self) -> BTreeSet<RevisionId> {
        self.applied.keys().copied().collect()
    }
}

impl Runner<'_> {
    /// What is applied. Creates nothing.
    ///
    /// # Errors
    /// When an applied revision is not in the chain, or its file has changed since.
    pub(crate) async fn recorded(&mut self) -> Result<Recorded> {
        let mut applied = BTreeMap::new();
        for (id, record) in self.table.read(self.connection).await? {
            let id = RevisionId::new(id)?;
            let Some(revision) = self.chain.find(id) else {
                let failure = Failure::new(format_args!(
                    "the database has applied revision {id} ({}), which {} does not hold",
                    record.message.lines().next().unwrap_or_default(),
                    self.chain.folder().display()
                ))
                .hint("get the branch that holds it, or restore its two files from git");
                return Err(self.or_anew(failure));
            };
            let now = revision.up.checksum.to_string();
            if now != record.checksum {
                let file = revision.path(Direction::Up);
                let failure = Failure::new(format_args!(
                    "{} was edited after it was applied to this database ({} UTC)",
                    file.display(),
                    record.applied_at
                ))
                .hint("restore the file from git; write a further change as a revision of its own");
                return Err(self.or_anew(failure));
            }
            applied.insert(id, record);
        }
        Ok(Recorded { applied })
    }

    /// The embedded database need not be kept.
    fn or_anew(&self, failure: Failure) -> Failure {
        if self.embedded {
            return failure
                .hint("or make the embedded database anew, its data is lost: autogen db reset");
        }
        failure
    }

    /// Takes the lock, lets `choose` say what is to run from what is recorded then, and runs it.
    /// Returns what ran.
    ///
    /// # Errors
    /// The first revision that fails; those before it stay applied.
    pub(crate) async fn run(
        &mut self,
        direction: Direction,
        patience: Duration,
        choose: impl FnOnce(&Chain, &Recorded) -> Result<Target>,
    ) -> Result<Vec<RevisionId>> {
        self.table.lock(self.connection, patience).await.map_err(|error| {
            let failure = Failure::new(error);
            failure.hint("wait longer with --lock-timeout SECS, or end the other session")
        })?;
        let outcome = self.run_locked(direction, choose).await;
        // a connection that is gone has given the lock back by itself
        let unlocked = self.table.unlock(self.connection).await;
        let done = outcome?;
        unlocked?;
        Ok(done)
    }

    async fn run_locked(
        &mut self,
        direction: Direction,
        choose: impl FnOnce(&Chain, &Recorded) -> Result<Target>,
    ) -> Result<Vec<RevisionId>> {
        let recorded = self.recorded().await?;
        let to = choose(self.chain, &recorded)?;
        let chain = self.chain;
        let steps = match direction {
            Direction::Up => chain.steps_up(&recorded.ids(), &to)?,
            Direction::Down => chain.steps_down(&recorded.ids(), &to)?,
        };
        if !steps.is_empty() {
            self.table.ensure(self.connection).await?;
        }
        let mut done = Vec::new();
        for step in steps {
            let (start, revision) = (Instant::now(), step.revision());
            let verb = match (&step, direction) {
                (Step::Record { forgets, .. }, _) => {
                    self.record(revision, forgets).await?;
                    "recorded"
                }
                (Step::Run(_), Direction::Up) => {
                    self.apply(revision, direction, true).await?;
                    "applied"
                }
                (Step::Run(_), Direction::Down) => {
                    self.apply(revision, direction, true).await?;
                    "took back"
                }
            };
            let (id, title) = (revision.id(), revision.title());
            crate::output::note(format_args!(
                "{verb} {id} {title} ({} ms)",
                start.elapsed().as_millis()
            ));
            done.push(id);
        }
        Ok(done)
    }

    /// Records a revision of which everything that it replaces is applied, instead of that.
    async fn record(&mut self, revision: &Revision, forgets: &[RevisionId]) -> Result<()> {
        let checksum = revision.up.checksum.to_string();
        let message = &revision.header().message;
        let mut statements: Vec<String> =
            forgets.iter().map(|id| self.table.forget(id.as_i64())).collect();
        statements.push(self.table.record(revision.id().as_i64(), message, &checksum));
        let done = run_transaction(self.connection, &self.default_schema, &statements).await;
        done.map_err(|error| Failure::new(describe(&error.source)).context(revision.id()))
    }

    /// Runs one file of a revision, and records it where `record` says so.
    ///
    /// # Errors
    /// The statement that failed, with its place in the file.
    pub(crate) async fn apply(
        &mut self,
        revision: &Revision,
        direction: Direction,
        record: bool,
    ) -> Result<()> {
        let path = revision.path(direction).display().to_string();
        let file = revision.file(direction);
        let spans = file.statements().map_err(|error| Failure::new(error).context(&path))?;
        let mut statements: Vec<String> = spans.iter().map(|span| span.text.to_owned()).collect();
        let id = revision.id();
        let note = match direction {
            Direction::Up => {
                let message = &revision.header().message;
                self.table.record(id.as_i64(), message, &revision.up.checksum.to_string())
            }
            Direction::Down => self.table.forget(id.as_i64()),
        };
        let outcome = if file.header.transaction {
            statements.extend(record.then_some(note));
            run_transaction(self.connection, &self.default_schema, &statements).await
        } else {
            // outside a transaction there is one statement, and its record follows it
            let path = format!("set search_path = {}", self.default_schema);
            let outcome = match run(self.connection, &[path]).await {
                Ok(()) => run(self.connection, &statements).await,
                error => error,
            };
            match outcome {
                Ok(()) if record => run(self.connection, &[note]).await,
                outcome => outcome,
            }
        };
        outcome.map_err(|error| failed(&error, file.text(), &spans, &path, id, direction))
    }
}

/// The statement that failed, with the place marked and what has become of the revision.
fn failed(
    error: &StatementError,
    text: &str,
    spans: &[StatementSpan<'_>],
    path: &str,
    id: RevisionId,
    direction: Direction,
) -> Failure {
    let what = if direction == Direction::Up { "revision" } else { "taking back revision" };
    let message = format!("{what} {id} failed and was rolled back: {}", describe(&error.source));
    let excerpt = spans.get(error.index).map(|span| {
        let place = Place::in_statement(text, span, error.position.unwrap_or(1));
        place.excerpt(text, path)
    });
    let failure = Failure::new(match excerpt {
        Some(excerpt) => format!("{message}\n{}", excerpt.trim_end()),
        None => message,
    });
    let code = error.source.as_database_error().and_then(|said| said.code());
    // duplicate_table, _column, _object, _schema: made outside of the revisions
    let is_there = code.is_some_and(|code| ["42P07", "42701", "42710", "42P06"].contains(&&*code));
    if is_there && direction == Direction::Up {
        return failure.hint(
            "the database has that already, and not from these revisions; see what it has: \
             autogen diff --from revisions --to database",
        );
    }
    failure.hint(match direction {
        Direction::Up => "mend the rows it stumbles over, or the file and `autogen seal`; then `autogen upgrade`",
        Direction::Down => "mend the rows it stumbles over, or the file and `autogen seal`; then `autogen downgrade`",
    })
}
