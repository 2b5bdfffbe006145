//! Running revisions: what the settings make of a run, and what people are told while it goes on.

use autogen_migration::{Event, Progress, RunOptions};
use autogen_revision::Direction;

use crate::config::Settings;
use crate::connect::Target;
use crate::output::note;
use crate::project;

/// How revisions are run on a database, as far as the settings say.
pub(crate) fn options(settings: &Settings, target: &Target) -> RunOptions {
    RunOptions {
        table: project::revision_table(settings, &target.default_schema),
        lock_timeout: target.lock_timeout,
        statement_timeout: target.statement_timeout,
        roles: target.roles.clone(),
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
        line(event).into_iter().for_each(note);
    }
}

/// What people are told of an event, if anything.
pub(crate) fn line(event: &Event<'_>) -> Option<String> {
    Some(match event {
        Event::Finished { id, title, direction, duration } => {
            let verb = match direction {
                Direction::Up => "applied",
                Direction::Down => "took back",
            };
            format!("{verb} {id} {title} ({} ms)", duration.as_millis())
        }
        Event::Recorded { id, title } => format!("recorded {id} {title}"),
        Event::Section { id, section, of, place, done } => {
            let what = if *done { "has been done before" } else { "begins" };
            format!("{id}: section {section} of {of} {what} ({place})")
        }
        Event::Retry { id, problem, attempt, of, pause } => {
            let pause = pause.as_millis();
            format!("{id}: {problem}; attempt {attempt} of {of} follows in {pause} ms")
        }
        Event::Settled { id, place, what } => format!("{id}: {place}: {what}"),
        Event::Waiting { waited, holder } => {
            let waited = waited.as_secs();
            format!("waiting for {waited} s for another session that applies revisions{holder}")
        }
        _ => return None,
    })
}
