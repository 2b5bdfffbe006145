//! Running revisions: what the settings make of a run, and what people are told while it goes on.

use autogen_migration::preview::{Planned, PlannedSection, Preview};
use autogen_migration::{Event, Progress, RunOptions};
use autogen_revision::Direction;

use crate::config::Settings;
use crate::connect::Target;
use crate::output::{line, note};
use crate::project;

/// How revisions are run on a database, as far as the settings say.
pub(crate) fn options(settings: &Settings, target: &Target) -> RunOptions {
    // a label's schema, or a flag's, is another one to run them in
    let home = settings.database.schema.as_ref().unwrap_or(&settings.schema);
    RunOptions {
        home_schema: Some(home.clone()),
        table: project::revision_table(settings, &target.default_schema),
        lock_timeout: target.lock_timeout,
        statement_timeout: target.statement_timeout,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        // nothing stands before the embedded one
        second: (!target.embedded).then(|| target.options.clone()),
        ..RunOptions::new(target.default_schema.clone())
    }
}

/// Tells on stderr, a line an event.
pub(crate) struct Told;

impl Progress for Told {
    fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Finished { id, title, direction, duration } => {
                let verb = match direction {
                    Direction::Up => "applied",
                    Direction::Down => "took back",
                };
                note(format_args!("{verb} {id} {title} ({} ms)", duration.as_millis()));
            }
            Event::Recorded { id, title } => note(format_args!("recorded {id} {title}")),
            Event::Section { id, section, of, place, done } => {
                let what = if *done { "has been done before" } else { "begins" };
                note(format_args!("{id}: section {section} of {of} {what} ({place})"));
            }
            Event::Retry { id, problem, attempt, of, pause } => {
                let pause = pause.as_millis();
                note(format_args!(
                    "{id}: {problem}; attempt {attempt} of {of} follows in {pause} ms"
                ));
            }
            Event::Batch { id, place, progress } => {
                note(format_args!("{id}: {place}: {progress}"));
            }
            Event::Remark { id: Some(id), what } => note(format_args!("{id}: {what}")),
            Event::Remark { id: None, what } => note(what),
            Event::Settled { id, place, what } => note(format_args!("{id}: {place}: {what}")),
            Event::Waiting { waited, holder } => {
                let waited = waited.as_secs();
                note(format_args!(
                    "waiting for {waited} s for another session that applies revisions{holder}"
                ));
            }
            _ => {}
        }
    }
}

/// Shows what would run, on stdout.
pub(crate) fn show(preview: &Preview, direction: Direction, label: &str) {
    let count = match preview.revisions.len() {
        0 => return line("nothing to do"),
        1 => "1 revision".to_owned(),
        n => format!("{n} revisions"),
    };
    let verb = match direction {
        Direction::Up => "applied to",
        Direction::Down => "taken back from",
    };
    line(format_args!("{count} would be {verb} {label}"));
    for Planned { id, title, file, recorded_only, sections } in &preview.revisions {
        line(format_args!("\n{id}  {title}"));
        if *recorded_only {
            line("  is only recorded: all that it replaces is applied");
        } else if sections.is_empty() {
            line(format_args!("  {file}: no statements"));
        }
        for PlannedSection { place, mode, statements, done, hazards } in sections {
            let plural = if *statements == 1 { "" } else { "s" };
            let done = match *done {
                0 => String::new(),
                all if all == *statements => " (done before)".to_owned(),
                some => format!(" ({some} done before)"),
            };
            line(format_args!("  {place}: {statements} statement{plural} {mode}{done}"));
            hazards.iter().for_each(|hazard| line(format_args!("    hazard: {hazard}")));
        }
    }
}
