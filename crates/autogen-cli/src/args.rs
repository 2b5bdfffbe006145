//! What the command line looks like. Knows nothing of what the commands do.

mod chain;
mod fleet;
mod graph;
mod objects;
mod options;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, CommandFactory, Parser, Subcommand};

pub(crate) use chain::{
    InitArgs, MergeArgs, ProveArgs, ProveFormat, RebaseArgs, SealArgs, SquashArgs, StampArgs,
};
pub(crate) use fleet::{FleetArgs, MembersArgs};
pub(crate) use graph::{BranchArgs, CurrentArgs, EditArgs, HistoryArgs};
pub(crate) use objects::{DumpArgs, RefreshArgs, ShowArgs, ViewsArgs, ViewsFormat};
pub(crate) use options::{
    Color, DecisionArgs, Format, GlobalArgs, NarrowArgs, RevisionArgs, StatesArgs,
};

/// Reviewable, proven revisions from SeaORM entities and a live PostgreSQL catalog.
///
/// Example: autogen -m "add phone column"
#[derive(Parser)]
#[command(name = "autogen", version, disable_version_flag = true, max_term_width = 100, after_help = EXIT_CODES)]
#[command(arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a command, `-m` writes a revision.
    #[command(flatten)]
    revision: RevisionArgs,
    /// Options of every command.
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
}

const EXIT_CODES: &str = "Exit codes: 0 done or nothing to do, 1 error, 2 changes found (diff, \
check), not at the heads or drifted (current --check), 3 a decision is needed";

/// The commands.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write a revision pair for what changed [default, with -m]
    ///
    /// Example: autogen revision -m "add phone column"
    Revision(RevisionArgs),
    /// Show what would change
    ///
    /// Example: autogen diff --from database --to models --format sql
    Diff(DiffArgs),
    /// The gate for CI: fail when there are several heads, a revision file was edited, a configured database is
    /// not as its revisions left it, the revisions do not replay from empty or do not lead to the models; or,
    /// with --from or --to, when two states differ
    ///
    /// Example: autogen check --to schema/
    Check(CheckArgs),
    /// Apply revisions
    ///
    /// Example: autogen upgrade +1
    Upgrade(UpgradeArgs),
    /// Take revisions back
    ///
    /// Example: autogen downgrade -1
    Downgrade(DowngradeArgs),
    /// Show the revisions that the database is at, and whether it has drifted from them
    ///
    /// Example: autogen current --database staging
    Current(CurrentArgs),
    /// Draw the revisions, newest first, and which of them are applied
    ///
    /// Example: autogen history -r current:heads --verbose
    History(HistoryArgs),
    /// List the revisions that nothing follows
    ///
    /// Example: autogen heads
    Heads,
    /// List the points where the revisions part, and the labels of branches
    ///
    /// Example: autogen branches
    Branches,
    /// Open the two files of a revision in $VISUAL or $EDITOR
    ///
    /// Example: autogen edit head
    Edit(EditArgs),
    /// Write a revision that joins branches which touch different objects
    ///
    /// Example: autogen merge
    Merge(MergeArgs),
    /// Put the revisions of a branch that no database has yet on top of another head
    ///
    /// They get new ids, are planned anew where they were planned, and proven.
    ///
    /// Example: autogen rebase
    Rebase(RebaseArgs),
    /// Write one revision in place of several
    ///
    /// Their files go to `replaced/`, for databases that have only some of them.
    ///
    /// Example: autogen squash 20260101:20261120
    Squash(SquashArgs),
    /// Show that revisions do what they say, both ways, on rows that are made up
    ///
    /// Each is run in a scratch database that the revisions before it have made, in whose tables there are
    /// rows. It must lead where its header says, keep the rows, write no table and no index anew that its plan
    /// does not announce, and lead back. What a revision by hand costs is announced in its header:
    /// `-- decided allow drop-rows:public.user`, `-- decided allow rewrite:public.user`.
    ///
    /// Example: autogen prove --all
    Prove(ProveArgs),
    /// Record the revision files as they are, after a deliberate edit
    ///
    /// What was edited is run both ways in a scratch database, and its header is brought up to date.
    ///
    /// Example: autogen seal
    Seal(SealArgs),
    /// Write a state as SQL, a file an object, or as a snapshot; --from and --to take both
    ///
    /// Example: autogen dump schema/
    Dump(DumpArgs),
    /// Write SeaORM entities and declarations for an existing database, as a models crate
    ///
    /// What an attribute says exactly becomes one; everything else that autogen models is declared beside
    /// the entity or in the module of its schema, so that `autogen diff` right afterwards is empty.
    ///
    /// Example: autogen entities --from database --out models
    Entities(EntitiesArgs),
    /// Print a revision, or the SQL that makes an object of the models or of another state
    ///
    /// Example: autogen show head
    ///
    /// Example: autogen show view active_user --run
    Show(ShowArgs),
    /// List the views of the database: what they hold and read, and how they can be refreshed
    ///
    /// Example: autogen views
    Views(ViewsArgs),
    /// Refresh materialized views, each behind those that it reads
    ///
    /// Example: autogen refresh --concurrently
    Refresh(RefreshArgs),
    /// Record revisions as applied without running them
    ///
    /// The revision and all that it follows or depends on are recorded; what is beyond it is forgotten.
    ///
    /// Example: autogen stamp head
    Stamp(StampArgs),
    /// Set a project up: autogen.toml, the describe binary, the revision folder
    ///
    /// Example: autogen init
    Init(InitArgs),
    /// The embedded development database
    ///
    /// Example: psql "$(autogen db url)"
    Db {
        /// What to do with it.
        #[command(subcommand)]
        command: DbCommand,
    },
}

