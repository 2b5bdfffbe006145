//! `autogen stamp`: records revisions as applied without running them.

use std::collections::BTreeSet;
use std::time::Duration;

use autogen_migration::runner::Stamp;
use autogen_migration::{RunOptions, Runner};
use autogen_revision::RevisionId;

use crate::applying::{self, Told};
use crate::args::StampArgs;
use crate::catalogs::read_chain;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output;

/// Records a revision and what it follows, and forgets what comes after it, on its branches alone.
///
/// # Errors
/// When the address names none, or the database records one that the folder does not hold.
pub(crate) async fn run(context: &Context, args: &StampArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    let patience = Duration::from_secs(args.wait);
    let options = RunOptions { patience, ..applying::options(&context.settings, &target) };
    let mut runner = Runner {
        chain: &chain,
        connection: &mut connection,
        options: &options,
        progress: &mut Told,
    };
    let to = chain.resolve(&args.target, None)?;
    let wanted = chain.upto(&to);
    let stamp = runner.stamp(|chain, recorded| {
        let known = |id: i64| RevisionId::new(id).ok().filter(|id| chain.find(*id).is_some());
        if let Some((id, record)) = recorded.iter().find(|(id, _)| known(**id).is_none())
            && !args.purge
        {
            let title = record.message.lines().next().unwrap_or_default();
            return Err(Failure::new(format_args!(
                "the database records revision {id} ({title}), which the folder does not hold"
            ))
            .hint("get the branch that holds it, or restore its two files from git")
            .hint(format_args!(
                "or forget all that is recorded first: autogen stamp {} --purge",
                args.target
            )));
        }
        let kept: BTreeSet<RevisionId> = if args.purge {
            BTreeSet::new()
        } else {
            recorded.keys().filter_map(|id| known(*id)).collect()
        };
        // what a downgrade would take back; other branches stay where they are
        let beyond: BTreeSet<RevisionId> =
            chain.steps_down(&(&kept | &wanted), &to)?.iter().map(|s| s.revision().id()).collect();
        let stood_for = |id| chain.replaced_by(id).is_some_and(|id| wanted.contains(&id));
        let stays = |id: &i64| {
            known(*id)
                .is_some_and(|id| kept.contains(&id) && !beyond.contains(&id) && !stood_for(id))
        };
        Ok(Stamp {
            forget: recorded.keys().copied().filter(|id| !stays(id)).collect(),
            record: chain
                .iter()
                .map(|revision| revision.id())
                .filter(|id| wanted.contains(id) && !kept.contains(id))
                .collect(),
        })
    });
    let stamp = stamp.await.map_err(|failure: Failure| target.explain(failure))?;
    // a purge writes what it has just forgotten anew
    let again = |id: &i64| stamp.record.iter().any(|recorded| recorded.as_i64() == *id);
    for id in stamp.forget.iter().filter(|id| !again(id)) {
        output::line(format_args!("forgot {id}"));
    }
    for revision in stamp.record.iter().filter_map(|id| chain.get(*id)) {
        output::line(format_args!("recorded {} {}", revision.id(), revision.title()));
    }
    if stamp.record.is_empty() && stamp.forget.is_empty() {
        output::line(format_args!("nothing to do: the database is recorded to be at {to}"));
    }
    Ok(Outcome::Done)
}
