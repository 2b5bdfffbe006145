//! What is written beside the statements of a section: its journal, and in the end the record.

use std::time::Duration;

use autogen_revision::{Direction, Revision, SectionSpan, Version};

use super::Locked;
use crate::error::RunError;
use crate::journal::{self, Entry, State, Step};
use crate::once;
use crate::options::RunOptions;
use crate::script::{Note, Script};
use crate::table::Record;

/// The statements that record that a script has run, `duration` in all; `None` for the time of the
/// transaction that they stand in.
pub(crate) fn record(
    options: &RunOptions,
    script: &Script<'_>,
    duration: Option<Duration>,
) -> Vec<String> {
    let table = &options.table;
    let id = script.id.as_i64();
    let mut statements = match script.record {
        Note::Forgotten => vec![table.forget(id)],
        Note::Applied(revision, version) => vec![applied(options, revision, version, duration)],
        Note::Replaces(revision, version, forgets) => {
            let ids: Vec<i64> = forgets.iter().map(|id| id.as_i64()).collect();
            let mut all: Vec<String> = ids.iter().map(|id| table.forget(*id)).collect();
            all.push(applied(options, revision, version, duration));
            all.extend(once::forgotten(&ids, &options.default_schema));
            all.extend(once::recorded(revision, &options.default_schema));
            all
        }
    };
    if !script.is_plain() {
        statements.push(journal::clear(table, id));
    }
    statements
}

/// The statement that records a revision as applied.
pub(crate) fn applied(
    options: &RunOptions,
    revision: &Revision,
    version: Option<Version>,
    duration: Option<Duration>,
) -> String {
    let header = revision.header();
    let parents: Vec<i64> = header.follows.iter().map(|id| id.as_i64()).collect();
    let version = version.map(|version| version.to_string());
    options.table.record(&Record {
        id: revision.id().as_i64(),
        message: &header.message,
        parents: &parents,
        up_sql: revision.up.text(),
        down_sql: revision.down.text(),
        checksum: &revision.up.checksum.to_string(),
        down_checksum: &revision.down.checksum.to_string(),
        tool_version: &options.tool_version,
        version: version.as_deref(),
        duration,
    })
}

/// The statements that follow those of a section in a transaction: they record the revision behind the
/// last one, and the section behind any other.
pub(crate) fn closing(
    options: &RunOptions,
    script: &Script<'_>,
    at: usize,
    duration: Option<Duration>,
) -> Vec<String> {
    let mut statements = match script.sections.get(at) {
        Some(section) if at + 1 < script.sections.len() => {
            let step = step(script, at, 0);
            let checksum = section.checksum.to_string();
            vec![journal::note(&options.table, step, State::Done, &checksum, "")]
        }
        _ => record(options, script, duration),
    };
    if let Some(section) = script.sections.get(at).filter(|section| section.directives.once) {
        let schema = &options.default_schema;
        match script.direction {
            Direction::Up => {
                let checksum = section.checksum.to_string();
                statements.push(once::note(step(script, at, 0), schema, &checksum));
            }
            Direction::Down if script.last_once() == Some(at) => {
                statements.push(once::forget(script.id.as_i64(), schema));
            }
            Direction::Down => {}
        }
    }
    statements
}

/// The place in the journal of a statement, from 1, of a section, from 0; statement 0 is the whole section.
pub(crate) fn step(script: &Script<'_>, at: usize, statement: usize) -> Step {
    Step { revision: script.id.as_i64(), direction: script.direction, section: at + 1, statement }
}

impl Locked<'_, '_> {
    /// How many sections an earlier run has done.
    ///
    /// # Errors
    /// [`RunError::Changed`] when one of them was edited since.
    pub(super) fn sections_done(&self, script: &Script<'_>) -> Result<usize, RunError> {
        let mut done = 0;
        loop {
            let whole = |entry: &&Entry| entry.step.statement == 0 && entry.state == State::Done;
            let journal = &self.recorded.journal;
            let Some(entry) = script.entries(journal, done).find(whole) else { return Ok(done) };
            let section: Option<&SectionSpan<'_>> = script.sections.get(done);
            if section.is_none_or(|section| section.checksum.to_string() != entry.checksum) {
                let place = section.map(|section| script.place(section));
                return Err(RunError::Changed {
                    place: place.unwrap_or_else(|| script.name.clone()),
                    what: format!("section {}", done + 1),
                });
            }
            done += 1;
        }
    }
}
