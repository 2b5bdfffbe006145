//! The options of the commands that arrange revisions.

use clap::Args;

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
