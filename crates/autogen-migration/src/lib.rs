//! The runtime: runs revisions on a database and records them there.
//!
//! It knows files and statements, and nothing of catalogs or plans, so that an application can carry it.
//!
//! A [`Runner`](runner::Runner) brings a database to a position of a chain. What it reads first is
//! [`Recorded`](history::Recorded); what goes wrong is a [`RunError`](error::RunError), which brings its
//! ways out along.

pub mod batch;
pub mod error;
pub mod execute;
pub mod foreign;
mod frame;
pub mod history;
pub mod journal;
mod once;
pub mod options;
pub mod preview;
pub mod progress;
pub mod roles;
pub mod runner;
mod script;
mod session;
mod settle;
pub mod table;
mod words;

pub use error::RunError;
pub use history::Recorded;
pub use once::table as once_table;
pub use options::{ResumeChoice, RunOptions};
pub use progress::{Event, Progress};
pub use runner::Runner;
