//! Applies revisions to one database, or takes them back: what `upgrade` and `downgrade` do, for one
//! database as for each member of a fleet. Tells through events, and prints nothing.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use autogen_migration::execute::describe;
use autogen_revision::{Chain, Direction, Position, Revision, RevisionId};
use autogen_sql::ident::Literal;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor as _, Row as _};

use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::fleet::Event;
use crate::hooks::{Surroundings, run as run_hooks};
use crate::project;
use crate::runner::{Recorded, Runner};

/// What is to be done on a database.
pub(crate) struct Job<'a> {
    pub(crate) context: &'a Context,
    pub(crate) chain: &'a Chain,
    pub(crate) direction: Direction,
    /// The revision to go to, as it was given.
    pub(crate) address: &'a str,
    /// How long to wait for another autogen at work on the same database.
    pub(crate) patience: Duration,
}

impl Job<'_> {
    /// Does it. Returns what ran. Where nothing is to be done, that is found out without the lock, and no
    /// hook runs.
    ///
    /// # Errors
    /// The first revision or hook that fails; the revisions before it stay applied.
    pub(crate) async fn run(
        &self,
        target: &Target,
        label: Option<&str>,
        must_exist: bool,
        tell: &dyn Fn(Event),
    ) -> Result<Vec<RevisionId>> {
        let mut connection = target.connect().await?;
        timeouts(&mut connection, target).await?;
        let mut runner = Runner {
            chain: self.chain,
            table: project::revision_table(&self.context.settings, &target.default_schema),
            default_schema: target.default_schema.clone(),
            connection: &mut connection,
            embedded: target.embedded,
        };
        let recorded = runner.recorded().await?;
        tell(Event::Stands(place(self.chain, &recorded.ids())));
        if self.pending(&recorded)?.is_empty() {
            return Ok(Vec::new());
        }
        if must_exist && recorded.applied.is_empty() {
            exists(runner.connection, target).await?;
        }
        let table = runner.table.clone();
        tell(Event::Doing("waiting for the lock".to_owned()));
        table.lock(runner.connection, self.patience).await.map_err(|error| {
            let failure = Failure::new(error);
            failure.hint("wait longer with --lock-timeout SECS, or end the other session")
        })?;
        let outcome = self.run_locked(&mut runner, target, label, tell).await;
        // a connection that is gone has given the lock back by itself
        let unlocked = table.unlock(runner.connection).await;
        let done = outcome?;
        unlocked?;
        Ok(done)
    }

    /// What is to run, from what is recorded.
    fn pending(&self, recorded: &Recorded) -> Result<Vec<&Revision>> {
        let to = self.destination(recorded)?;
        Ok(match self.direction {
            Direction::Up => self.chain.pending(&recorded.ids(), to),
            Direction::Down => self.chain.to_undo(&recorded.ids(), to),
        })
    }

    /// The place to go to.
    fn destination(&self, recorded: &Recorded) -> Result<Position> {
        let (chain, address) = (self.chain, self.address);
        let position = recorded.position(chain);
        match self.direction {
            Direction::Up => {
                let to = match address.strip_prefix('+') {
                    Some(steps) => chain.forward(position, number(steps, address)?)?,
                    None => chain.resolve(address)?,
                };
                let behind = chain.pending(&recorded.ids(), to).is_empty() && to != position;
                if behind && address != "head" {
                    return Err(Failure::new(format_args!(
                        "the database is at {position}, past {to}"
                    ))
                    .hint(format_args!("go back with `autogen downgrade {to}`")));
                }
                Ok(to)
            }
            Direction::Down => {
                let to = match address.strip_prefix('-') {
                    Some(steps) => chain.back(position, number(steps, address)?)?,
                    None => chain.resolve(address)?,
                };
                match to {
                    Position::At(id) if !recorded.ids().contains(&id) => {
                        Err(Failure::new(format_args!(
                            "revision {id} is not applied, so it is no place to go back to"
                        ))
                        .hint("see what is applied with `autogen history`"))
                    }
                    to => Ok(to),
                }
            }
        }
    }

    async fn run_locked(
        &self,
        runner: &mut Runner<'_>,
        target: &Target,
        label: Option<&str>,
        tell: &dyn Fn(Event),
    ) -> Result<Vec<RevisionId>> {
        // another one may have been at work before the lock was ours
        let recorded = runner.recorded().await?;
        let revisions = self.pending(&recorded)?;
        let hooks = &self.context.settings.hooks;
        let upgrade = self.direction == Direction::Up && !self.context.global.no_hooks;
        let surroundings = || Surroundings {
            context: self.context,
            files: revisions.iter().map(|r| r.path(self.direction)).collect(),
            revisions: revisions.iter().map(|revision| revision.id()).collect(),
            database: Some((target, label)),
        };
        if revisions.is_empty() {
            return Ok(Vec::new());
        }
        if upgrade {
            run_hooks("before_upgrade", &hooks.before_upgrade, &surroundings(), tell)
                .await
                .map_err(|failure| failure.context("nothing was applied"))?;
        }
        runner.table.ensure(runner.connection).await?;
        let mut ids = recorded.ids();
        let mut done = Vec::new();
        for revision in &revisions {
            let (id, title, start) = (revision.id(), revision.title(), Instant::now());
            tell(Event::Doing(format!("{id} {title}")));
            runner.apply(revision, self.direction, true).await?;
            let verb = if self.direction == Direction::Up {
                ids.insert(id);
                "applied"
            } else {
                ids.remove(&id);
                "took back"
            };
            let told = format!("{verb} {id} {title} ({} ms)", start.elapsed().as_millis());
            tell(Event::Ran { told, to: place(self.chain, &ids) });
            done.push(id);
        }
        if upgrade {
            run_hooks("after_upgrade", &hooks.after_upgrade, &surroundings(), tell)
                .await
                .map_err(|failure| failure.context("the revisions are applied, but"))?;
        }
        Ok(done)
    }
}

