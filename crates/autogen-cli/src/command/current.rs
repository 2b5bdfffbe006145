//! `autogen current`: where a database stands. It creates nothing.

use autogen_migration::Recorded;
use autogen_migration::foreign::histories;
use autogen_migration::history::Partial;
use autogen_revision::{Chain, Direction};
use sqlx::postgres::PgConnection;

use super::fleet;
use crate::args::CurrentArgs;
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::drift::{Drift, Watched};
use crate::failure::{Failure, Outcome, Result};
use crate::output;
use crate::project;
use crate::report::{self, one_line};

/// The revisions that the database is at, one a branch.
///
/// # Errors
/// When the database cannot be read, or does not agree with the chain.
pub(crate) async fn run(context: &Context, args: &CurrentArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    if let Some(groups) = fleet::chosen(context, &args.members)? {
        return fleet::current(context, &chain, &groups, args).await;
    }
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    let recorded = read(context, &chain, &target, &mut connection).await?;
    let (applied, partial) = (recorded.ids(), recorded.partial());
    let pending = chain.steps_up(&applied, &chain.all_heads())?.len();
    let heads = chain.heads();
    let current = chain.current(&applied);
    let behind = behind(&chain, pending);
    if current.is_empty() {
        output::line(format_args!("base ({behind})"));
    }
    for revision in current.iter().filter_map(|id| chain.get(*id)) {
        // a branch may be at its head while another is not
        let place = if heads.contains(&revision.id()) { "head" } else { &behind };
        let version = revision.header().version;
        let version = version.map(|mark| format!("  version {}", mark.version)).unwrap_or_default();
        let title = one_line(revision.title());
        output::line(format_args!("{} {title} ({place}){version}", revision.id()));
    }
    for partial in &partial {
        output::line(in_part(&chain, partial));
    }
    let histories = histories(&mut connection)
        .await
        .map_err(|error| Failure::new(error).context(&target.label))?;
    for history in histories.iter().filter(|history| !history.is_ours(&chain)) {
        output::note(format_args!("beside them, the history of {history}, which is left alone"));
    }
    let site = Watched { context, chain: &chain, target: &target, recorded: &recorded };
    let drifted = drift(&site, &mut connection, args.check).await?;
    if args.check && !partial.is_empty() {
        return Ok(Outcome::Changes);
    }
    if args.check && pending > 0 {
        output::note(format_args!(
            "{} is not at every head; go on with `autogen upgrade heads`",
            target.label
        ));
        return Ok(Outcome::Changes);
    }
    Ok(if args.check && drifted { Outcome::Changes } else { Outcome::Done })
}

/// Says whether somebody has changed the database beside its revisions; where that is to be checked, what.
async fn drift(site: &Watched<'_>, connection: &mut PgConnection, check: bool) -> Result<bool> {
    match site.look(connection, check).await {
        Ok(Drift::None) => Ok(false),
        Ok(Drift::Unknown(why)) => {
            output::note(format_args!("not compared with what its revisions made: {why}"));
            Ok(false)
        }
        Ok(drift @ Drift::Found(_)) if !check => {
            output::line(format_args!(
                "drift: {} not as its revisions left it: autogen current --check{}",
                report::drift::objects(drift.count()),
                site.options(),
            ));
            Ok(true)
        }
        Ok(Drift::Found(lines)) => {
            output::text(&report::drift::render(&site.target.label, &lines));
            site.ways_out().iter().for_each(output::note);
            Ok(true)
        }
        Err(failure) if check => Err(failure),
        Err(failure) => {
            let failure = failure.to_string();
            output::note(failure.strip_prefix("error: ").unwrap_or(&failure));
            Ok(false)
        }
    }
}

/// How far a database is from the heads.
pub(super) fn behind(chain: &Chain, pending: usize) -> String {
    match pending {
        0 if chain.is_empty() => format!("{} holds no revisions", shown(chain.folder())),
        0 => "head".to_owned(),
        n => {
            let plural = if n == 1 { "" } else { "s" };
            let heads = if chain.heads().len() == 1 { "head" } else { "heads" };
            format!("{n} revision{plural} behind the {heads}")
        }
    }
}

/// A revision that was interrupted, with the way on.
fn in_part(chain: &Chain, partial: &Partial) -> String {
    let Partial { id, direction, section, statement, at } = partial;
    let (done, command) = match direction {
        Direction::Up => ("applied", "autogen upgrade"),
        Direction::Down => ("taken back", "autogen downgrade"),
    };
    let title = chain.find(*id).map(|revision| one_line(revision.title())).unwrap_or_default();
    let place = match statement {
        0 => format!("up to section {section}"),
        n => format!("up to statement {n} of section {section}"),
    };
    format!(
        "{id} {title} ({done} in part, {place}: interrupted, or under way, since {at} UTC; go on with \
         `{command}`)"
    )
}

/// What the database has applied, checked against the chain.
///
/// # Errors
/// When it cannot be reached or read, or does not agree.
pub(super) async fn recorded(context: &Context, chain: &Chain) -> Result<Recorded> {
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    read(context, chain, &target, &mut connection).await
}

/// What a database has applied, checked against the chain.
///
/// # Errors
/// When it cannot be read, or does not agree.
pub(super) async fn read(
    context: &Context,
    chain: &Chain,
    target: &Target,
    connection: &mut PgConnection,
) -> Result<Recorded> {
    let table = project::revision_table(&context.settings, &target.default_schema);
    let recorded = Recorded::read(connection, &table, &target.default_schema, chain).await;
    let checked = recorded.and_then(|recorded| recorded.check(chain).map(|()| recorded));
    checked.map_err(|error| target.explain(error.into()))
}
