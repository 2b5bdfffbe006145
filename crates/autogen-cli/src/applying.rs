//! Running revisions: what the settings make of a run, and what people are told while it goes on.

use std::time::Duration;

use autogen_migration::preview::{Planned, PlannedSection, Preview};
use autogen_migration::{Event, Progress, ResumeChoice, RunOptions};
use autogen_revision::Direction;

use crate::args::ApplyArgs;
use crate::config::Settings;
use crate::connect::Target;
use crate::output::{line, note};
use crate::project;

/// How revisions are run on a database, as far as the settings say.
pub(crate) fn options(settings: &Settings, target: &Target) -> RunOptions {
    RunOptions {
        home_schema: Some(project::home_schema(settings).clone()),
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

/// What the flags say, over the settings.
pub(crate) fn told(options: RunOptions, args: &ApplyArgs) -> RunOptions {
    RunOptions {
        patience: Duration::from_secs(args.wait),
        lock_timeout: args.lock_timeout.or(options.lock_timeout),
        statement_timeout: args.statement_timeout.or(options.statement_timeout),
        retries: args.retries,
        single_transaction: args.single_transaction,
        resume: match (args.resume_after, args.retry) {
            (true, _) => ResumeChoice::After,
            (false, true) => ResumeChoice::Retry,
            (false, false) => ResumeChoice::Ask,
        },
        ..options
    }
}

/// Tells on stderr, a line an event.
pub(crate) struct Told;

impl Progress for Told {
    fn tell(&mut self, event: &Event<'_>) {
        words(event).into_iter().for_each(note);
    }
}

/// What people are told of an event, if anything.
pub(crate) fn words(event: &Event<'_>) -> Option<String> {
    Some(match event {
        Event::Finished { id, title, direction, duration } => {
            let verb = match direction {
                Direction::Up => "applied",
                Direction::Down => "took back",
            };
            format!("{verb} {id} {title} ({} ms)", duration.as_millis())
        }
        Event::Abandoned { id } => {
            format!("{id}: how far an interrupted run came is forgotten")
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
        Event::Batch { id, place, progress } => format!("{id}: {place}: {progress}"),
        Event::Remark { id: Some(id), what } => format!("{id}: {what}"),
        Event::Remark { id: None, what } => (*what).to_owned(),
        Event::Settled { id, place, what } => format!("{id}: {place}: {what}"),
        Event::Waiting { waited, holder } => {
            let waited = waited.as_secs();
            format!("waiting for {waited} s for another session that applies revisions{holder}")
        }
        _ => return None,
    })
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
