//! The one error type of the command line: what went wrong, what to do about it, and the exit code.

use std::any::Any;
use std::fmt;
use std::process::ExitCode;

use autogen_core::ident::Ident;
use autogen_migration::RunError;
use autogen_migration::privilege::Denied;
use autogen_migration::table::HistoryError;

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
    /// Whether it is about what the database holds, so that it is gone with a new one.
    of_database: bool,
    /// The privilege that is missing.
    denied: Option<Denied>,
}

/// What commands return.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// An error with exit code 1.
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        let message = message.to_string();
        Self { class: Class::Error, message, hints: Vec::new(), of_database: false, denied: None }
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

    /// The message without what to do about it.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Adds that the embedded database, if it is that one, can be made anew where that would help.
    pub(crate) fn or_anew(self, embedded: bool) -> Self {
        if embedded && self.of_database {
            return self
                .hint("or make the embedded database anew, its data is lost: autogen db reset");
        }
        self
    }

    /// Adds what to type so that a role may do it, where it is a privilege that is missing.
    pub(crate) fn or_granted(mut self, role: &Ident) -> Self {
        let ways = self.denied.take().map(|denied| denied.ways_out(role)).unwrap_or_default();
        self.hints.splice(0..0, ways);
        self
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

impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let failure = Self::new(&error);
        let error = &error as &dyn Any;
        if let Some(run) = error.downcast_ref::<RunError>() {
            return failure.stopped(run);
        }
        let history = error.downcast_ref::<HistoryError>();
        Self { denied: history.and_then(HistoryError::denied), ..failure }
    }
}

impl Failure {
    /// What a run of revisions says beside its message.
    fn stopped(self, error: &RunError) -> Self {
        let class = if error.needs_decision() { Class::Decision } else { Class::Error };
        let of_database = matches!(
            error,
            RunError::Ahead { .. } | RunError::Edited { .. } | RunError::Partial { .. }
        );
        Self { class, of_database, hints: error.hints(), denied: error.denied(), ..self }
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
