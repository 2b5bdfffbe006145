//! Runs the revisions of a chain on a database, under a lock, and records them there.

mod batched;
mod once;
mod outside;
mod privileged;
pub(crate) mod record;
mod stamp;
mod transaction;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use autogen_revision::{Chain, Direction, FileText, Mode, RevisionId, Step, Target};
use autogen_sql::ident::{Ident, Literal};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::error::RunError;
use crate::history::Recorded;
use crate::journal;
use crate::options::RunOptions;
use crate::progress::{Event, Progress};
use crate::script::{Note, Script};
use crate::session::Session;
use crate::table::Waiting;
use crate::writable;

use record::closing;
pub use stamp::Stamp;
use transaction::Unit;

/// How often the lock is given back before it counts as lost.
const UNLOCKS: usize = 10;

/// A database to run revisions on.
pub struct Runner<'a> {
    /// The revisions.
    pub chain: &'a Chain,
    /// The session to run them in. Its settings are put back afterwards.
    pub connection: &'a mut PgConnection,
    /// How.
    pub options: &'a RunOptions,
    /// Who is told what happens.
    pub progress: &'a mut (dyn Progress + Send),
}

/// A run under the lock.
struct Locked<'r, 'a> {
    runner: &'r mut Runner<'a>,
    session: &'r Session,
    recorded: Recorded,
    /// The roles of the words that sections use.
    roles: BTreeMap<String, Ident>,
    /// Whether the lock for what is done once per database is held.
    once_locked: bool,
    /// What has run so far.
    done: Vec<RevisionId>,
}

impl<'a> Runner<'a> {
    /// What is applied. Creates nothing, and finds fault with nothing.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn recorded(&mut self) -> Result<Recorded, RunError> {
        let RunOptions { table, default_schema, .. } = self.options;
        Recorded::read(self.connection, table, default_schema, self.chain).await
    }

    /// Takes the lock, lets `choose` say where to go from what is recorded then, and goes there. Returns
    /// what ran. `choose` may be asked twice, and where nothing is to do, no lock is taken.
    ///
    /// # Errors
    /// The first revision that fails; those before it stay applied.
    pub async fn run<E: From<RunError>>(
        &mut self,
        direction: Direction,
        choose: impl Fn(&Chain, &Recorded) -> Result<Target, E>,
    ) -> Result<Vec<RevisionId>, E> {
        let nothing = async |_: &mut PgConnection, _: &[RevisionId]| Ok(());
        self.run_prepared(direction, choose, nothing).await
    }

    /// The same with something to be done once it is known what will run, under the lock and before the
    /// first of it: `prepare` gets the session and the revisions. It is not asked where nothing runs, and
    /// nothing does where it fails.
    ///
    /// # Errors
    /// As [`Self::run`], and what `prepare` says.
    pub async fn run_prepared<E: From<RunError>>(
        &mut self,
        direction: Direction,
        choose: impl Fn(&Chain, &Recorded) -> Result<Target, E>,
        prepare: impl AsyncFnOnce(&mut PgConnection, &[RevisionId]) -> Result<(), E>,
    ) -> Result<Vec<RevisionId>, E> {
        if self.is_idle(direction, &choose).await? {
            return Ok(Vec::new());
        }
        writable::require(self.connection).await?;
        let session = Session::open(self.connection, self.options).await?;
        self.lock(&session).await?;
        let outcome = self.run_locked(&session, direction, choose, prepare).await;
        // a connection that is gone has given the lock back by itself, and has no settings any more
        let ended = self.unlock(&session).await;
        let done = outcome?;
        ended?;
        Ok(done)
    }

    /// Refuses a pooler that would not hold the lock, and takes it.
    async fn lock(&mut self, session: &Session) -> Result<(), RunError> {
        let options = self.options;
        if let Some(second) = &options.second {
            session.refuse_pooler(self.connection, second).await?;
        }
        let progress = &mut *self.progress;
        let tell = |waiting: &Waiting| {
            progress.tell(&Event::Waiting { waited: waiting.waited, holder: &waiting.holder });
        };
        Ok(options.table.lock(self.connection, options.patience, tell).await?)
    }

    /// Gives the lock back, and the session its settings.
    async fn unlock(&mut self, session: &Session) -> Result<(), RunError> {
        // a pooler that was noticed too late may have to be asked more than once for the session that has it
        for _ in 0..UNLOCKS {
            if self.options.table.unlock(self.connection).await? {
                break;
            }
        }
        Ok(session.close(self.connection).await?)
    }

    /// Whether there is nothing to do, as far as can be seen from outside of the lock.
    async fn is_idle<E>(
        &mut self,
        direction: Direction,
        choose: &impl Fn(&Chain, &Recorded) -> Result<Target, E>,
    ) -> Result<bool, RunError> {
        let recorded = self.recorded().await?;
        // another run may be at it: what looks wrong now need not be in a moment
        if recorded.check(self.chain).is_err() || !recorded.journal.is_empty() {
            return Ok(false);
        }
        let Ok(to) = choose(self.chain, &recorded) else { return Ok(false) };
        let steps = steps_to(self.chain, &recorded.ids(), direction, &to);
        Ok(steps.is_ok_and(|steps| steps.is_empty()))
    }

    async fn run_locked<E: From<RunError>>(
        &mut self,
        session: &Session,
        direction: Direction,
        choose: impl Fn(&Chain, &Recorded) -> Result<Target, E>,
        prepare: impl AsyncFnOnce(&mut PgConnection, &[RevisionId]) -> Result<(), E>,
    ) -> Result<Vec<RevisionId>, E> {
        let recorded = self.recorded().await?;
        let to = self.target(&recorded, direction, choose)?;
        let steps = steps_to(self.chain, &recorded.ids(), direction, &to)?;
        let kept = self.kept_files(&recorded, direction, &to, &steps).await?;
        let scripts = scripts_of(self.chain, self.options, &recorded, &kept, &steps, direction)?;
        let roles = self.roles(&scripts).await?;
        if !scripts.is_empty() {
            let ids: Vec<RevisionId> = scripts.iter().map(|script| script.id).collect();
            prepare(self.connection, &ids).await?;
        }
        let (once_locked, done) = (false, Vec::new());
        let mut locked = Locked { runner: self, session, recorded, roles, once_locked, done };
        let outcome = locked.run(&scripts).await;
        // the first error is what counts; a connection that is gone holds no lock
        let left = locked.leave_once(None).await;
        let done = outcome?;
        left?;
        Ok(done)
    }

    /// Where to go, if anything may be built on what is recorded.
    pub(crate) fn target<E: From<RunError>>(
        &self,
        recorded: &Recorded,
        direction: Direction,
        choose: impl Fn(&Chain, &Recorded) -> Result<Target, E>,
    ) -> Result<Target, E> {
        match direction {
            Direction::Up => recorded.check(self.chain)?,
            Direction::Down => recorded.check_edited(self.chain)?,
        }
        recorded.check_partial(self.chain, direction)?;
        choose(self.chain, recorded)
    }

    /// The down files, as the database kept them, of what the chain does not hold and is to be taken back:
    /// what follows the target, by what is recorded of it. Children come first.
    pub(crate) async fn kept_files(
        &mut self,
        recorded: &Recorded,
        direction: Direction,
        to: &Target,
        steps: &[Step<'_>],
    ) -> Result<Vec<FileText>, RunError> {
        let mut files = Vec::new();
        if direction == Direction::Up || recorded.unknown.is_empty() {
            return Ok(files);
        }
        let undone = steps.iter().map(|step| step.revision().id()).collect();
        for id in recorded.unknown_beyond(to, &undone) {
            let title = recorded.applied[&id].title().to_owned();
            let table = &self.options.table;
            let text = table.text(self.connection, id.as_i64(), Direction::Down).await?;
            let text = text.ok_or(RunError::NoText { id, title })?;
            let file = FileText::parse(&text).map_err(|source| RunError::Kept {
                file: format!("the down text of revision {id} that the database kept"),
                source,
            })?;
            files.push(file);
        }
        Ok(files)
    }
}

