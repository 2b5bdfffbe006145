//! Records revisions as applied, and forgets them, without running anything.

use std::collections::{BTreeMap, BTreeSet};

use autogen_revision::{Chain, RevisionId};
use sqlx::Executor;

use super::Runner;
use super::record::applied;
use crate::error::RunError;
use crate::execute::run;
use crate::journal;
use crate::once;
use crate::progress::Event;
use crate::session::Session;
use crate::table::Applied;
use crate::writable;

/// What the table of applied revisions is to say from now on.
#[derive(Clone, Debug, Default)]
pub struct Stamp {
    /// The revisions to record, in the order in which they would have run.
    pub record: Vec<RevisionId>,
    /// The ids to forget, which the chain need not know.
    pub forget: Vec<i64>,
}

impl Stamp {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.is_empty() && self.forget.is_empty()
    }
}

impl Runner<'_> {
    /// Takes the lock under which revisions are applied, lets `choose` say what changes, from what is
    /// recorded then (the chain need not hold it), and changes it in one transaction. How far an
    /// interrupted run came is forgotten with it.
    ///
    /// # Errors
    /// What `choose` says, or the server.
    pub async fn stamp<E: From<RunError>>(
        &mut self,
        choose: impl FnOnce(&Chain, &BTreeMap<i64, Applied>) -> Result<Stamp, E>,
    ) -> Result<Stamp, E> {
        writable::require(self.connection).await?;
        let session = Session::open(self.connection, self.options).await?;
        self.lock(&session).await?;
        let outcome = self.stamp_locked(choose).await;
        let ended = self.unlock(&session).await;
        let stamp = outcome?;
        ended?;
        Ok(stamp)
    }

    async fn stamp_locked<E: From<RunError>>(
        &mut self,
        choose: impl FnOnce(&Chain, &BTreeMap<i64, Applied>) -> Result<Stamp, E>,
    ) -> Result<Stamp, E> {
        let recorded = self.options.table.read(self.connection).await.map_err(RunError::from)?;
        let stamp = choose(self.chain, &recorded)?;
        let journal = journal::read(self.connection, &self.options.table).await;
        let under_way: BTreeSet<i64> =
            journal.map_err(RunError::from)?.iter().map(|entry| entry.step.revision).collect();
        if !stamp.is_empty() || !under_way.is_empty() {
            self.write_stamp(&stamp, &under_way).await?;
        }
        Ok(stamp)
    }

    async fn write_stamp(
        &mut self,
        stamp: &Stamp,
        under_way: &BTreeSet<i64>,
    ) -> Result<(), RunError> {
        let table = &self.options.table;
        table.ensure(self.connection).await?;
        let mut statements = vec!["begin".to_owned()];
        statements.extend(stamp.forget.iter().map(|id| table.forget(*id)));
        for revision in stamp.record.iter().filter_map(|id| self.chain.get(*id)) {
            let version = self.chain.version([revision.id()]);
            statements.push(applied(self.options, revision, version, None));
        }
        let schema = &self.options.default_schema;
        statements.extend(once::forgotten(&stamp.forget, schema));
        let recorded = stamp.record.iter().filter_map(|id| self.chain.get(*id));
        statements.extend(recorded.flat_map(|revision| once::recorded(revision, schema)));
        statements.extend(under_way.iter().map(|id| journal::clear(table, *id)));
        statements.push("commit".to_owned());
        let outcome = run(self.connection, &statements).await;
        if outcome.is_err() {
            drop(self.connection.execute("rollback").await);
        }
        outcome.map_err(|error| RunError::Stamp(error.source))?;
        for id in under_way.iter().filter_map(|id| RevisionId::new(*id).ok()) {
            self.progress.tell(&Event::Abandoned { id });
        }
        Ok(())
    }
}
