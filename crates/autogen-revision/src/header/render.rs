//! Writing a header.

use std::fmt;

use super::{Header, UNPROVEN};
use crate::escape::escape;
use crate::file::Direction;
use crate::id::RevisionId;

impl fmt::Display for Header {
    /// The header's lines, each with its line end, without the blank line that ends it in a file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.transaction {
            writeln!(f, "-- no-transaction")?;
        }
        write!(f, "-- autogen revision {}", self.id)?;
        if self.direction == Direction::Down {
            write!(f, " (down)")?;
        }
        if self.follows.is_empty() {
            writeln!(f, ", follows nothing")?;
        } else {
            writeln!(f, ", follows {}", joined(&self.follows))?;
        }
        for line in self.message.split('\n') {
            if line.is_empty() {
                writeln!(f, "--")?;
            } else {
                writeln!(f, "-- {}", escape(line))?;
            }
        }
        match &self.catalog {
            Some(step) => writeln!(f, "-- catalog {step}")?,
            None => writeln!(f, "-- catalog unknown")?,
        }
        for change in &self.summary {
            writeln!(f, "--   {}", guarded(change))?;
        }
        if self.unproven {
            writeln!(f, "{UNPROVEN}")?;
        }
        if let Some(version) = &self.version {
            writeln!(f, "-- version {version}")?;
        }
        if !self.depends_on.is_empty() {
            writeln!(f, "-- depends on {}", joined(&self.depends_on))?;
        }
        for label in &self.labels {
            writeln!(f, "-- label {}", escape(label))?;
        }
        if !self.replaces.is_empty() {
            writeln!(f, "-- replaces {}", joined(&self.replaces))?;
        }
        for line in self.scope.lines() {
            writeln!(f, "-- {line}")?;
        }
        for decision in &self.decisions {
            writeln!(f, "-- decided {}", guarded(decision))?;
        }
        Ok(())
    }
}

/// Ids as a header lists them.
fn joined(ids: &[RevisionId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

/// Free text that must leave a trace even when it is empty, as editors strip trailing blanks.
fn guarded(text: &str) -> String {
    if text.is_empty() { "\\&".to_owned() } else { escape(text) }
}
