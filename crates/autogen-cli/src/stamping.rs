//! Records revisions as applied, and forgets them, without running anything.

use std::collections::BTreeMap;
use std::time::Duration;

use autogen_migration::execute::{describe, run_transaction};
use autogen_migration::table::Applied;
use autogen_revision::{Chain, RevisionId};

use crate::failure::{Failure, Result};
use crate::runner::Runner;

/// What the table of applied revisions is to say from now on.
#[derive(Debug, Default)]
pub(crate) struct Stamp {
    /// The revisions to record, in the order in which they would have run.
    pub(crate) record: Vec<RevisionId>,
    /// The ids to forget, which the chain need not know.
    pub(crate) forget: Vec<i64>,
}

impl Runner<'_> {
    /// Takes the lock under which revisions are applied, lets `choose` say what changes, from what is
    /// recorded then (the chain need not hold it), and changes it in one transaction.
    ///
    /// # Errors
    /// What `choose` says, or the server.
    pub(crate) async fn stamp(
        &mut self,
        patience: Duration,
        choose: impl FnOnce(&Chain, &BTreeMap<i64, Applied>) -> Result<Stamp>,
    ) -> Result<Stamp> {
        self.table.lock(self.connection, patience).await.map_err(|error| {
            let failure = Failure::new(error);
            failure.hint("wait longer with --lock-timeout SECS, or end the other session")
        })?;
        let outcome = self.stamp_locked(choose).await;
        // a connection that is gone has given the lock back by itself
        let unlocked = self.table.unlock(self.connection).await;
        let stamp = outcome?;
        unlocked?;
        Ok(stamp)
    }

    async fn stamp_locked(
        &mut self,
        choose: impl FnOnce(&Chain, &BTreeMap<i64, Applied>) -> Result<Stamp>,
    ) -> Result<Stamp> {
        let recorded = self.table.read(self.connection).await?;
        let stamp = choose(self.chain, &recorded)?;
        if stamp.record.is_empty() && stamp.forget.is_empty() {
            return Ok(stamp);
        }
        self.table.ensure(self.connection).await?;
        let mut statements: Vec<String> =
            stamp.forget.iter().map(|id| self.table.forget(*id)).collect();
        for revision in stamp.record.iter().filter_map(|id| self.chain.get(*id)) {
            let checksum = revision.up.checksum.to_string();
            let message = &revision.header().message;
            statements.push(self.table.record(revision.id().as_i64(), message, &checksum));
        }
        let outcome = run_transaction(self.connection, &self.default_schema, &statements).await;
        outcome.map_err(|error| {
            let doing = "the table of applied revisions cannot be changed";
            Failure::new(describe(&error.source)).context(doing)
        })?;
        Ok(stamp)
    }
}