/// What leads from what is applied to a target.
pub(crate) fn steps_to<'c>(
    chain: &'c Chain,
    applied: &BTreeSet<RevisionId>,
    direction: Direction,
    to: &Target,
) -> Result<Vec<Step<'c>>, RunError> {
    Ok(match direction {
        Direction::Up => chain.steps_up(applied, to)?,
        Direction::Down => chain.steps_down(applied, to)?,
    })
}

/// What is to run, in order, checked: the files that the database kept, then those of the steps.
pub(crate) fn scripts_of<'s>(
    chain: &Chain,
    options: &RunOptions,
    recorded: &Recorded,
    kept: &'s [FileText],
    steps: &'s [Step<'s>],
    direction: Direction,
) -> Result<Vec<Script<'s>>, RunError> {
    let mut scripts = Vec::new();
    for file in kept {
        scripts.push(Script::kept(file)?);
    }
    for step in steps {
        let revision = step.revision();
        if direction == Direction::Down
            && let Some(tool) = recorded.elsewhere.get(&revision.id())
            && options.within != Some(*tool)
        {
            return Err(RunError::Elsewhere { id: revision.id(), tool: *tool });
        }
        scripts.push(match step {
            Step::Run(revision) => Script::of(chain, revision, direction)?,
            Step::Record { revision, forgets } => Script::recording(chain, revision, forgets),
        });
    }
    scripts.iter().try_for_each(|script| script.check(options))?;
    Ok(scripts)
}

