//! The one error type of the command line: what went wrong, what to do about it, and the exit code.

use std::fmt;
use std::process::ExitCode;

/// How a command ended, unless it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, or nothing to do.
    Done,
    /// Models and revisions, or two states, differ.
    Changes,
}

/// Why a command stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Error,
    Decision,
}

/// An error for a person: a message and the next commands to type.
#[derive(Debug)]
pub(crate) struct Failure {
    class: Class,
    message: String,
    hints: Vec<String>,
}

/// What commands return.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// An error with exit code 1.
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self { class: Class::Error, message: message.to_string(), hints: Vec::new() }
    }

    /// A question that only a person can answer: exit code 3.
    pub(crate) fn decision(message: impl fmt::Display) -> Self {
        Self { class: Class::Decision, ..Self::new(message) }
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }

    /// The first line of the message.
    pub(crate) fn headline(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// Puts what was being done in front of the message.
    pub(crate) fn context(mut self, doing: impl fmt::Display) -> Self {
        self.message = format!("{doing}: {}", self.message);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        for hint in &self.hints {
            write!(f, "\n  help: {hint}")?;
        }
        Ok(())
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

/// The exit codes: 0 nothing to do or done, 1 error, 2 changes found, 3 a decision is needed.
pub(crate) fn exit_code(outcome: &Result<Outcome>) -> ExitCode {
    ExitCode::from(match outcome {
        Ok(Outcome::Done) => 0,
        Err(Failure { class: Class::Error, .. }) => 1,
        Ok(Outcome::Changes) => 2,
        Err(Failure { class: Class::Decision, .. }) => 3,
    })
}
