//! The options that several commands share.

use std::path::PathBuf;

use autogen_revision::Version;
use clap::{Args, ValueEnum};

use super::BranchArgs;
use crate::emit::Emit;

/// Options of every command.
#[derive(Args, Default)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct GlobalArgs {
    /// The configuration [default: autogen.toml here or in a folder above]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// The database with this label in autogen.toml (or AUTOGEN_DATABASE)
    ///
    /// upgrade, downgrade and current also take several: `all`, or labels and patterns separated by commas.
    ///
    /// Example: autogen upgrade --database staging
    #[arg(short, long, value_name = "LABEL", global = true)]
    pub(crate) database: Option<String>,
    /// The database (or DATABASE_URL) [default: an embedded one]
    ///
    /// Example: autogen diff --database-url postgres://me@localhost/app
    #[arg(long, value_name = "URL", global = true, conflicts_with = "database")]
    pub(crate) database_url: Option<String>,
    /// The default schema, whose objects are not qualified [default: public]
    ///
    /// Where nothing of the project takes part (`dump FOLDER`, or two databases or folders compared), it is
    /// also the only schema that is looked at.
    ///
    /// Example: autogen upgrade --schema tenant_a
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) schema: Option<String>,
    /// Features of the models crate; repeatable, or separated by commas
    ///
    /// Example: autogen -m "add phone column" --features phone
    #[arg(long, value_name = "FEATURE", global = true, value_delimiter = ',')]
    pub(crate) features: Vec<String>,
    /// The folder of the revisions [default: generated]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) generated: Option<PathBuf>,
    /// A server of the target's major version for scratch databases
    ///
    /// Example: autogen -m "add phone column" --scratch-url postgres://me@localhost/postgres
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) scratch_url: Option<String>,
    /// Do not run the commands of `[hooks]` in autogen.toml
    #[arg(long, global = true)]
    pub(crate) no_hooks: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", global = true, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Say more: every part of new objects, every bystander
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// A script for psql -v ON_ERROR_STOP=1 -f
    Sql,
    /// For programs
    Json,
}

/// The two states that are compared.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StatesArgs {
    /// The state to start from [default: database]
    ///
    /// One of: models, database, database:LABEL, revisions, revisions@REV, a postgres:// URL, a .sql
    /// file, a folder of them, a snapshot.json. Beside a database, revisions@current is where it is.
    ///
    /// Example: autogen diff --from revisions
    #[arg(long, value_name = "STATE")]
    pub(crate) from: Option<String>,
    /// The state to reach, in the same forms [default: models]
    ///
    /// Example: autogen diff --to schema/
    #[arg(long, value_name = "STATE")]
    pub(crate) to: Option<String>,
}

/// What narrows a run.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NarrowArgs {
    /// Look only at objects whose name matches, with or without schema; repeatable
    ///
    /// Example: autogen diff --only 'public.user*'
    #[arg(long, value_name = "GLOB")]
    pub(crate) only: Vec<String>,
    /// Leave objects alone whose name matches; repeatable
    ///
    /// Example: autogen diff --exclude 'legacy.*'
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
}

/// What only a person can say.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DecisionArgs {
    /// Allow a loss of data, as the message that asks for it says; repeatable
    ///
    /// Example: autogen -m "drop fax" --allow drop-column:public.user.fax
    #[arg(long, value_name = "FLAG")]
    pub(crate) allow: Vec<String>,
    /// A drop and a create are a rename; repeatable
    ///
    /// Example: autogen -m "rename" --rename public.user.email=email_address
    #[arg(long, value_name = "OLD=NEW")]
    pub(crate) rename: Vec<String>,
}

