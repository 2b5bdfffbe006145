//! Reading a header.

use super::{FingerprintError, Header, LabelError, UNPROVEN, VersionError, check_label};
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
    /// The `version` line cannot be read.
    #[error("line {line}: {source}")]
    Version {
        /// Where it stands.
        line: usize,
        /// What is wrong with it.
        source: VersionError,
    },
    /// A label cannot be one.
    #[error("line {line}: {source}")]
    Label {
        /// Where it stands.
        line: usize,
        /// What is wrong with it.
        source: LabelError,
    },
    /// A line of an up file stands in a down file.
    #[error(
        "line {line}: `{text}` stands in the up file of a revision only; remove it here and run \
         `autogen seal`"
    )]
    UpFileOnly {
        /// Where it stands.
        line: usize,
        /// The line, cut to a readable length.
        text: String,
    },
    /// A line that may stand once is there twice.
    #[error(
        "line {line}: `{text}` says again what a line above says; join them or remove one, and run `autogen seal`"
    )]
    Twice {
        /// Where the second one stands.
        line: usize,
        /// The line, cut to a readable length.
        text: String,
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
    let Some((name, parents)) =
        text.strip_prefix("-- autogen revision ").and_then(|rest| rest.split_once(", follows "))
    else {
        return Err(wrong);
    };
    let (name, direction) = match name.strip_suffix(" (down)") {
        Some(name) => (name, Direction::Down),
        None => (name, Direction::Up),
    };
    let mut header = Header::new(id(name, line)?, "");
    header.direction = direction;
    let parents = parents.trim_end();
    if parents != "nothing" {
        header.follows = ids(parents, line)?;
    }
    Ok(header)
}

fn id(text: &str, line: usize) -> Result<RevisionId, HeaderError> {
    text.parse().map_err(|source| HeaderError::Id { line, source })
}

/// `ID[ and ID …]`
fn ids(text: &str, line: usize) -> Result<Vec<RevisionId>, HeaderError> {
    text.split(" and ").map(|text| id(text, line)).collect()
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
    if graph_line(header, text, line)? {
        return Ok(());
    }
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
        Err(HeaderError::Unknown { line, text: cut(text) })
    } else {
        Err(HeaderError::Truncated { line, missing: "the blank line that ends it" })
    }
}

/// A line of version or graph, which an up file has once each, labels aside. Whether it is one.
fn graph_line(header: &mut Header, text: &str, line: usize) -> Result<bool, HeaderError> {
    const WORDS: [&str; 4] = ["version", "depends on", "label", "replaces"];
    if text.trim_end() == UNPROVEN {
        if header.direction == Direction::Down {
            return Err(HeaderError::UpFileOnly { line, text: cut(text) });
        }
        if std::mem::replace(&mut header.unproven, true) {
            return Err(HeaderError::Twice { line, text: cut(text) });
        }
        return Ok(true);
    }
    let word = |word: &&&str| {
        text.strip_prefix("-- ")
            .and_then(|rest| rest.strip_prefix(**word))
            .is_some_and(|rest| rest.starts_with(' '))
    };
    let Some(word) = WORDS.iter().find(word) else { return Ok(false) };
    if header.direction == Direction::Down {
        return Err(HeaderError::UpFileOnly { line, text: cut(text) });
    }
    let value = text["-- ".len() + word.len()..].trim();
    let again = match *word {
        "version" => {
            let version = value.parse().map_err(|source| HeaderError::Version { line, source })?;
            header.version.replace(version).is_some()
        }
        "label" => {
            let label = unescape(value);
            check_label(&label).map_err(|source| HeaderError::Label { line, source })?;
            let again = header.labels.contains(&label);
            header.labels.push(label);
            again
        }
        word => {
            let list =
                if word == "replaces" { &mut header.replaces } else { &mut header.depends_on };
            !std::mem::replace(list, ids(value, line)?).is_empty()
        }
    };
    if again { Err(HeaderError::Twice { line, text: cut(text) }) } else { Ok(true) }
}

fn cut(text: &str) -> String {
    text.chars().take(80).collect()
}
