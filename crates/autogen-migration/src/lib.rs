//! The runtime: runs revisions on a database and records them there.
//!
//! It knows files and statements, and nothing of catalogs or plans, so that an application can carry it.
//!
//! # In an application
//!
//! ```no_run
//! use autogen_migration::{Migrator, migrator};
//!
//! static REVISIONS: Migrator = migrator!("../../generated");
//!
//! # async fn start(pool: sqlx::PgPool) -> Result<(), autogen_migration::MigratorError> {
//! // applies what is missing; any number of replicas may do so at once
//! REVISIONS.run(&pool).await?;
//! // or, where somebody else does that, only asks
//! if !REVISIONS.is_current(&pool).await? { /* wait */ }
//! # Ok(())
//! # }
//! ```
//!
//! See [`migrator!`] and [`Migrator`]; with the feature `sea-orm`, `Migrator::migrations` hands the chain to
//! sea-orm-migration.
//!
//! # Below
//!
//! A [`Runner`] brings a database to a target in a chain. What it reads first is
//! [`Recorded`]; what goes wrong is a [`RunError`], which brings its
//! ways out along.

mod attempts;
pub mod batch;
pub mod error;
pub mod execute;
pub mod foreign;
mod frame;
pub mod history;
pub mod journal;
mod migrator;
mod once;
pub mod options;
pub mod preview;
pub mod privilege;
pub mod progress;
pub mod roles;
pub mod runner;
mod script;
#[cfg(feature = "sea-orm")]
mod sea_orm;
mod session;
mod settle;
pub mod table;
mod words;
pub mod writable;

pub use error::RunError;
pub use history::Recorded;
pub use migrator::{EmbeddedFile, Migrator, MigratorError};
pub use once::table as once_table;
pub use options::{ResumeChoice, RunOptions};
pub use progress::{Event, Progress};
pub use runner::Runner;

/// Embeds a folder of revisions in the program, as a [`Migrator`].
///
/// The path is relative to the package's folder, that of its Cargo.toml; without one it is `generated`. The
/// result is a constant:
///
/// ```
/// use autogen_migration::{Migrator, migrator};
///
/// static REVISIONS: Migrator = migrator!("../../generated");
/// assert!(REVISIONS.chain().is_ok());
/// ```
///
/// The folder is verified while the program is compiled: it must be a chain with one head, its directives
/// must be right, and each file must be as `autogen.lock` records it. What is wrong is an error of the
/// compiler that names file and line.
///
/// Cargo compiles the program again when a file changes that was embedded, or the lock, which changes with
/// every revision that is added. No build script is needed.
#[cfg(feature = "macros")]
pub use autogen_migration_macros::migrator;