impl Locked<'_, '_> {
    async fn run(&mut self, scripts: &[Script<'_>]) -> Result<Vec<RevisionId>, RunError> {
        if scripts.is_empty() {
            return Ok(Vec::new());
        }
        let options = self.runner.options;
        self.ensure_schema().await?;
        options.table.ensure(self.runner.connection).await?;
        if !scripts.iter().all(Script::is_plain) {
            journal::ensure(self.runner.connection, &options.table).await?;
        }
        if options.single_transaction {
            self.run_in_one(scripts).await?;
            return Ok(std::mem::take(&mut self.done));
        }
        for script in scripts {
            let start = Instant::now();
            self.started(script);
            self.run_script(script).await?;
            self.finished(script, start.elapsed());
            let (same, locked) = self.session.holds(self.runner.connection, &options.table).await?;
            if !same {
                return Err(RunError::Pooler { ran: true });
            }
            if !locked {
                return Err(RunError::LockLost { id: script.id });
            }
        }
        Ok(std::mem::take(&mut self.done))
    }

    /// Makes the schema that the revisions run in, where it is missing.
    async fn ensure_schema(&mut self) -> Result<(), RunError> {
        let schema = &self.runner.options.default_schema;
        let there = format!("select to_regnamespace({}) is not null", Literal(&schema.to_string()));
        let connection = &mut *self.runner.connection;
        if connection.fetch_one(AssertSqlSafe(there)).await?.try_get::<bool, _>(0)? {
            return Ok(());
        }
        connection.execute(AssertSqlSafe(format!("create schema {schema}"))).await?;
        let what = format!("made the schema {schema}, which was not there");
        self.runner.progress.tell(&Event::Remark { id: None, what: &what });
        Ok(())
    }

    /// All revisions in one transaction.
    async fn run_in_one(&mut self, scripts: &[Script<'_>]) -> Result<(), RunError> {
        let start = Instant::now();
        let mut units = Vec::new();
        for script in scripts {
            self.started(script);
            let from = self.sections_done(script)?;
            for at in from..script.sections.len().max(1) {
                let done_elsewhere = self.is_done_elsewhere(script, at).await?;
                units.push(Unit { script, at, done_elsewhere });
            }
        }
        self.run_transaction(&units, None).await?;
        scripts.iter().for_each(|script| self.finished(script, start.elapsed()));
        Ok(())
    }

    /// The sections of one file, from where an earlier run was interrupted.
    async fn run_script(&mut self, script: &Script<'_>) -> Result<(), RunError> {
        let start = Instant::now();
        let done = self.sections_done(script)?;
        if script.sections.len() > 1 {
            for at in 0..done {
                self.entered(script, at, true);
            }
        }
        for at in done..script.sections.len().max(1) {
            if script.sections.len() > 1 {
                self.entered(script, at, false);
            }
            let done_elsewhere = self.is_done_elsewhere(script, at).await?;
            match script.sections.get(at).map(|section| &section.directives.mode) {
                None | Some(Mode::Transaction) => {
                    let elapsed = (!script.is_plain()).then_some(start);
                    let unit = Unit { script, at, done_elsewhere };
                    self.run_transaction(&[unit], elapsed).await?;
                }
                Some(_) if done_elsewhere => {
                    let elapsed = Some(start.elapsed());
                    self.note(closing(self.runner.options, script, at, elapsed)).await?;
                }
                Some(Mode::NoTransaction { idempotent }) => {
                    self.run_outside(script, at, *idempotent, start).await?;
                }
                Some(Mode::Batch(_)) => self.run_batched(script, at, start).await?,
            }
            self.leave_once(Some((script, at))).await?;
        }
        Ok(())
    }

    fn started(&mut self, script: &Script<'_>) {
        let Script { id, title, direction, .. } = script;
        let event = Event::Started { id: *id, title, direction: *direction };
        self.runner.progress.tell(&event);
    }

    fn entered(&mut self, script: &Script<'_>, at: usize, done: bool) {
        let place = script.sections.get(at).map(|section| script.place(section));
        let (id, of) = (script.id, script.sections.len());
        let place = place.as_deref().unwrap_or(&script.name);
        self.runner.progress.tell(&Event::Section { id, section: at + 1, of, place, done });
    }

    fn finished(&mut self, script: &Script<'_>, duration: Duration) {
        let Script { id, title, direction, .. } = script;
        let (id, title, direction) = (*id, title.as_str(), *direction);
        self.runner.progress.tell(&match script.record {
            Note::Replaces(..) => Event::Recorded { id, title },
            _ => Event::Finished { id, title, direction, duration },
        });
        self.done.push(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An application runs it in a task of its own.
    #[test]
    fn a_run_may_move_between_threads() {
        fn moves<T: Send>(_: T) {}
        async fn run(chain: &Chain, connection: &mut PgConnection) -> Result<(), RunError> {
            let options = RunOptions::new("public".into());
            let mut runner = Runner { chain, connection, options: &options, progress: &mut () };
            runner.run(Direction::Up, |chain, _| Ok::<_, RunError>(chain.all_heads())).await?;
            Ok(())
        }
        let _ = |chain: &'static Chain, connection: &'static mut PgConnection| {
            moves(run(chain, connection));
        };
    }
}
