//! Where a new revision stands in the graph: what it follows and depends on, and what its branch is called.

use autogen_revision::{Chain, NewRevision, RevisionId, Target, check_label};

use crate::args::BranchArgs;
use crate::failure::{Failure, Result};

/// The place of a new revision.
#[derive(Debug)]
pub(super) struct Branching {
    /// What it follows.
    pub(super) follows: Vec<RevisionId>,
    depends_on: Vec<RevisionId>,
    labels: Vec<String>,
}

impl Branching {
    /// What the options say: without any, it follows the one head.
    ///
    /// # Errors
    /// When there are several heads and none is named, or what is named is none.
    pub(super) fn of(chain: &Chain, args: &BranchArgs) -> Result<Self> {
        let follows = match &args.head {
            None => chain.head().map(|head| head.into_iter().collect()).map_err(|heads| {
                let first = heads.heads.first().map(ToString::to_string).unwrap_or_default();
                Failure::new(&heads)
                    .hint(format_args!("say which one the new revision follows: --head {first}"))
            })?,
            Some(address) => followed(chain, address, args.splice)?,
        };
        for label in &args.branch_label {
            check_label(label)?;
        }
        let one = |address: &String| Ok(chain.resolve_one(address, None)?);
        let depends_on = args.depends_on.iter().map(one).collect::<Result<_>>()?;
        Ok(Self { follows, depends_on, labels: args.branch_label.clone() })
    }

    /// What is applied where the new revision is to be.
    pub(super) fn stands_on(&self) -> Target {
        Target::after(self.follows.iter().chain(&self.depends_on).copied())
    }

    /// The heads that it neither follows nor depends on, however far.
    pub(super) fn others(&self, chain: &Chain) -> Vec<RevisionId> {
        let covered = chain.upto(&self.stands_on());
        chain.heads().into_iter().filter(|head| !covered.contains(head)).collect()
    }

    /// Writes dependencies and labels into the first of new revisions, which the others follow.
    pub(super) fn mark(self, revisions: &mut [NewRevision]) {
        if let Some(first) = revisions.first_mut() {
            first.up.header.depends_on = self.depends_on;
            first.up.header.labels = self.labels;
        }
    }
}

/// The revision that `--head` names, as a list; none for the base.
fn followed(chain: &Chain, address: &str, splice: bool) -> Result<Vec<RevisionId>> {
    if chain.resolve(address, None)? == Target::base() {
        return Ok(Vec::new());
    }
    let id = chain.resolve_one(address, None)?;
    let children = chain.children(id);
    if splice || children.is_empty() {
        return Ok(vec![id]);
    }
    let children: Vec<String> = children.iter().map(ToString::to_string).collect();
    Err(Failure::new(format_args!(
        "revision {id} is no head: {} follows it",
        children.join(" and ")
    ))
    .hint("to begin a branch there all the same, add --splice"))
}
