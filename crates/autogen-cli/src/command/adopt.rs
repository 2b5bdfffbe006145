//! `autogen -m … --from database --adopt`: a revision that says what was done to the database by hand. It leads
//! from what the revisions make to what the database holds, and is recorded there without running.

use autogen_migration::runner::Stamp;
use autogen_migration::{Recorded, Runner, writable};
use autogen_revision::{Chain, RevisionId};
use sqlx::postgres::PgConnection;

use super::current;
use crate::applying::{self, Told};
use crate::catalogs::{Loader, read_chain, read_on};
use crate::comparison::Side;
use crate::connect::Target;
use crate::context::Context;
use crate::drift::{Drift, Watched};
use crate::failure::{Failure, Result};
use crate::output::{line, note};
use crate::state::State;

/// The two sides of the revision: what the revisions make, and what the database holds.
///
/// # Errors
/// When `from` is no database, or the catalogs cannot be had. That the database is at every head is up to the
/// caller.
pub(super) async fn sides(
    from: &State,
    chain: &Chain,
    target: &Target,
    connection: &mut PgConnection,
    loader: &Loader<'_>,
) -> Result<(Side, Side)> {
    if !matches!(from, State::Database(None)) {
        return Err(Failure::new(format_args!(
            "--adopt takes over what a database holds, not {from}"
        ))
        .hint("--from database is what it starts with; choose another one with -d LABEL"));
    }
    // what is written has to be recorded
    writable::require(connection).await?;
    let plain = |catalog| Side { catalog, description: None };
    let made = loader.replayed(chain, &chain.all_heads()).await?;
    Ok((plain(made), plain(read_on(connection, target).await?)))
}

/// Records revisions that were just written: this database holds what they make.
///
/// # Errors
/// When revisions were applied or taken back meanwhile, or the table of them cannot be written.
pub(super) async fn record(
    context: &Context,
    target: &Target,
    connection: &mut PgConnection,
    new: &[RevisionId],
) -> Result<()> {
    let chain = read_chain(&context.settings)?;
    let options = applying::options(&context.settings, target);
    let mut runner = Runner { chain: &chain, connection, options: &options, progress: &mut Told };
    let stamp = runner.stamp(|chain, recorded| {
        let ids = recorded.keys().filter_map(|id| RevisionId::new(*id).ok()).collect();
        let standing = chain.standing(&ids);
        let missing = chain.iter().map(|revision| revision.id());
        let missing: Vec<RevisionId> = missing.filter(|id| !standing.contains(id)).collect();
        if missing != new {
            return Err(Failure::new("revisions were applied or taken back meanwhile"));
        }
        Ok(Stamp { record: missing, forget: Vec::new() })
    });
    let hint = |failure: Failure| match new {
        [.., last] => target
            .explain(failure)
            .context("the revision is written, and not recorded as applied")
            .hint(format_args!(
                "record it where the database holds what it makes: autogen stamp {last}"
            )),
        [] => failure,
    };
    for revision in stamp.await.map_err(hint)?.record.iter().filter_map(|id| chain.get(*id)) {
        line(format_args!("recorded {} {}", revision.id(), revision.title()));
    }
    if let Some(last) = new.last() {
        note("other databases run it with the next upgrade; one that holds all of it already");
        note(format_args!(
            "(`autogen diff --from database --to revisions@{last}` is empty) records it: autogen stamp {last}"
        ));
    }
    note("what the models say otherwise is shown by: autogen diff");
    Ok(())
}

/// Says that a plan starts from more than the revisions have made.
///
/// # Errors
/// When what is applied cannot be read.
pub(super) async fn warn_of_drift(
    context: &Context,
    chain: &Chain,
    target: &Target,
    connection: &mut PgConnection,
    (loader, before): (&Loader<'_>, &Side),
) -> Result<()> {
    let recorded: Recorded = current::read(context, chain, target, connection).await?;
    let watched = Watched { context, chain, target, recorded: &recorded };
    match watched.look_at(&before.catalog, loader).await {
        Ok(Drift::Found(lines)) => {
            note(crate::report::drift::render(&target.label, &lines).trim_end());
            note(
                "the plan starts from there, and may not run on databases without it; take the drift over first",
            );
            note(
                "(autogen -m \"…\" --adopt), or plan from what the revisions make: --from revisions",
            );
        }
        Ok(Drift::None | Drift::Unknown(_)) => {}
        Err(failure) => note(failure.headline()),
    }
    Ok(())
}
