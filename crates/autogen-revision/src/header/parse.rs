//! Reading a header.

use super::{FingerprintError, Header};
use crate::escape::unescape;
use crate::file::Direction;
use crate::id::{IdError, RevisionId};

/// Why a file's header cannot be read. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// The file does not begin as a revision's file does.
    #[error(
        "line {line}: `-- autogen revision ID, follows ID` is expected; restore the file from \
         git, or begin a hand-written revision with `autogen revision --empty -m \"…\"`"
    )]
    FirstLine {
        /// Where it was looked for.
        line: usize,
    },
    /// An id in the first line is none.
    #[error("line {line}: {source}")]
    Id {
        /// Where it stands.
        line: usize,
        /// What is wrong with it.
        source: IdError,
    },
    /// The `catalog` line cannot be read.
    #[error("line {line}: {source}")]
    Catalog {
        /// Where it stands.
        line: usize,
        /// What is wrong with it.
        source: FingerprintError,
    },
    /// The file ends, or SQL begins, before the header has.
    #[error(
        "line {line}: the header breaks off before {missing}; restore the file from git, or \
         mend the line and run `autogen seal`"
    )]
    Truncated {
        /// The line where more was expected.
        line: usize,
        /// What did not come.
        missing: &'static str,
    },
    /// A line with a bare carriage return: PostgreSQL ends a comment there and would run the rest.
    #[error(
        "line {line}: a carriage return stands within the line, where PostgreSQL ends the \
         comment; remove it and run `autogen seal`"
    )]
    CarriageReturn {
        /// Where it stands.
        line: usize,
    },
    /// A line after `catalog` that this version does not know.
    #[error(
        "line {line}: the header line `{text}` is not known; it may come from a newer autogen \
         (compare `autogen --version`), else remove it and run `autogen seal`"
    )]
    Unknown {
        /// Where it stands.
        line: usize,
        /// The line, cut to a readable length.
        text: String,
    },
}

impl Header {
    /// Reads the header of a file's text (with `\n` line ends), and where the SQL begins: the
    /// byte after the blank line that ends the header.
    ///
    /// # Errors
    /// [`HeaderError`], naming the line.
    pub fn parse(text: &str) -> Result<(Self, usize), HeaderError> {
        let (header, body) = read(text)?;
        match text[..body].split('\n').position(|line| line.contains('\r')) {
            Some(at) => Err(HeaderError::CarriageReturn { line: at + 1 }),
            None => Ok((header, body)),
        }
    }
}

/// Reads the header without looking for carriage returns in it.
fn read(text: &str) -> Result<(Header, usize), HeaderError> {
    let mut lines = Lines { rest: text, at: 0, number: 0 };
    let mut first = lines.next();
    let transaction = first != Some("-- no-transaction");
    if !transaction {
        first = lines.next();
    }
    let line = if first.is_some() { lines.number } else { lines.number + 1 };
    let mut header = first_line(first.unwrap_or(""), line)?;
    header.transaction = transaction;
    header.message = message(&mut lines, &mut header.catalog)?;
    loop {
        let line = lines.next().ok_or(HeaderError::Truncated {
            line: lines.number + 1,
            missing: "the blank line that ends it",
        })?;
        if line.trim_end().is_empty() {
            return Ok((header, lines.at));
        }
        later_line(&mut header, line, lines.number)?;
    }
}

/// The lines of a text, with the number and end of the last one taken.
struct Lines<'a> {
    rest: &'a str,
    at: usize,
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, taken) = match self.rest.find('\n') {
            Some(end) => (&self.rest[..end], end + 1),
            None => (self.rest, self.rest.len()),
        };
        self.rest = &self.rest[taken..];
        self.at += taken;
        self.number += 1;
        Some(line)
    }
}

/// `-- autogen revision ID[ (down)], follows nothing|ID[ and ID …]`
fn first_line(text: &str, line: usize) -> Result<Header, HeaderError> {
    let wrong = HeaderError::FirstLine { line };
    let id =
        |text: &str| text.parse::<RevisionId>().map_err(|source| HeaderError::Id { line, source });
    let Some((name, parents)) =
        text.strip_prefix("-- autogen revision ").and_then(|rest| rest.split_once(", follows "))
    else {
        return Err(wrong);
    };
    let (name, direction) = match name.strip_suffix(" (down)") {
        Some(name) => (name, Direction::Down),
        None => (name, Direction::Up),
    };
    let mut header = Header::new(id(name)?, "");
    header.direction = direction;
    let parents = parents.trim_end();
    if parents != "nothing" {
        header.follows = parents.split(" and ").map(id).collect::<Result<_, _>>()?;
    }
    Ok(header)
}

/// Everything up to the `catalog` line, which is taken too.
fn message(
    lines: &mut Lines<'_>,
    catalog: &mut Option<super::CatalogStep>,
) -> Result<String, HeaderError> {
    let mut message = Vec::new();
    loop {
        let text = lines.next().and_then(|line| line.strip_prefix("--"));
        let Some(text) = text else {
            let missing = "its line `-- catalog … -> …`";
            return Err(HeaderError::Truncated { line: lines.number.max(1), missing });
        };
        if let Some(step) = text.strip_prefix(" catalog ") {
            if step.trim_end() != "unknown" {
                let line = lines.number;
                let step = step.trim_end().parse();
                *catalog = Some(step.map_err(|source| HeaderError::Catalog { line, source })?);
            }
            return Ok(message.join("\n"));
        }
        message.push(unescape(text.strip_prefix(' ').unwrap_or(text)));
    }
}

/// A line after `catalog`.
fn later_line(header: &mut Header, text: &str, line: usize) -> Result<(), HeaderError> {
    let known = if let Some(change) = text.strip_prefix("--   ") {
        header.summary.push(unescape(change));
        Some(())
    } else if let Some(decision) = text.strip_prefix("-- decided ") {
        header.decisions.push(unescape(decision));
        Some(())
    } else {
        text.strip_prefix("-- scope ").and_then(|rest| header.scope.read_line(rest))
    };
    if known.is_some() {
        Ok(())
    } else if text.starts_with("--") {
        Err(HeaderError::Unknown { line, text: text.chars().take(80).collect() })
    } else {
        Err(HeaderError::Truncated { line, missing: "the blank line that ends it" })
    }
}
