//! `autogen current`: where a database stands. It creates nothing.

use autogen_migration::Recorded;
use autogen_migration::foreign::histories;
use autogen_revision::Chain;
use sqlx::postgres::PgConnection;

use crate::args::CurrentArgs;
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output;
use crate::project;
use crate::report::one_line;

/// The revisions that the database is at, one a branch.
///
/// # Errors
/// When the database cannot be read, or does not agree with the chain.
pub(crate) async fn run(context: &Context, args: &CurrentArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    let applied = read(context, &chain, &target, &mut connection).await?.ids();
    let pending = chain.steps_up(&applied, &chain.all_heads())?.len();
    let heads = chain.heads();
    let current = chain.current(&applied);
    let behind = match pending {
        0 if chain.is_empty() => format!("{} holds no revisions", shown(chain.folder())),
        0 => "head".to_owned(),
        n => {
            let plural = if n == 1 { "" } else { "s" };
            let heads = if heads.len() == 1 { "head" } else { "heads" };
            format!("{n} revision{plural} behind the {heads}")
        }
    };
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
    let histories = histories(&mut connection)
        .await
        .map_err(|error| Failure::new(error).context(&target.label))?;
    for history in histories.iter().filter(|history| !history.is_ours(&chain)) {
        output::note(format_args!("beside them, the history of {history}, which is left alone"));
    }
    if args.check && pending > 0 {
        output::note(format_args!(
            "{} is not at every head; go on with `autogen upgrade heads`",
            target.label
        ));
        return Ok(Outcome::Changes);
    }
    Ok(Outcome::Done)
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
    let recorded = Recorded::read(connection, &table, &target.default_schema, chain).await?;
    let checked = recorded.check(chain);
    checked.map_err(|error| Failure::from(error).or_anew(target.embedded))?;
    Ok(recorded)
}
