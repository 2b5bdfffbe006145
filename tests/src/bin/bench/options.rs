//! The command line of the benchmark.

use std::path::PathBuf;

use clap::Parser;

/// Measures `autogen diff` between two databases beside `pg_dump -s` of one of them.
///
/// It makes its databases on a throw-away server of its own: two states of a made-up schema, 50
/// changes apart. The programs run in turn, so that what else the machine does touches both alike.
/// Nothing is written unless --save says so, and the exit code is 0 unless --assert finds a limit
/// broken (1) or the benchmark itself fails (1).
#[derive(Debug, Parser)]
#[command(name = "bench")]
pub(crate) struct Options {
    /// Tables of the schema; each has 8 columns, a primary key, a foreign key and two indexes.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(100..=50_000))]
    pub(crate) tables: u32,

    /// Measure a schema of five times the tables too: how the time grows.
    #[arg(long)]
    pub(crate) large: bool,

    /// Measure one of ten times the tables, too; implies --large.
    #[arg(long)]
    pub(crate) huge: bool,

    /// Measure only schemas in which much hangs together: a chain of materialized views, and foreign keys
    /// in cycles.
    #[arg(long, conflicts_with_all = ["tables", "large", "huge", "identity"])]
    pub(crate) knots: bool,

    /// Rounds; in each, every program runs once.
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) runs: u32,

    /// Give each table an identity column, as SeaORM's entities do.
    #[arg(long)]
    pub(crate) identity: bool,

    /// Leave the system catalogs as the load left them: never vacuumed, no statistics.
    #[arg(long)]
    pub(crate) raw: bool,

    /// The binary to measure [default: `autogen` beside this program]
    #[arg(long, value_name = "PATH")]
    pub(crate) autogen: Option<PathBuf>,

    /// Measure `autogen diff` of the example models against a database at the chain's head instead;
    /// run it from the root of the repository.
    #[arg(long, conflicts_with_all = ["tables", "large", "huge", "knots", "identity", "raw"])]
    pub(crate) example: bool,

    /// Write the report to this file too.
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,

    /// Exit with 1 when a limit is broken.
    #[arg(long)]
    pub(crate) assert: bool,

    /// When done, print the URLs of the databases and keep the server until Enter is pressed.
    #[arg(long)]
    pub(crate) hold: bool,
}