/// `autogen revision`, and `autogen -m`.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RevisionArgs {
    /// What changes, in a few words
    ///
    /// Example: autogen -m "add phone column"
    #[arg(short, long, value_name = "MESSAGE")]
    pub(crate) message: Option<String>,
    /// Write a pair without statements, to be filled by hand
    ///
    /// Example: autogen -m "backfill phone" --empty
    #[arg(long)]
    pub(crate) empty: bool,
    /// With --empty: begin with a statement that runs over the rows of this table in batches
    ///
    /// Example: autogen revision --empty -m "backfill phone" --batch public.user
    #[arg(long, value_name = "TABLE", requires = "empty")]
    pub(crate) batch: Option<String>,
    /// Fill a column that is new or becomes NOT NULL with the value of an SQL expression, in batches,
    /// before it does; repeatable
    ///
    /// The revision then has three parts: the column is made nullable, filled, and set NOT NULL. The
    /// expression may use the other columns of the row.
    ///
    /// Example: autogen -m "full name" --backfill user.full_name="first_name || ' ' || last_name"
    #[arg(long, value_name = "COLUMN=SQL", conflicts_with = "empty")]
    pub(crate) backfill: Vec<String>,
    /// How many rows a batch of --backfill or --batch has [default: 10000]
    ///
    /// Example: autogen -m "full name" --backfill user.full_name=email --batch-size 2000
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) batch_size: Option<u64>,
    /// The state to start from: database, or revisions, which are replayed [default: database]
    ///
    /// Example: autogen -m "add phone column" --from revisions
    #[arg(long, value_name = "STATE")]
    pub(crate) from: Option<String>,
    /// Take over what was done to the database by hand: the revision leads from what the revisions make to
    /// what the database holds, and is recorded there without running
    ///
    /// Other databases run it with their next upgrade; one that holds all of it already records it with
    /// `autogen stamp`. The models do not take part: what they say otherwise is shown by `autogen diff`.
    ///
    /// Example: autogen -m "index by hand" --from database --adopt
    #[arg(long, conflicts_with_all = ["empty", "backfill", "batch"])]
    pub(crate) adopt: bool,
    /// The version of the schema after it [default: the next one, by what changes]
    ///
    /// A change that breaks those who use the schema (a drop, a rename, another type, what may fail on rows)
    /// raises its major version, one that adds something the minor one, and one that nobody notices (comments,
    /// indexes) the patch. Without a number, it prints the version of autogen.
    ///
    /// Example: autogen -m "add phone column" --version 2.0.0
    #[arg(id = "schema_version", short = 'V', long = "version", value_name = "X.Y.Z", num_args = 0..=1)]
    #[arg(value_parser = version)]
    pub(crate) version: Option<Option<Version>>,
    /// What to write: the pair, or with it a Rust file for sea-orm-migration [default: sql]
    ///
    /// The Rust file is a migration for a list of sea-orm-migration. It embeds the pair, which stays: the pair
    /// is what is reviewed and locked, and what the next revision follows. Run so, a revision is recorded in
    /// `seaql_migrations`, which autogen reads, without autogen's lock, timeouts and sections. In autogen.toml:
    /// emit = "rust".
    ///
    /// Example: autogen -m "add phone column" --emit rust
    #[arg(long, value_enum, value_name = "FORM", hide_possible_values = true)]
    pub(crate) emit: Option<Emit>,
    /// Write it without running it in a scratch database first; its header says so
    ///
    /// Example: autogen -m "add phone column" --no-prove
    #[arg(long, conflicts_with = "empty")]
    pub(crate) no_prove: bool,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
    #[command(flatten)]
    pub(crate) branch: BranchArgs,
}

/// A version as an option takes it.
fn version(text: &str) -> Result<Version, String> {
    text.parse().map_err(|_| "three numbers are expected, like 1.4.0".to_owned())
}

/// Rows a batch, unless somebody says otherwise.
const BATCH_SIZE: u64 = 10_000;

impl RevisionArgs {
    /// Whether it is nothing but `--version`.
    pub(super) fn asks_for_the_version(&self) -> bool {
        *self == Self { version: Some(None), ..Self::default() }
    }

    /// Rows a batch.
    pub(crate) fn batch_size(&self) -> u64 {
        self.batch_size.unwrap_or(BATCH_SIZE)
    }

    /// Whether there is a message, and not a blank one.
    pub(super) fn says_something(&self) -> bool {
        self.message.as_ref().is_some_and(|message| !message.trim().is_empty())
    }
}
