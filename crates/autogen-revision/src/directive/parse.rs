//! Reading directives.

use squawk_lexer::TokenKind;

use super::{Batch, Directives, Mode};
use crate::duration;
use crate::tokens::{Token, tokens};

/// What is wrong with a directive. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectiveError {
    /// There is no such directive.
    #[error(
        "line {line}: `{text}` is no directive: `section`, `no transaction`, `idempotent`, `batch N on \
         TABLE`, `role WORD`, `once per database`, `lock timeout 3s`, `statement timeout 1min`, \
         `retry N` and `no retry` are"
    )]
    Unknown {
        /// Where it stands.
        line: usize,
        /// The line without its mark, cut to a readable length.
        text: String,
    },
    /// Something behind the directive's first words is wrong.
    #[error("line {line}: {wanted} is expected, not `{text}`")]
    Value {
        /// Where it stands.
        line: usize,
        /// What is expected.
        wanted: &'static str,
        /// What was read, cut to a readable length.
        text: String,
    },
    /// Two directives of a section contradict each other, or one is said twice.
    #[error(
        "line {line}: `{text}` does not go with what the lines above it say of the same section"
    )]
    Contradiction {
        /// The second one.
        line: usize,
        /// It without its mark.
        text: String,
    },
    /// `idempotent` of a section in a transaction, which is all or nothing anyway.
    #[error(
        "line {line}: `idempotent` says that statements outside a transaction may run again: it goes with \
         `-- autogen: no transaction`"
    )]
    Idempotent {
        /// The section's first line.
        line: usize,
    },
    /// A directive between the first and the last word of a statement.
    #[error(
        "line {line}: a directive stands between statements, not within one; end the statement above with `;`"
    )]
    Within {
        /// Where it stands.
        line: usize,
    },
    /// Directives with nothing below them.
    #[error(
        "line {line}: the section that begins here holds no statement; write one, or remove its directives"
    )]
    Empty {
        /// The section's first line.
        line: usize,
    },
    /// A batched section does not hold one statement with the mark.
    #[error(
        "line {line}: a batched section holds exactly one statement, and `:batch` stands in it where the \
         condition on the rows belongs: update t set … where … and :batch"
    )]
    Batch {
        /// The section's first line.
        line: usize,
    },
}

/// Reads the directives of one section: their texts without the mark, and their lines.
pub(crate) fn directives(lines: &[(usize, &str)]) -> Result<Directives, DirectiveError> {
    let mut said = Said::default();
    for (line, text) in lines {
        said.take(*line, text.trim())?;
    }
    let mode = match (said.batch, said.no_transaction, said.idempotent) {
        (Some(batch), ..) => Mode::Batch(batch),
        (None, true, idempotent) => Mode::NoTransaction { idempotent },
        (None, false, true) => {
            let line = lines.first().map_or(1, |(line, _)| *line);
            return Err(DirectiveError::Idempotent { line });
        }
        (None, false, false) => Mode::Transaction,
    };
    Ok(Directives { mode, ..said.rest })
}

/// What has been read so far.
#[derive(Default)]
struct Said {
    section: bool,
    no_transaction: bool,
    idempotent: bool,
    batch: Option<Batch>,
    rest: Directives,
}

