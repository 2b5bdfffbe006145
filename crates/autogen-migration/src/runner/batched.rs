//! Sections that walk over the rows of a table.

use std::time::{Duration, Instant};

use autogen_revision::Mode;

use super::Locked;
use super::record::{closing, step};
use crate::batch::{BatchError, Mark, Walk};
use crate::error::RunError;
use crate::execute::is_over;
use crate::frame::Frame;
use crate::journal;
use crate::progress::Event;
use crate::script::Script;

/// How often a batch is tried again that does not say.
const RETRIES: u32 = 5;

/// How long is waited before more is told of a walk.
const OFTEN: Duration = Duration::from_secs(1);

impl Locked<'_, '_> {
    /// Walks from where an earlier run was interrupted.
    pub(super) async fn run_batched(
        &mut self,
        script: &Script<'_>,
        at: usize,
        since: Instant,
    ) -> Result<(), RunError> {
        let Some(section) = script.sections.get(at) else { return Ok(()) };
        let (Mode::Batch(batch), [statement]) = (&section.directives.mode, &*section.statements)
        else {
            return Ok(());
        };
        let directives = &section.directives;
        let options = self.runner.options;
        let before = Frame::new(options, directives, Some(self.role_of(directives))).local();
        let after = Frame::for_records(Some(&self.session.role));
        let retry = directives.retry.or(options.retries).unwrap_or(RETRIES);
        let walk = Walk { batch, statement: statement.text, before: &before, after: &after, retry };
        // the mark stands where a section outside a transaction has its first statement
        let (step, checksum) = (step(script, at, 1), section.checksum.to_string());
        let detail =
            script.entries(&self.recorded.journal, at).find_map(|entry| entry.detail.clone());
        let place = script.place(section);
        let failed = |source: BatchError| {
            let excerpt = match &source {
                BatchError::Statement { error, .. } if !is_over(&error.source) => {
                    Some(script.excerpt(statement, error.position.unwrap_or(1)))
                }
                _ => None,
            };
            let (id, direction) = (script.id, script.direction);
            RunError::Batch {
                id,
                direction,
                place: place.clone(),
                excerpt,
                source: Box::new(source),
            }
        };
        let mark = detail.map(|detail| Mark::from_json(&detail)).transpose().map_err(failed)?;
        if let Some(mark) = &mark {
            let what = format!("{place}: goes on behind {} rows that are done", mark.rows());
            self.runner.progress.tell(&Event::Remark { id: Some(script.id), what: &what });
        }
        let store = |mark: &Mark| journal::detail(&options.table, step, &checksum, &mark.to_json());
        let progress = &mut *self.runner.progress;
        let mut told = Instant::now();
        let mut report = |walked: &crate::batch::Progress| {
            if !walked.done && told.elapsed() < OFTEN {
                return;
            }
            told = Instant::now();
            progress.tell(&Event::Batch { id: script.id, place: &place, progress: walked });
        };
        let walked = walk.run(self.runner.connection, mark, &store, &mut report).await;
        let walked = walked.map_err(failed)?;
        if walked.idle {
            let what = format!("{place}: {} has rows, and the statement changed none", batch.table);
            self.runner.progress.tell(&Event::Remark { id: Some(script.id), what: &what });
        }
        self.note(closing(options, script, at, Some(since.elapsed()))).await
    }
}
