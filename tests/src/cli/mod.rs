//! The real binary, run as a person runs it: in a project folder of its own, on a database of its own.
//!
//! Nothing here knows how autogen works; what a test asserts is what a person or a script sees: exit
//! codes, the two streams, files, and the database.

mod binary;
mod database;
mod models;
mod project;
mod proxy;
mod run;
mod standby;

pub use binary::{autogen, cargo, example, programs, target, workspace};
pub use database::{Database, server};
pub use models::{Models, Table};
pub use project::Project;
pub use proxy::{Cut, Proxy};
pub use run::Run;
pub use standby::Pair;

/// The password in every URL that a test gives. No output and no file may ever show it.
pub const PASSWORD: &str = "sw0rdf1sh";