/// `autogen diff`.
#[derive(Args)]
pub(crate) struct DiffArgs {
    #[command(flatten)]
    pub(crate) states: StatesArgs,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
    /// How to print it: for people, as a script for psql, or for programs
    ///
    /// Example: autogen diff --format sql > change.sql
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Run the plan both ways in a scratch database first, on rows that are made up, as `-m` does
    ///
    /// Example: autogen diff --prove
    #[arg(long)]
    pub(crate) prove: bool,
}

/// `autogen check`.
#[derive(Args)]
pub(crate) struct CheckArgs {
    /// The state that must lead nowhere else [default: revisions; with --to, database]
    ///
    /// In the forms of `autogen diff`. What only one of the two has and autogen does not model is a
    /// difference too.
    ///
    /// Example: autogen check --from database:staging
    #[arg(long, value_name = "STATE")]
    pub(crate) from: Option<String>,
    /// The state that it must agree with [default: models]
    ///
    /// Example: autogen check --to schema/
    #[arg(long, value_name = "STATE")]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
}

/// `autogen upgrade`.
#[derive(Args)]
pub(crate) struct UpgradeArgs {
    /// A revision, the start of its id, `+N` for the next N, `head`, `heads` or `LABEL@head`
    #[arg(value_name = "REV|+N|head", default_value = "head")]
    pub(crate) target: String,
    #[command(flatten)]
    pub(crate) apply: ApplyArgs,
    #[command(flatten)]
    pub(crate) fleet: FleetArgs,
}

/// `autogen downgrade`.
#[derive(Args)]
pub(crate) struct DowngradeArgs {
    /// The revision to go back to, `-N` for the last N, `base` for all, or `LABEL@base` for a branch
    #[arg(value_name = "REV|-N|base", allow_negative_numbers = true)]
    pub(crate) target: String,
    #[command(flatten)]
    pub(crate) apply: ApplyArgs,
    #[command(flatten)]
    pub(crate) fleet: FleetArgs,
}

