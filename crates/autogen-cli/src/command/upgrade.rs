//! `autogen upgrade` and `autogen downgrade`.

use autogen_migration::{RunOptions, preview};
use autogen_revision::{Chain, Direction, RevisionId, Target};

use super::fleet;
use crate::applying;
use crate::args::{ApplyArgs, DowngradeArgs, FleetArgs, UpgradeArgs};
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::fleet::Event;
use crate::job::{Job, Site};
use crate::output;
use crate::project;
use crate::sealed;

/// Applies revisions, or shows what would be.
///
/// # Errors
/// The first that fails; those before it stay applied.
pub(crate) async fn upgrade(context: &Context, args: &UpgradeArgs) -> Result<Outcome> {
    run(context, Direction::Up, &args.target, &args.apply, &args.fleet).await
}

/// Takes revisions back, or shows what would be.
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
    if address.contains(':') {
        if !args.sql {
            return Err(Failure::new(format_args!(
                "`{address}` is a range, and a database is at one place"
            ))
            .hint("for the script that leads from the one to the other, without a database, add --sql"));
        }
        sealed::require(&chain)?;
        return offline(context, &chain, direction, address, args);
    }
    let job = Job { context, chain: &chain, direction, address, args };
    if let Some(groups) = fleet::chosen(context, &fleet.members)? {
        return fleet::apply(&job, &groups, fleet).await;
    }
    let target = context.target(None).await?;
    let label = context.settings.label.as_deref();
    let site = Site { target: &target, label, seen: false, pooler: true };
    if chain.is_empty() {
        output::note(format_args!("{} holds no revisions", shown(chain.folder())));
    }
    if args.plan || args.sql {
        let preview = job.preview(&target).await?;
        if args.sql {
            output::artifact(&preview.sql?);
        } else {
            applying::show(&preview, direction, &target.label);
        }
        return Ok(Outcome::Done);
    }
    summarise(&job.run(&site, &tell).await?, direction);
    Ok(Outcome::Done)
}

/// Prints the script that leads from the one end of a range to the other.
fn offline(
    context: &Context,
    chain: &Chain,
    direction: Direction,
    range: &str,
    args: &ApplyArgs,
) -> Result<Outcome> {
    let settings = &context.settings;
    let range = chain.resolve_range(range, None)?;
    let (from, to) = match direction {
        Direction::Up => (Target::base(), chain.all_heads()),
        Direction::Down => (chain.all_heads(), Target::base()),
    };
    let (from, to) = (range.from.unwrap_or(from), range.to.unwrap_or(to));
    let database = settings.database(settings.label.as_deref())?;
    let schema = settings.schema_of(database);
    let options = RunOptions {
        table: project::revision_table(settings, &schema),
        lock_timeout: database.lock_timeout,
        statement_timeout: database.statement_timeout,
        roles: settings.roles_of(database),
        ..RunOptions::new(schema)
    };
    let options = applying::told(options, args);
    let applied = chain.upto(&from);
    output::artifact(&preview::offline(chain, &options, &applied, direction, &to)?.sql?);
    Ok(Outcome::Done)
}

/// What is told of one database goes to stderr.
fn tell(event: Event) {
    match event {
        Event::Ran { told, .. } => output::note(told),
        Event::Going(line) | Event::Note(line) => output::note(line),
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
