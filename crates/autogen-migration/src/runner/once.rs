//! Sections that run once per database: whether this is the schema that runs them.

use super::Locked;
use super::record::step;
use crate::error::RunError;
use crate::once;
use crate::progress::Event;
use crate::script::Script;

impl Locked<'_, '_> {
    /// Whether a section need not run since it is another schema's business. Takes the lock of the
    /// database where the section is one that runs once; [`Self::leave_once`] gives it back.
    ///
    /// # Errors
    /// When the lock cannot be had in time, or the table not be made.
    pub(super) async fn is_done_elsewhere(
        &mut self,
        script: &Script<'_>,
        at: usize,
    ) -> Result<bool, RunError> {
        if !script.sections.get(at).is_some_and(|section| section.directives.once) {
            return Ok(false);
        }
        let options = self.runner.options;
        if !self.once_locked {
            let progress = &mut *self.runner.progress;
            let waits = |waiting: &crate::table::Waiting| {
                progress.tell(&Event::Waiting { waited: waiting.waited, holder: &waiting.holder });
            };
            once::table().lock(self.runner.connection, options.patience, waits).await?;
            self.once_locked = true;
        }
        once::ensure(self.runner.connection).await?;
        let step = step(script, at, 0);
        let schema = &options.default_schema;
        let holders = once::holders(self.runner.connection, step, &script.replaces, schema).await?;
        if holders.is_empty() {
            return Ok(false);
        }
        let what = format!(
            "section {} ({}) {}: {}",
            at + 1,
            script.place(&script.sections[at]),
            match script.direction {
                autogen_revision::Direction::Up =>
                    "has run for another schema, and is only recorded",
                autogen_revision::Direction::Down =>
                    "does not run, since other schemas need what it undoes",
            },
            holders.join(", ")
        );
        self.runner.progress.tell(&Event::Remark { id: Some(script.id), what: &what });
        Ok(true)
    }

    /// Gives the lock of the database back behind the last section of a script that runs once; `None` for
    /// whatever happened.
    ///
    /// # Errors
    /// When the connection is gone, and the lock with it.
    pub(super) async fn leave_once(
        &mut self,
        behind: Option<(&Script<'_>, usize)>,
    ) -> Result<(), RunError> {
        let more =
            |(script, at): (&Script<'_>, usize)| script.last_once().is_some_and(|last| at < last);
        if self.once_locked && !behind.is_some_and(more) {
            once::table().unlock(self.runner.connection).await?;
            self.once_locked = false;
        }
        Ok(())
    }
}
