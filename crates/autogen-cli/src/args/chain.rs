//! The options of the commands that arrange revisions.

use clap::{Args, ValueEnum};

use super::DecisionArgs;

/// `autogen init`.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct InitArgs {
    /// Write the revision that makes what the database holds, and record it there as applied
    ///
    /// For a database that no revision has made yet. A history of sea-orm-migration, sqlx or Alembic in it
    /// is reported, named in the revision's message, and left alone.
    ///
    /// Example: autogen init --from-database
    #[arg(long)]
    pub(crate) from_database: bool,
    /// Go on where another tool's history says that a migration of its failed
    ///
    /// Example: autogen init --from-database --force
    #[arg(long, requires = "from_database")]
    pub(crate) force: bool,
}

/// `autogen stamp`.
#[derive(Args, Clone, Debug)]
pub(crate) struct StampArgs {
    /// The revision that the database is to be at: an id, its start, `head`, or `base` for none
    #[arg(value_name = "REV|head|base")]
    pub(crate) target: String,
    /// Forget first all that is recorded, also what the folder does not hold
    ///
    /// Example: autogen stamp head --purge
    #[arg(long)]
    pub(crate) purge: bool,
    /// How long to wait for another autogen that is migrating the same database
    #[arg(long, value_name = "SECS", default_value_t = 60)]
    pub(crate) wait: u64,
}

/// `autogen merge`.
#[derive(Args, Clone, Debug)]
pub(crate) struct MergeArgs {
    /// The heads to merge [default: all of them]
    #[arg(value_name = "REV")]
    pub(crate) heads: Vec<String>,
    /// What the revision says [default: merge … and …]
    ///
    /// Example: autogen merge -m "billing meets accounts"
    #[arg(short, long, value_name = "MESSAGE")]
    pub(crate) message: Option<String>,
}

/// `autogen rebase`.
#[derive(Args, Clone, Debug)]
pub(crate) struct RebaseArgs {
    /// A revision of the branch that moves [default: the one branch that is not applied]
    #[arg(value_name = "REV")]
    pub(crate) branch: Option<String>,
    /// The head that it is put on [default: the other one]
    ///
    /// Example: autogen rebase 20261120 --onto 20261119
    #[arg(long, value_name = "REV")]
    pub(crate) onto: Option<String>,
    /// Write what is planned anew without a proof; its header says so
    #[arg(long)]
    pub(crate) no_prove: bool,
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
}

/// `autogen squash`.
#[derive(Args, Clone, Debug)]
pub(crate) struct SquashArgs {
    /// The first and the last revision, both of them included
    #[arg(value_name = "A:B")]
    pub(crate) range: String,
    /// What the revision says [default: squash of N revisions]
    ///
    /// Example: autogen squash 20260101:20261120 -m "the first year"
    #[arg(short, long, value_name = "MESSAGE")]
    pub(crate) message: Option<String>,
    /// Leave out what was written by hand and cannot be planned, such as changes of rows
    ///
    /// Example: autogen squash 20260101:20261120 --force
    #[arg(long)]
    pub(crate) force: bool,
    /// Write it without a proof; its header says so
    #[arg(long)]
    pub(crate) no_prove: bool,
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
}

/// `autogen prove`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ProveArgs {
    /// The revisions: ids, the starts of ids, or what else names one [default: the heads]
    #[arg(value_name = "REV", conflicts_with = "all")]
    pub(crate) revisions: Vec<String>,
    /// All revisions
    ///
    /// Example: autogen prove --all
    #[arg(long)]
    pub(crate) all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ProveFormat::Human)]
    pub(crate) format: ProveFormat,
}

/// How a proof is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProveFormat {
    /// For people
    Human,
    /// For programs
    Json,
}

/// `autogen seal`.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct SealArgs {
    /// Record the files without running what was edited in a scratch database
    ///
    /// Example: autogen seal --no-prove
    #[arg(long)]
    pub(crate) no_prove: bool,
}
