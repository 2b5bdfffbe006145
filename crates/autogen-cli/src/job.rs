//! What `upgrade` and `downgrade` do to one database, alone or as a member of a fleet. Tells through events,
//! and prints nothing.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use autogen_migration::execute::describe;
use autogen_migration::preview::Preview;
use autogen_migration::{Progress, Recorded, Runner};
use autogen_revision::{Chain, Direction, Position, RevisionId};
use autogen_sql::ident::Literal;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor as _, Row as _};

use crate::applying;
use crate::args::ApplyArgs;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::fleet::{Event, Tell};
use crate::hooks::{self, Surroundings};
use crate::sealed;

/// What is to be done on a database.
pub(crate) struct Job<'a> {
    pub(crate) context: &'a Context,
    pub(crate) chain: &'a Chain,
    pub(crate) direction: Direction,
    /// Where to go, as it was given.
    pub(crate) address: &'a str,
    pub(crate) args: &'a ApplyArgs,
}

/// Where it is done.
pub(crate) struct Site<'a> {
    pub(crate) target: &'a Target,
    pub(crate) label: Option<&'a str>,
    /// Whether the schema was seen to be there, so that one that is gone is not made anew.
    pub(crate) seen: bool,
    /// Whether to look for a pooler that hands out other sessions.
    pub(crate) pooler: bool,
}

impl Job<'_> {
    /// Does it, with the hooks around it. Returns what ran.
    ///
    /// # Errors
    /// The first revision or hook that fails; the revisions before it stay applied.
    pub(crate) async fn run(&self, site: &Site<'_>, tell: Tell<'_>) -> Result<Vec<RevisionId>> {
        let target = site.target;
        let mut connection = target.connect().await?;
        let mut options =
            applying::told(applying::options(&self.context.settings, target), self.args);
        options.second = options.second.filter(|_| site.pooler);
        // as far as is known: what is recorded, and then what runs
        let applied = Mutex::new(BTreeSet::new());
        let mut heard = Heard { chain: self.chain, applied: &applied, tell };
        let mut runner = Runner {
            chain: self.chain,
            connection: &mut connection,
            options: &options,
            progress: &mut heard,
        };
        let choose = |chain: &Chain, recorded: &Recorded| {
            let ids = recorded.ids();
            tell(Event::Stands(place(chain, &ids)));
            *applied.lock().unwrap_or_else(PoisonError::into_inner) = ids;
            self.destination(chain, recorded)
        };
        let prepare = async |connection: &mut PgConnection, revisions: &[RevisionId]| {
            let empty = applied.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
            if site.seen && empty {
                exists(connection, target).await?;
            }
            sealed::require(self.chain)?;
            let commands = &self.context.settings.hooks.before_upgrade;
            let outcome = self.hook("before_upgrade", commands, site, revisions, tell).await;
            outcome.map_err(|failure| failure.context("nothing was applied"))
        };
        let done = runner.run_prepared(self.direction, choose, prepare).await;
        let done = done.map_err(|failure: Failure| target.explain(failure))?;
        if self.direction == Direction::Up && !done.is_empty() {
            let line = of_others(&runner.recorded().await?);
            line.into_iter().for_each(|line| tell(Event::Note(line)));
        }
        if !done.is_empty() {
            let commands = &self.context.settings.hooks.after_upgrade;
            let outcome = self.hook("after_upgrade", commands, site, &done, tell).await;
            outcome.map_err(|failure| failure.context("the revisions are applied, but"))?;
        }
        Ok(done)
    }

    /// What would be done. Changes nothing, and runs no hook.
    ///
    /// # Errors
    /// What would keep it from being done.
    pub(crate) async fn preview(&self, target: &Target) -> Result<Preview> {
        let mut connection = target.connect().await?;
        let options = applying::told(applying::options(&self.context.settings, target), self.args);
        let mut runner = Runner {
            chain: self.chain,
            connection: &mut connection,
            options: &options,
            progress: &mut (),
        };
        let choose = |chain: &Chain, recorded: &Recorded| self.destination(chain, recorded);
        let preview = runner.preview(self.direction, choose).await;
        let preview = preview.map_err(|failure: Failure| target.explain(failure))?;
        if !preview.revisions.is_empty() {
            sealed::require(self.chain)?;
        }
        Ok(preview)
    }

    fn destination(&self, chain: &Chain, recorded: &Recorded) -> Result<autogen_revision::Target> {
        let address = self.address;
        let counts = address.starts_with('-') || address.contains("@-");
        // steps from what the folder does not hold cannot be counted
        if self.direction == Direction::Down && !recorded.unknown.is_empty() && counts {
            return Err(recorded.ahead(chain).into());
        }
        Ok(chain.resolve(address, Some(&recorded.ids()))?)
    }

    /// Runs a hook of upgrades.
    async fn hook(
        &self,
        name: &str,
        commands: &[String],
        site: &Site<'_>,
        revisions: &[RevisionId],
        tell: Tell<'_>,
    ) -> Result<()> {
        if self.direction == Direction::Down || self.context.global.no_hooks {
            return Ok(());
        }
        let path = |id: &RevisionId| Some(self.chain.find(*id)?.path(self.direction));
        let about = Surroundings {
            context: self.context,
            files: revisions.iter().filter_map(path).collect(),
            revisions: revisions.to_vec(),
            database: Some((site.target, site.label)),
        };
        hooks::run(name, commands, &about, tell).await
    }
}

/// Turns what the runner tells into the events of a fleet.
struct Heard<'a> {
    chain: &'a Chain,
    applied: &'a Mutex<BTreeSet<RevisionId>>,
    tell: Tell<'a>,
}

impl Progress for Heard<'_> {
    fn tell(&mut self, event: &autogen_migration::Event<'_>) {
        use autogen_migration::Event as Said;
        let line = applying::words(event);
        match event {
            Said::Started { id, title, .. } => {
                (self.tell)(Event::Doing(format!("{id} {title}")));
            }
            Said::Finished { id, .. } | Said::Recorded { id, .. } => {
                let mut ids = self.applied.lock().unwrap_or_else(PoisonError::into_inner);
                match event {
                    Said::Finished { direction: Direction::Down, .. } => ids.remove(id),
                    _ => ids.insert(*id),
                };
                let to = place(self.chain, &ids);
                (self.tell)(Event::Ran { told: line.unwrap_or_default(), to });
            }
            Said::Batch { .. } => line.into_iter().for_each(|line| (self.tell)(Event::Going(line))),
            _ => line.into_iter().for_each(|line| (self.tell)(Event::Note(line))),
        }
    }
}

/// Where a database stands that has these revisions.
pub(crate) fn place(chain: &Chain, ids: &BTreeSet<RevisionId>) -> String {
    let current: Vec<String> = chain.current(ids).iter().map(ToString::to_string).collect();
    if current.is_empty() { Position::Base.to_string() } else { current.join(" and ") }
}

/// What is told where another tool has applied revisions of the chain too: it does not know of those that
/// we apply.
fn of_others(recorded: &Recorded) -> Option<String> {
    let tool = recorded.elsewhere.values().next()?;
    if recorded.applied.keys().all(|id| recorded.elsewhere.contains_key(id)) {
        return None;
    }
    let table = tool.table();
    Some(format!(
        "{tool} has applied revisions of this folder too ({table}) and knows nothing of those that autogen \
         applies, which it would run again: let one of the two run it from now on"
    ))
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
