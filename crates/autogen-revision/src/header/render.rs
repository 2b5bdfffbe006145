//! Writing a header.

use std::fmt;

use super::Header;
use crate::escape::escape;
use crate::file::Direction;

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
            let parents: Vec<String> = self.follows.iter().map(ToString::to_string).collect();
            writeln!(f, ", follows {}", parents.join(" and "))?;
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
        for line in self.scope.lines() {
            writeln!(f, "-- {line}")?;
        }
        for decision in &self.decisions {
            writeln!(f, "-- decided {}", guarded(decision))?;
        }
        Ok(())
    }
}

/// Free text that must leave a trace even when it is empty, as editors strip trailing blanks.
fn guarded(text: &str) -> String {
    if text.is_empty() { "\\&".to_owned() } else { escape(text) }
}
