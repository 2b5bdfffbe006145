//! A plan stands on all heads of the chain, and its revision follows one of them: what it needs must be
//! there where only that one is.

use autogen_core::diff::{Change, diff};
use autogen_core::object_id::ObjectId;
use autogen_revision::{Chain, RevisionId};

use super::branching::Branching;
use crate::catalogs::Loader;
use crate::comparison::Comparison;
use crate::failure::{Failure, Result};

/// Refuses a plan that changes or needs what only heads have that the new revision neither follows nor
/// depends on.
///
/// # Errors
/// The object, and the ways out.
pub(super) async fn require(
    loader: &Loader<'_>,
    chain: &Chain,
    branching: &Branching,
    comparison: &Comparison,
) -> Result<()> {
    let others = branching.others(chain);
    if others.is_empty() {
        return Ok(());
    }
    let alone = loader.replayed(chain, &branching.stands_on()).await?;
    let Comparison { before, after, scope, .. } = comparison;
    let theirs = diff(&scope.managed(&alone), &scope.managed(before));
    let is_theirs = |id: &ObjectId| matches!(theirs.get(id), Some(Change::Create | Change::Alter));
    for (id, change) in diff(before, after) {
        let touched = theirs.contains_key(&id).then_some(&id);
        let needed = || match change {
            Change::Drop => None,
            Change::Create | Change::Alter => {
                id.lineage().skip(1).chain(after.needs(&id)).find(|id| is_theirs(id))
            }
        };
        if let Some(needed) = touched.or_else(needed) {
            let label = |id: &ObjectId| id.label(&after.default_schema);
            return Err(refused(&label(&id), &label(needed), &others));
        }
    }
    Ok(())
}

fn refused(changed: &str, needed: &str, others: &[RevisionId]) -> Failure {
    let needs = match changed == needed {
        true => format!("{changed} is another branch's"),
        false => format!("{changed} needs {needed}, which another branch makes or changes"),
    };
    let flags: Vec<String> = others.iter().map(|id| format!("--depends-on {id}")).collect();
    Failure::new(format_args!("{needs}, and the revision would not follow that branch"))
        .hint(format_args!("say that it needs it: {}", flags.join(" ")))
        .hint("or join the branches first: autogen merge")
}
