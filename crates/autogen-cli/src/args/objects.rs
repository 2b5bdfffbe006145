//! The options of the commands that look at single objects: dump, show, views and refresh.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::NarrowArgs;

/// `autogen dump`.
#[derive(Args)]
pub(crate) struct DumpArgs {
    /// The folder to write: a file an object, and index.sql, which runs them in order
    ///
    /// The folder must be new or empty, or written by an earlier dump, whose files are then replaced;
    /// no other file is touched. Load it with `psql -f FOLDER/index.sql`, compare with it by
    /// `autogen diff --from database --to FOLDER`. With --snapshot, this is the state instead.
    #[arg(value_name = "FOLDER", required_unless_present = "snapshot")]
    pub(crate) place: Option<String>,
    /// The state to write: models, database, revisions, a URL, … [default: database]
    ///
    /// Example: autogen dump schema/ --from models
    #[arg(long, value_name = "STATE")]
    pub(crate) from: Option<String>,
    /// The file to write as a snapshot, NAME.json; `-` or none for stdout
    ///
    /// Example: autogen dump models --snapshot models.json
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    pub(crate) snapshot: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
}

/// `autogen show`.
#[derive(Args)]
pub(crate) struct ShowArgs {
    /// A revision: an id, its start, `head`, …; or what kind of object: table, view, enum, function, …
    #[arg(value_name = "REV|KIND")]
    pub(crate) kind: String,
    /// The name of the object, with its schema where that is not the default one
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The state it is of: models, database, revisions, a URL, … [default: models]
    ///
    /// Example: autogen show table user --from database
    #[arg(long, value_name = "STATE", requires = "name")]
    pub(crate) from: Option<String>,
    /// Run the query of a view on the database, which need not have the view, and print its rows
    ///
    /// The query runs in a transaction that may only read, for at most 30 seconds.
    #[arg(long, requires = "name")]
    pub(crate) run: bool,
    /// How many rows at most
    #[arg(long, value_name = "N", default_value_t = 10, requires = "run")]
    pub(crate) limit: u32,
}

/// `autogen views`.
#[derive(Args)]
pub(crate) struct ViewsArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = ViewsFormat::Human)]
    pub(crate) format: ViewsFormat,
}

/// How views are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ViewsFormat {
    /// For people
    Human,
    /// For programs
    Json,
}

/// `autogen refresh`.
#[derive(Args)]
pub(crate) struct RefreshArgs {
    /// Materialized views, by name or pattern, with or without schema [default: all]
    ///
    /// Example: autogen refresh 'data_portal.*'
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Let others read meanwhile, wherever there is a unique index for it; plainly elsewhere
    #[arg(long)]
    pub(crate) concurrently: bool,
    /// Also refresh what reads the named ones, directly or not
    ///
    /// Example: autogen refresh mv_sample --with-dependents
    #[arg(long, requires = "names")]
    pub(crate) with_dependents: bool,
}