/// Where a database stands that has these revisions: at those that no other one of them follows.
pub(crate) fn place(chain: &Chain, ids: &BTreeSet<RevisionId>) -> String {
    let is_last = |id: &&RevisionId| chain.children(**id).is_disjoint(ids);
    let last: Vec<String> = ids.iter().filter(is_last).map(ToString::to_string).collect();
    if last.is_empty() { Position::Base.to_string() } else { last.join(" and ") }
}

/// Sets the timeouts of the database's settings.
async fn timeouts(connection: &mut PgConnection, target: &Target) -> Result<()> {
    let settings =
        [("lock_timeout", target.lock_timeout), ("statement_timeout", target.statement_timeout)];
    for (name, time) in settings {
        let Some(time) = time else { continue };
        let set = AssertSqlSafe(format!("set {name} = '{}ms'", time.as_millis()));
        connection.execute(set).await.map_err(|error| {
            Failure::new(describe(&error)).context(format_args!("{name} of {}", target.label))
        })?;
    }
    Ok(())
}

/// Refuses a schema that is gone: a run into it would make it anew.
async fn exists(connection: &mut PgConnection, target: &Target) -> Result<()> {
    let schema = &target.default_schema;
    let there = format!("select to_regnamespace({}) is not null", Literal(&schema.to_string()));
    let there: bool = connection
        .fetch_one(AssertSqlSafe(there))
        .await
        .and_then(|row| row.try_get(0))
        .map_err(|error| Failure::new(describe(&error)).context(&target.label))?;
    if there {
        return Ok(());
    }
    Err(Failure::new(format_args!("the schema {schema} is not there any more"))
        .hint("it was when the schemas were listed; to make it anew: --schema with its name"))
}

fn number(steps: &str, address: &str) -> Result<usize> {
    steps.parse().ok().filter(|steps| *steps > 0).ok_or_else(|| {
        Failure::new(format!("`{address}` is no number of revisions"))
            .hint("`autogen upgrade +1`, `autogen downgrade -1`")
    })
}
