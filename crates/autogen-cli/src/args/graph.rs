//! The options of the commands that look at the graph of revisions, and of those that grow it.

use clap::Args;

use super::MembersArgs;

/// `autogen history`.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct HistoryArgs {
    /// Only what lies between two revisions, both included; either may be left out
    ///
    /// Example: autogen history -r current:head
    #[arg(short, long, value_name = "A:B")]
    pub(crate) range: Option<String>,
    /// Read the files only, not what a database has applied
    #[arg(long)]
    pub(crate) offline: bool,
}

/// `autogen current`.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct CurrentArgs {
    /// Exit with 2 unless the database is at every head and as its revisions left it; list what is not
    ///
    /// Without it, drift is told in one line, and only where the header of the revision promises a catalog.
    ///
    /// Example: autogen current --check --database production
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) members: MembersArgs,
}

/// `autogen edit`.
#[derive(Args, Clone, Debug)]
pub(crate) struct EditArgs {
    /// The revision: an id, its start, `head`, …
    #[arg(value_name = "REV")]
    pub(crate) revision: String,
}

/// Where a new revision stands in the graph.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Branches")]
pub(crate) struct BranchArgs {
    /// The head that it follows, where there are several: an id, its start, `LABEL@head`; `base` for none
    ///
    /// Example: autogen -m "add invoices" --head billing@head
    #[arg(long, value_name = "REV")]
    pub(crate) head: Option<String>,
    /// Follow a revision that is no head, which makes a branch there
    ///
    /// Example: autogen -m "hot fix" --head 20261118090211 --splice
    #[arg(long, requires = "head")]
    pub(crate) splice: bool,
    /// Give the branch that begins with it a name; repeatable
    ///
    /// Example: autogen -m "billing begins" --head base --branch-label billing
    #[arg(long, value_name = "NAME")]
    pub(crate) branch_label: Vec<String>,
    /// A revision that must be applied before it without being what it follows; repeatable
    ///
    /// Example: autogen -m "invoice users" --head billing@head --depends-on 20261118090211
    #[arg(long, value_name = "REV")]
    pub(crate) depends_on: Vec<String>,
}
