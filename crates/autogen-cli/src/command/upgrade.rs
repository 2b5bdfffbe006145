//! `autogen upgrade` and `autogen downgrade`.

use std::time::Duration;

use autogen_revision::{Chain, Direction, RevisionId, Target};

use crate::args::{ApplyArgs, DowngradeArgs, UpgradeArgs};
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Outcome, Result};
use crate::output;
use crate::project;
use crate::runner::{Recorded, Runner};

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
    choose: impl FnOnce(&Chain, &Recorded) -> Result<Target>,
) -> Result<Vec<RevisionId>> {
    let chain = read_chain(&context.settings)?;
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    if chain.is_empty() {
        output::note(format_args!("{} holds no revisions", shown(chain.folder())));
    }
    let mut runner = Runner {
        chain: &chain,
        table: project::revision_table(&context.settings, &target.default_schema),
        default_schema: target.default_schema.clone(),
        connection: &mut connection,
        embedded: target.embedded,
    };
    runner.run(direction, Duration::from_secs(args.lock_timeout), choose).await
}

fn summarise(done: &[RevisionId], none: &str, verb: &str) {
    match done {
        [] => output::line(none),
        [id] => output::line(format_args!("{verb} revision {id}")),
        several => output::line(format_args!("{verb} {} revisions", several.len())),
    }
}