/// How revisions are applied.
#[derive(Args)]
pub(crate) struct ApplyArgs {
    /// Show what would run on this database, and run nothing
    ///
    /// Example: autogen upgrade --plan
    #[arg(long, conflicts_with = "sql")]
    pub(crate) plan: bool,
    /// Print exactly what would run, as a script for psql, and run nothing
    ///
    /// For a range A:B no database is asked: the script leads from one that is at A to B.
    ///
    /// Example: autogen upgrade --sql base:head > upgrade.sql
    #[arg(long)]
    pub(crate) sql: bool,
    /// How long to wait for another autogen that is migrating the same database
    ///
    /// Example: autogen upgrade --wait 300
    #[arg(long, value_name = "SECS", default_value_t = 60)]
    pub(crate) wait: u64,
    /// How long a statement waits for a lock, unless its revision says so; what runs into it is tried again
    ///
    /// Example: autogen upgrade --lock-timeout 3s
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) lock_timeout: Option<Duration>,
    /// How long a statement may run, unless its revision says so
    ///
    /// Example: autogen upgrade --statement-timeout 10min
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) statement_timeout: Option<Duration>,
    /// How often a transaction is tried again after a lock timeout or a deadlock [default: 5]
    #[arg(long, value_name = "N")]
    pub(crate) retries: Option<u32>,
    /// Run all revisions in one transaction: all of them, or none
    #[arg(long)]
    pub(crate) single_transaction: bool,
    /// The statement that an interrupted run left in doubt did run: go on behind it
    #[arg(long, conflicts_with = "retry")]
    pub(crate) resume_after: bool,
    /// The statement that an interrupted run left in doubt did not run, or may run twice: run it again
    #[arg(long)]
    pub(crate) retry: bool,
}

/// A length of time with its unit.
fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "a whole number with its unit is expected: 500ms, 3s, 5min, 2h".to_owned();
    autogen_revision::duration::parse(text).ok_or_else(wrong)
}

/// `autogen entities`.
#[derive(Args)]
pub(crate) struct EntitiesArgs {
    /// The state to write entities for, in the forms that `autogen diff --from` takes
    ///
    /// Example: autogen entities --from schema.sql
    #[arg(long, value_name = "STATE", default_value = "database")]
    pub(crate) from: String,
    /// The folder of the crate: a new one, or an empty one; its name is the crate's
    ///
    /// Example: autogen entities --out crates/models
    #[arg(long, value_name = "FOLDER", default_value = "models")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
}

/// `autogen db …`.
#[derive(Clone, Copy, PartialEq, Eq, Subcommand)]
pub(crate) enum DbCommand {
    /// Start the server and leave it up
    Start,
    /// Stop the server
    Stop,
    /// Say whether it runs, and where its data and its log lie
    Status,
    /// Print a URL for psql and applications
    Url,
    /// Remove the database with all its data
    Reset,
}

impl Cli {
    /// The arguments of this process.
    ///
    /// # Errors
    /// clap's report, which may also be the help that was asked for.
    pub(crate) fn read() -> Result<(Command, GlobalArgs), clap::Error> {
        Self::try_parse().and_then(Self::resolve)
    }

    /// The command that is meant: without one, `-m` is a revision.
    fn resolve(self) -> Result<(Command, GlobalArgs), clap::Error> {
        let Self { command, revision, global } = self;
        let given = revision != RevisionArgs::default();
        let refuse = |kind, text: &str| Err(Self::command().error(kind, text));
        let without_message = || {
            let text = "a revision needs a message: autogen -m \"what changes\"";
            refuse(clap::error::ErrorKind::MissingRequiredArgument, text)
        };
        let without_version = || {
            let text = "a revision's --version needs a number: --version 1.4.0";
            refuse(clap::error::ErrorKind::MissingRequiredArgument, text)
        };
        match command {
            Some(_) if given => refuse(
                clap::error::ErrorKind::ArgumentConflict,
                "options of a command stand behind it: autogen diff --from …",
            ),
            Some(Command::Revision(args)) if !args.says_something() => without_message(),
            Some(Command::Revision(args)) if args.version == Some(None) => without_version(),
            Some(command) => Ok((command, global)),
            None if revision.asks_for_the_version() => Err(own_version()),
            None if revision.version == Some(None) => without_version(),
            None if revision.says_something() => Ok((Command::Revision(revision), global)),
            None if given => without_message(),
            None => refuse(
                clap::error::ErrorKind::MissingSubcommand,
                "what is to be done? A command, or -m \"what changes\" for a revision",
            ),
        }
    }
}

/// What `--version` alone prints, as clap puts it.
fn own_version() -> clap::Error {
    let command = clap::Command::new("autogen").version(env!("CARGO_PKG_VERSION"));
    let outcome = command.try_get_matches_from(["autogen", "--version"]);
    outcome.err().unwrap_or_else(|| clap::Error::new(clap::error::ErrorKind::DisplayVersion))
}

#[cfg(test)]
mod tests;
