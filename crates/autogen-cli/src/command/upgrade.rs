//! `autogen upgrade` and `autogen downgrade`.

use std::time::Duration;

use autogen_migration::{Recorded, ResumeChoice, RunOptions, Runner, preview};
use autogen_revision::{Chain, Direction, RevisionId, Target};

use crate::applying::{self, Told};
use crate::args::{ApplyArgs, DowngradeArgs, UpgradeArgs};
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output;
use crate::project;

/// Applies revisions, or shows what would be.
///
/// # Errors
/// The first that fails; those before it stay applied.
pub(crate) async fn upgrade(context: &Context, args: &UpgradeArgs) -> Result<Outcome> {
    let address = args.target.as_str();
    let choose =
        |chain: &Chain, recorded: &Recorded| Ok(chain.resolve(address, Some(&recorded.ids()))?);
    run(context, Direction::Up, address, &args.apply, choose).await
}

/// Takes revisions back, or shows what would be.
///
/// # Errors
/// The first that fails; those before it stay taken back.
pub(crate) async fn downgrade(context: &Context, args: &DowngradeArgs) -> Result<Outcome> {
    let address = args.target.as_str();
    let choose = |chain: &Chain, recorded: &Recorded| {
        // steps from what the folder does not hold cannot be counted
        if !recorded.unknown.is_empty() && (address.starts_with('-') || address.contains("@-")) {
            return Err(recorded.ahead(chain).into());
        }
        Ok(chain.resolve(address, Some(&recorded.ids()))?)
    };
    run(context, Direction::Down, address, &args.apply, choose).await
}

async fn run(
    context: &Context,
    direction: Direction,
    address: &str,
    args: &ApplyArgs,
    choose: impl Fn(&Chain, &Recorded) -> Result<Target>,
) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    if address.contains(':') {
        if !args.sql {
            return Err(Failure::new(format_args!(
                "`{address}` is a range, and a database is at one place"
            ))
            .hint("for the script that leads from the one to the other, without a database, add --sql"));
        }
        return offline(context, &chain, direction, address, args);
    }
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    if chain.is_empty() {
        output::note(format_args!("{} holds no revisions", shown(chain.folder())));
    }
    let options = told(applying::options(&context.settings, &target), args);
    let mut runner = Runner {
        chain: &chain,
        connection: &mut connection,
        options: &options,
        progress: &mut Told,
    };
    let anew = |failure: Failure| failure.or_anew(target.embedded);
    if args.plan || args.sql {
        let preview = runner.preview(direction, choose).await.map_err(anew)?;
        if args.sql {
            output::artifact(&preview.sql);
        } else {
            applying::show(&preview, direction, &target.label);
        }
        return Ok(Outcome::Done);
    }
    let done = runner.run(direction, choose).await.map_err(anew)?;
    match direction {
        Direction::Up => {
            summarise(&done, "nothing to do: the database is at the head", "applied");
        }
        Direction::Down => summarise(&done, "nothing to take back", "took back"),
    }
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
    let schema = settings.schema_of(settings.database(settings.label.as_deref())?);
    let table = project::revision_table(settings, &schema);
    let options = told(RunOptions { table, ..RunOptions::new(schema) }, args);
    let applied = chain.upto(&from);
    output::artifact(&preview::offline(chain, &options, &applied, direction, &to)?.sql);
    Ok(Outcome::Done)
}

/// What the flags say, over the settings.
fn told(options: RunOptions, args: &ApplyArgs) -> RunOptions {
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

fn summarise(done: &[RevisionId], none: &str, verb: &str) {
    match done {
        [] => output::line(none),
        [id] => output::line(format_args!("{verb} revision {id}")),
        several => output::line(format_args!("{verb} {} revisions", several.len())),
    }
}
