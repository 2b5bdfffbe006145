//! `autogen upgrade` and `autogen downgrade`.

use autogen_revision::{Direction, RevisionId};

use super::fleet;
use crate::args::{ApplyArgs, DowngradeArgs, FleetArgs, UpgradeArgs};
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Outcome, Result};
use crate::fleet::Event;
use crate::job::{Job, Site};
use crate::output;

/// Applies revisions.
///
/// # Errors
/// The first that fails; those before it stay applied.
pub(crate) async fn upgrade(context: &Context, args: &UpgradeArgs) -> Result<Outcome> {
    run(context, Direction::Up, &args.target, &args.apply, &args.fleet).await
}

/// Takes revisions back.
///
/// # Errors
/// The first that fails; those before it stay taken back.
pub(crate) async fn downgrade(context: &Context, args: &DowngradeArgs) -> Result<Outcome> {
    run(context, Direction::Down, &args.target, &args.apply, &args.fleet).await
}

async fn run(
    context: &Context,
    direction: Direction,
    address: &str,
    args: &ApplyArgs,
    fleet: &FleetArgs,
) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    if chain.is_empty() {
        output::note(format_args!("{} holds no revisions", shown(chain.folder())));
    }
    let job = Job { context, chain: &chain, direction, address, args };
    if let Some(groups) = fleet::chosen(context, &fleet.members)? {
        return fleet::apply(&job, &groups, fleet).await;
    }
    let target = context.target(None).await?;
    let label = context.settings.label.as_deref();
    let site = Site { target: &target, label, seen: false, pooler: true };
    summarise(&job.run(&site, &tell).await?, direction);
    Ok(Outcome::Done)
}

/// What is told of one database goes to stderr.
fn tell(event: Event) {
    match event {
        Event::Ran { told, .. } => output::note(told),
        Event::Note(line) => output::note(line),
        Event::Stands(_) | Event::Doing(_) => {}
    }
}

fn summarise(done: &[RevisionId], direction: Direction) {
    let (none, verb) = match direction {
        Direction::Up => ("nothing to do: the database is at the head", "applied"),
        Direction::Down => ("nothing to take back", "took back"),
    };
    match done {
        [] => output::line(none),
        [id] => output::line(format_args!("{verb} revision {id}")),
        several => output::line(format_args!("{verb} {} revisions", several.len())),
    }
}
