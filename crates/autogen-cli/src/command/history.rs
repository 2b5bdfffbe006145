//! `autogen history`: the revisions as a graph. It only reads, and needs no database.

use std::collections::BTreeSet;

use anstyle::{AnsiColor, Style};
use autogen_migration::Recorded;
use autogen_revision::{AddressError, Chain, Revision, RevisionId};

use super::heads::{details, titled};
use crate::args::HistoryArgs;
use crate::catalogs::read_chain;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Outcome, Result};
use crate::output;
use crate::report::lanes::draw;
use crate::report::one_line;

const APPLIED: Style = AnsiColor::Green.on_default();
const NOTES: Style = AnsiColor::BrightBlack.on_default();

/// All revisions, or those of a range, newest first, with what is applied.
///
/// # Errors
/// When the revisions do not make a chain, or the database does not agree with it. One that cannot be
/// reached is only noted.
pub(crate) async fn run(context: &Context, args: &HistoryArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    if chain.is_empty() {
        output::line(format_args!("{} holds no revisions", shown(chain.folder())));
        return Ok(Outcome::Done);
    }
    let recorded = if args.offline { None } else { reached(context, &chain).await? };
    let applied = recorded.as_ref().map(Recorded::ids);
    let revisions: Vec<&Revision> = match &args.range {
        None => chain.iter().rev().collect(),
        Some(range) => {
            let range = chain.resolve_range(range, applied.as_ref())?;
            chain.span(&range).into_iter().rev().collect()
        }
    };
    let standing = applied.as_ref().map(|applied| chain.standing(applied));
    let current: BTreeSet<RevisionId> =
        applied.iter().flat_map(|applied| chain.current(applied)).collect();
    let node = |revision: &&Revision| {
        let id = revision.id();
        let done = standing.as_ref().is_some_and(|standing| standing.contains(&id));
        (if done { '●' } else { '○' }, id, chain.parents(id).into_iter().rev().collect())
    };
    let rows = draw(&revisions.iter().map(node).collect::<Vec<_>>());
    for (row, revision) in rows.iter().zip(&revisions) {
        row.above.iter().for_each(output::line);
        let id = revision.id();
        let mut notes = Vec::new();
        if let Some(recorded) = &recorded {
            notes.push(state(&chain, recorded, id));
        }
        notes.extend(graph_notes(&chain, revision, current.contains(&id)));
        let done = standing.as_ref().is_some_and(|standing| standing.contains(&id));
        let style = if done { APPLIED } else { Style::new() };
        let notes = match notes.join("; ") {
            notes if notes.is_empty() => notes,
            notes => format!("  {NOTES}({notes}){NOTES:#}"),
        };
        output::line(format_args!("{}{style}{}{style:#}{notes}", row.mark, titled(revision)));
        if context.global.verbose {
            details(&chain, revision, &format!("{}  ", row.beside));
        }
        row.below.iter().for_each(output::line);
    }
    Ok(Outcome::Done)
}

/// Whether a revision is applied, in words.
fn state(chain: &Chain, recorded: &Recorded, id: RevisionId) -> String {
    if let Some(record) = recorded.applied.get(&id) {
        return format!("applied {} UTC, {} ms", record.applied_at, record.duration.as_millis());
    }
    let replaced = chain.replaced_ids(id);
    match replaced.iter().filter(|id| recorded.applied.contains_key(id)).count() {
        0 => "not applied".to_owned(),
        n if n == replaced.len() => "applied as what it replaces".to_owned(),
        n => format!("{n} of the {} that it replaces are applied", replaced.len()),
    }
}

/// What a revision is in the graph.
fn graph_notes(chain: &Chain, revision: &Revision, current: bool) -> Vec<String> {
    let (id, header) = (revision.id(), revision.header());
    let mut notes = Vec::new();
    let mut note = |is: bool, text: &str| {
        if is {
            notes.push(text.to_owned());
        }
    };
    note(current, "current");
    note(chain.children(id).is_empty(), "head");
    note(chain.children(id).len() > 1, "branch point");
    note(chain.parents(id).len() > 1, "merge");
    notes.extend(header.labels.iter().map(|label| format!("label {}", one_line(label))));
    notes.extend(header.unproven.then(|| "not proven".to_owned()));
    notes.extend(chain.dependencies(id).iter().map(|id| format!("depends on {id}")));
    notes
}

/// What is applied, if the database can be reached.
async fn reached(context: &Context, chain: &Chain) -> Result<Option<Recorded>> {
    // a label that is none, or means several databases, is a slip and no absence
    context.settings.database(context.settings.label.as_deref())?;
    let target = match context.target(None).await {
        Ok(target) => target,
        Err(problem) => return Ok(unreached(&problem)),
    };
    let mut connection = match target.connect().await {
        Ok(connection) => connection,
        Err(problem) => return Ok(unreached(&problem)),
    };
    super::current::read(context, chain, &target, &mut connection).await.map(Some)
}

fn unreached(problem: &crate::failure::Failure) -> Option<Recorded> {
    output::note(problem.to_string().replacen("error: ", "note: ", 1));
    output::note("so what is applied is not shown; `--offline` does not ask");
    None
}

/// The one revision that an address means; the database is asked only where the address speaks of it.
///
/// # Errors
/// When it means none or several, or the database cannot be read.
pub(super) async fn addressed(
    context: &Context,
    chain: &Chain,
    address: &str,
) -> Result<RevisionId> {
    match chain.resolve_one(address, None) {
        Err(AddressError::NeedsDatabase { .. }) => {
            let recorded = super::current::recorded(context, chain).await?;
            Ok(chain.resolve_one(address, Some(&recorded.ids()))?)
        }
        resolved => Ok(resolved?),
    }
}
