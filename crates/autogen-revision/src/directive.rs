//! What a section of a file asks of whoever runs it, in comment lines of their own:
//!
//! ```sql
//! -- autogen: batch 10000 on public.user fills full_name pause 100ms
//! -- autogen: lock timeout 3s
//! update "user" set full_name = first_name || ' ' || last_name where full_name is null and :batch;
//! ```
//!
//! The lines are read here and mean nothing here; the runtime carries them out.

pub(crate) mod parse;

use std::fmt;
use std::time::Duration;

use crate::duration::show;

pub use parse::DirectiveError;

/// What a directive's line begins with.
pub const MARK: &str = "-- autogen: ";

/// What the lines above a section say. The default is a plain section: one transaction, nothing
/// particular.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directives {
    /// How the statements run.
    pub mode: Mode,
    /// The word under which the role is configured that the section runs as.
    pub role: Option<String>,
    /// Whether what it makes belongs to the database and not to the target schema.
    pub once: bool,
    /// The `lock_timeout` while it runs, in place of the run's own.
    pub lock_timeout: Option<Duration>,
    /// The `statement_timeout` while it runs, in place of the run's own.
    pub statement_timeout: Option<Duration>,
    /// How often it is tried again after a lock timeout; `Some(0)` for never.
    pub retry: Option<u32>,
}

/// How the statements of a section run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// All in one transaction.
    #[default]
    Transaction,
    /// One by one, outside a transaction.
    NoTransaction {
        /// Whether they may run again when it is not known whether they did.
        idempotent: bool,
    },
    /// The one statement, for a range of rows at a time.
    Batch(Batch),
}

/// A walk over the rows of a table. Names are SQL as written, quoted where they need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Rows a transaction, at least 1.
    pub size: u64,
    /// The table, with its schema unless that is the default one.
    pub table: String,
    /// What the statement calls the table, if not by its name.
    pub alias: Option<String>,
    /// Columns that must not be null in any row in the end.
    pub fills: Vec<String>,
    /// How long to wait between two transactions.
    pub pause: Option<Duration>,
}

impl Directives {
    /// Whether nothing particular is asked: plain SQL in one transaction.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Directives {
    /// The lines, each with its line end. Those of a plain section are `-- autogen: section`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mode, role, once, lock_timeout, statement_timeout, retry } = self;
        let mut lines = Vec::new();
        match mode {
            Mode::Transaction => {}
            Mode::NoTransaction { idempotent } => {
                lines.push("no transaction".to_owned());
                lines.extend(idempotent.then(|| "idempotent".to_owned()));
            }
            Mode::Batch(batch) => lines.push(batch.to_string()),
        }
        lines.extend(role.as_ref().map(|role| format!("role {role}")));
        lines.extend(once.then(|| "once per database".to_owned()));
        lines.extend(lock_timeout.map(|time| format!("lock timeout {}", show(time))));
        lines.extend(statement_timeout.map(|time| format!("statement timeout {}", show(time))));
        lines.extend(retry.map(|times| match times {
            0 => "no retry".to_owned(),
            times => format!("retry {times}"),
        }));
        if lines.is_empty() {
            lines.push("section".to_owned());
        }
        lines.iter().try_for_each(|line| writeln!(f, "{MARK}{line}"))
    }
}

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, table, alias, fills, pause } = self;
        write!(f, "batch {size} on {table}")?;
        if let Some(alias) = alias {
            write!(f, " as {alias}")?;
        }
        if !fills.is_empty() {
            write!(f, " fills {}", fills.join(", "))?;
        }
        if let Some(pause) = pause {
            write!(f, " pause {}", show(*pause))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
