//! `autogen upgrade` and `autogen downgrade`.

use std::time::Duration;

use autogen_migration::{Recorded, ResumeChoice, RunOptions, Runner};
use autogen_revision::{Chain, Direction, RevisionId, Target};

use crate::applying::{self, Told};
use crate::args::{ApplyArgs, DowngradeArgs, UpgradeArgs};
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output;

/// Applies revisions.
///
/// # Errors
/// The first that fails; those before it stay applied.
pub(crate) async fn upgrade(context: &Context, args: &UpgradeArgs) -> Result<Outcome> {
    let address = args.target.as_str();
    let done = run(context, Direction::Up, &args.apply, |chain, recorded| {
        Ok(chain.resolve(address, Some(&recorded.ids()))?)
    })
    .await?;
    summarise(&done, "nothing to do: the database is at the head", "applied");
    Ok(Outcome::Done)
}

/// Takes revisions back.
///
/// # Errors
/// The first that fails; those before it stay taken back.
pub(crate) async fn downgrade(context: &Context, args: &DowngradeArgs) -> Result<Outcome> {
    let address = args.target.as_str();
    let done = run(context, Direction::Down, &args.apply, |chain, recorded| {
        // steps from what the folder does not hold cannot be counted
        if !recorded.unknown.is_empty() && (address.starts_with('-') || address.contains("@-")) {
            return Err(recorded.ahead(chain).into());
        }
        Ok(chain.resolve(address, Some(&recorded.ids()))?)
    })
    .await?;
    summarise(&done, "nothing to take back", "took back");
    Ok(Outcome::Done)
}

async fn run(
    context: &Context,
    direction: Direction,
    args: &ApplyArgs,
    choose: impl Fn(&Chain, &Recorded) -> Result<Target>,
) -> Result<Vec<RevisionId>> {
    let chain = read_chain(&context.settings)?;
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
    let done = runner.run(direction, choose).await;
    done.map_err(|failure: Failure| failure.or_anew(target.embedded))
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