impl Said {
    fn take(&mut self, line: usize, text: &str) -> Result<(), DirectiveError> {
        let shown = || text.chars().take(80).collect::<String>();
        let unknown = || DirectiveError::Unknown { line, text: shown() };
        let value = |wanted| DirectiveError::Value { line, wanted, text: shown() };
        let time = |text: &str| {
            duration::parse(text.trim())
                .ok_or_else(|| value("a length of time like 500ms, 3s, 1min or 2h"))
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let fresh = match words.as_slice() {
            ["section"] => !std::mem::replace(&mut self.section, true) && self.is_plain(),
            ["no", "transaction"] => {
                !std::mem::replace(&mut self.no_transaction, true) && self.batch.is_none()
            }
            ["idempotent"] => {
                !std::mem::replace(&mut self.idempotent, true) && self.batch.is_none()
            }
            ["batch", ..] => {
                let new = batch(text).ok_or_else(|| {
                    value("`batch N on TABLE [as ALIAS] [fills COLUMN, …] [pause TIME]`")
                })?;
                self.batch.replace(new).is_none() && !self.no_transaction && !self.idempotent
            }
            ["role", word] if is_word(word) => self.rest.role.replace((*word).to_owned()).is_none(),
            ["role", ..] => {
                return Err(value("one word under which a role is configured, `[roles]`"));
            }
            ["once", "per", "database"] => !std::mem::replace(&mut self.rest.once, true),
            ["lock", "timeout", rest @ ..] => {
                self.rest.lock_timeout.replace(time(&rest.concat())?).is_none()
            }
            ["statement", "timeout", rest @ ..] => {
                self.rest.statement_timeout.replace(time(&rest.concat())?).is_none()
            }
            ["no", "retry"] => self.rest.retry.replace(0).is_none(),
            ["retry", times] => {
                let times = times.parse().map_err(|_| value("a number of times"))?;
                self.rest.retry.replace(times).is_none()
            }
            _ => return Err(unknown()),
        };
        let alone =
            !self.section || self.is_plain() && !self.no_transaction && self.batch.is_none();
        if fresh && alone {
            Ok(())
        } else {
            Err(DirectiveError::Contradiction { line, text: shown() })
        }
    }

    fn is_plain(&self) -> bool {
        self.rest.role.is_none() && !self.rest.once && !self.idempotent
    }
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Reads `batch N on TABLE [as ALIAS] [fills COLUMN, …] [pause TIME]`.
fn batch(text: &str) -> Option<Batch> {
    let all = tokens(text);
    let mut words = Words { rest: &all };
    words.keyword("batch")?;
    let size = words.next()?.text.parse().ok().filter(|size| *size > 0)?;
    words.keyword("on")?;
    let table = words.name()?;
    let mut batch = Batch { size, table, alias: None, fills: Vec::new(), pause: None };
    if words.keyword("as").is_some() {
        batch.alias = Some(words.part()?.to_owned());
    }
    if words.keyword("fills").is_some() {
        batch.fills.push(words.part()?.to_owned());
        while words.sign(TokenKind::Comma).is_some() {
            batch.fills.push(words.part()?.to_owned());
        }
    }
    if words.keyword("pause").is_some() {
        let rest: String = std::iter::from_fn(|| words.next()).map(|token| token.text).collect();
        batch.pause = Some(duration::parse(&rest)?);
    }
    words.rest.is_empty().then_some(batch)
}

/// The tokens of a directive.
struct Words<'a> {
    rest: &'a [Token<'a>],
}

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<&'a Token<'a>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn take_if(&mut self, wanted: impl Fn(&Token<'_>) -> bool) -> Option<&'a Token<'a>> {
        self.rest.first().filter(|token| wanted(token))?;
        self.next()
    }

    fn keyword(&mut self, word: &str) -> Option<()> {
        let is = |token: &Token<'_>| token.text == word && token.kind == TokenKind::Ident;
        self.take_if(is).map(drop)
    }

    fn sign(&mut self, kind: TokenKind) -> Option<()> {
        self.take_if(|token| token.kind == kind).map(drop)
    }

    /// A name without a schema.
    fn part(&mut self) -> Option<&'a str> {
        let is_name = |token: &Token<'_>| {
            matches!(
                token.kind,
                TokenKind::Ident | TokenKind::QuotedIdent { terminated: true, uescape: false }
            )
        };
        self.take_if(is_name).map(|token| token.text)
    }

    /// A name with or without a schema.
    fn name(&mut self) -> Option<String> {
        let first = self.part()?;
        if self.sign(TokenKind::Dot).is_none() {
            return Some(first.to_owned());
        }
        Some(format!("{first}.{}", self.part()?))
    }
}
