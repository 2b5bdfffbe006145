//! `autogen current` and `autogen history`. Both only read.

use autogen_migration::Recorded;
use autogen_revision::{Chain, Direction};

use super::fleet;
use crate::args::MembersArgs;
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::foreign;
use crate::output;
use crate::project;

/// The revision that the database is at.
///
/// # Errors
/// When the database cannot be read, or does not agree with the chain.
pub(crate) async fn current(context: &Context, args: &MembersArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    if let Some(groups) = fleet::chosen(context, args)? {
        return fleet::current(context, &chain, &groups, args).await;
    }
    let recorded = recorded(context, &chain).await?;
    let pending = chain.steps_up(&recorded.ids(), &chain.all_heads())?.len();
    let place = match pending {
        0 if chain.is_empty() => format!("{} holds no revisions", shown(chain.folder())),
        0 => "head".to_owned(),
        1 => "1 revision behind the head".to_owned(),
        n => format!("{n} revisions behind the head"),
    };
    let current = chain.current(&recorded.ids());
    if current.is_empty() {
        output::line(format_args!("base ({place})"));
    }
    for id in current {
        let title = chain.get(id).map(|r| r.title()).unwrap_or_default();
        output::line(format_args!("{id} {title} ({place})"));
    }
    foreign::tell(context).await?;
    Ok(Outcome::Done)
}

/// All revisions, newest first, with what is applied.
///
/// # Errors
/// As [`current`].
pub(crate) async fn history(context: &Context) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    if chain.is_empty() {
        output::line(format_args!("{} holds no revisions", shown(chain.folder())));
        return Ok(Outcome::Done);
    }
    let recorded = recorded(context, &chain).await?;
    for revision in chain.iter().rev() {
        let id = revision.id();
        let state = match recorded.applied.get(&id) {
            Some(record) => {
                format!("applied {} UTC, {} ms", record.applied_at, record.duration.as_millis())
            }
            None => "not applied".to_owned(),
        };
        output::line(format_args!("{id}  {}  ({state})", revision.title()));
        if context.global.verbose {
            let name = revision.file_name(Direction::Up).to_string();
            output::line(format_args!("    {}", shown(&chain.folder().join(name))));
            for change in &revision.header().summary {
                output::line(format_args!("    {change}"));
            }
        }
    }
    Ok(Outcome::Done)
}

async fn recorded(context: &Context, chain: &Chain) -> Result<Recorded> {
    let target = context.target(None).await?;
    recorded_of(context, chain, &target).await
}

/// What a database has recorded.
///
/// # Errors
/// As [`current`].
pub(super) async fn recorded_of(
    context: &Context,
    chain: &Chain,
    target: &Target,
) -> Result<Recorded> {
    let mut connection = target.connect().await?;
    let table = project::revision_table(&context.settings, &target.default_schema);
    let recorded = Recorded::read(&mut connection, &table, &target.default_schema, chain).await?;
    let checked = recorded.check(chain);
    checked.map_err(|error| Failure::from(error).or_anew(target.embedded))?;
    Ok(recorded)
}
