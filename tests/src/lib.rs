//! What the tests share: the corpus of cases and what one case must show, and the binary under test.

pub mod case;
pub mod cli;
pub mod corpus;
pub mod database;
pub mod dump;
pub mod hostile;
pub mod locks;
pub mod memory;
pub mod random;
pub mod rows;

/// Why a case fails, for a person.
pub type Failure = String;

/// What is shown, or why not.
pub type Result<T> = std::result::Result<T, Failure>;

/// Says what was being done when something failed.
pub fn while_<T, E: std::fmt::Display>(
    what: &str,
    outcome: std::result::Result<T, E>,
) -> Result<T> {
    outcome.map_err(|error| format!("{what}: {error}"))
}
