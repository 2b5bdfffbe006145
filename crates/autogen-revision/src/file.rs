//! One file of a revision: its name and its text.

use std::fmt;
use std::str::FromStr;

use crate::checksum::{Checksum, normalise};
use crate::header::{Header, HeaderError};
use crate::id::{IdError, RevisionId};
use crate::sections::{SectionError, SectionSpan, sections};
use crate::split::{SplitError, StatementSpan, split};

/// Which way a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// The file that applies the revision.
    Up,
    /// The file that takes it back.
    Down,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Up => "up",
            Self::Down => "down",
        })
    }
}

/// A file's name, in its parts: `<id>_<slug>.<direction>.sql`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileName {
    /// The revision.
    pub id: RevisionId,
    /// Words from its message; only for people.
    pub slug: String,
    /// Which of the two files it is.
    pub direction: Direction,
}

/// A name that is none of a revision's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileNameError {
    /// It has not the shape.
    #[error(
        "a revision's files are named <id>_<slug>.up.sql and <id>_<slug>.down.sql; rename it, or \
         move it to another folder, then `autogen check`"
    )]
    Shape,
    /// Its id is no time.
    #[error(transparent)]
    Id(#[from] IdError),
}

impl FileName {
    /// The name of the other file of the revision.
    #[must_use]
    pub fn opposite(&self) -> Self {
        Self { direction: self.direction.opposite(), ..self.clone() }
    }

    /// Whether a name looks like a migration: digits, `_`, anything, `.sql`. sqlx would run such
    /// a file, so it must be one of ours.
    pub(crate) fn claims(name: &str) -> bool {
        name.ends_with(".sql")
            && name.split_once('_').is_some_and(|(digits, _)| {
                !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
            })
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}.{}.sql", self.id, self.slug, self.direction)
    }
}

impl FromStr for FileName {
    type Err = FileNameError;

    fn from_str(name: &str) -> Result<Self, FileNameError> {
        let (stem, direction) = match name.strip_suffix(".up.sql") {
            Some(stem) => (stem, Direction::Up),
            None => match name.strip_suffix(".down.sql") {
                Some(stem) => (stem, Direction::Down),
                None => return Err(FileNameError::Shape),
            },
        };
        let (id, slug) = stem.split_once('_').ok_or(FileNameError::Shape)?;
        // either slash leads to another folder somewhere
        if slug.is_empty() || slug.contains(|c: char| c.is_control() || ['/', '\\'].contains(&c)) {
            return Err(FileNameError::Shape);
        }
        Ok(Self { id: id.parse()?, slug: slug.to_owned(), direction })
    }
}

/// A file's text, with its header read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// The header.
    pub header: Header,
    /// The checksum of the text.
    pub checksum: Checksum,
    text: String,
    body: usize,
}

impl FileText {
    /// Reads a file's text; line ends are made `\n`.
    ///
    /// # Errors
    /// [`HeaderError`] if the header cannot be read.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let text = normalise(text);
        let (header, body) = Header::parse(&text)?;
        Ok(Self { header, checksum: Checksum::of(&text), text, body })
    }

    /// The whole text, header included: what runs, and what places are counted in.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text after the header.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text[self.body..]
    }

    /// The statements, placed in [`Self::text`].
    ///
    /// # Errors
    /// [`SplitError`] if a quote, a comment or a parenthesis never ends.
    pub fn statements(&self) -> Result<Vec<StatementSpan<'_>>, SplitError> {
        split(&self.text)
    }

    /// The sections, placed in [`Self::text`]; none for a file without statements.
    ///
    /// # Errors
    /// [`SectionError`] for what [`Self::statements`] refuses, and for a directive that is wrong.
    pub fn sections(&self) -> Result<Vec<SectionSpan<'_>>, SectionError> {
        sections(&self.text, self.header.transaction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart_and_together() {
        let name: FileName = "20261120103000_add_phone_column.up.sql".parse().unwrap();
        assert_eq!((name.slug.as_str(), name.direction), ("add_phone_column", Direction::Up));
        assert_eq!(name.opposite().to_string(), "20261120103000_add_phone_column.down.sql");
        for wrong in [
            "20261120103000_x.sql",
            "20261120103000.up.sql",
            "20261120103000_.up.sql",
            "20261120103000_../x.up.sql",
            "20261120103000_..\\x.up.sql",
            "1_x.up.sql",
            "20261320103000_x.up.sql",
            "20261120103000_x\n.up.sql",
            "x.up.sql",
        ] {
            assert!(wrong.parse::<FileName>().is_err(), "{wrong:?}");
        }
        assert!(FileName::claims("1_x.sql") && FileName::claims("20261120103000_x.up.sql"));
        assert!(!FileName::claims("seed_1.sql") && !FileName::claims("1_x.up.sql.bak"));
    }

    #[test]
    fn a_checkout_with_other_line_ends_is_the_same_file() {
        let id = "20261120103000".parse().unwrap();
        let text = format!("{}\nselect 1;\n", Header::new(id, "x"));
        let unix = FileText::parse(&text).unwrap();
        assert_eq!(FileText::parse(&text.replace('\n', "\r\n")).unwrap(), unix);
        assert_eq!(FileText::parse(&format!("\u{feff}{text}")).unwrap(), unix);
        assert_eq!(unix.body(), "select 1;\n");
        let statement = &unix.statements().unwrap()[0];
        assert_eq!(&unix.text()[statement.start..statement.end], "select 1");
        assert!(statement.comments.is_empty());
    }
}
