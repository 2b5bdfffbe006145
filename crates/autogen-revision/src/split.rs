//! Cutting a script into its statements, as `psql` does.
//!
//! Quotes, dollar quotes and nested comments are respected; a `;` within parentheses (the actions
//! of a rule) or within a `BEGIN ATOMIC … END` body does not end a statement. Nothing else of the
//! language is known, so what Postgres would not accept is split too, and Postgres says what is
//! wrong with it.

use squawk_lexer::TokenKind;

use crate::escape::unescape;
use crate::place::Place;
use crate::tokens::{Token, tokens};

/// One statement of a script and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementSpan<'a> {
    /// The byte at which its first token starts; comments above are outside.
    pub start: usize,
    /// The byte after its last token; the `;` is outside.
    pub end: usize,
    /// The text between the two.
    pub text: &'a str,
    /// What the `--` lines directly above say (hazards, directives), the topmost first.
    pub comments: Vec<String>,
}

/// Why a script cannot be split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// Something was opened and never closed.
    #[error(
        "line {}, column {}: {what} that begins here never ends; mend it, then `autogen seal`",
        .place.line, .place.column
    )]
    Unterminated {
        /// Where it begins.
        place: Place,
        /// What it is, in words.
        what: &'static str,
    },
    /// Postgres takes no zero byte in any text.
    #[error(
        "line {}, column {}: a zero byte, which PostgreSQL cannot take; remove it, then `autogen seal`",
        .place.line, .place.column
    )]
    ZeroByte {
        /// Where it stands.
        place: Place,
    },
}

/// Splits a script into its statements, empty ones left out.
///
/// # Errors
/// [`SplitError`] when a quote, a comment, a parenthesis or an atomic body never ends.
pub fn split(sql: &str) -> Result<Vec<StatementSpan<'_>>, SplitError> {
    if let Some(at) = sql.find('\0') {
        return Err(SplitError::ZeroByte { place: Place::at_byte(sql, at) });
    }
    let all = tokens(sql);
    let unterminated = |token: &Token<'_>, what| SplitError::Unterminated {
        place: Place::at_byte(sql, token.start),
        what,
    };
    let mut spans = Vec::new();
    let mut statement = Open::default();
    let mut comments: Vec<Token<'_>> = Vec::new();
    for token in all {
        if let Some(what) = token.unterminated() {
            return Err(unterminated(&token, what));
        }
        if token.is_comment() {
            if statement.first.is_none() {
                comments.push(token);
            }
        } else if token.kind == TokenKind::Semi && statement.is_closed() {
            spans.extend(statement.span(sql, &comments));
            statement = Open::default();
            comments.clear();
        } else {
            statement.take(token);
        }
    }
    if let Some((token, what)) = statement.still_open() {
        return Err(unterminated(&token, what));
    }
    spans.extend(statement.span(sql, &comments));
    Ok(spans)
}

/// The statement being read.
#[derive(Default)]
struct Open<'a> {
    first: Option<Token<'a>>,
    end: usize,
    /// Its first words, in lower case, as far as they tell whether it makes a routine.
    words: Vec<String>,
    /// A `begin` that an `atomic` may follow; else it is a name.
    begin: Option<Token<'a>>,
    /// The parentheses that are open.
    parentheses: Vec<Token<'a>>,
    /// The `begin`s and `case`s of an atomic body that are open.
    blocks: Vec<Token<'a>>,
}

impl<'a> Open<'a> {
    fn is_closed(&self) -> bool {
        self.parentheses.is_empty() && self.blocks.is_empty()
    }

    fn still_open(&self) -> Option<(Token<'a>, &'static str)> {
        let parenthesis = self.parentheses.first().map(|token| (*token, "the parenthesis"));
        parenthesis.or_else(|| self.blocks.first().map(|token| (*token, "the atomic body")))
    }

    fn take(&mut self, token: Token<'a>) {
        self.first.get_or_insert(token);
        self.end = token.end();
        match token.kind {
            TokenKind::OpenParen => self.parentheses.push(token),
            TokenKind::CloseParen => {
                self.parentheses.pop();
            }
            TokenKind::Ident => self.word(token),
            _ => {}
        }
    }

    fn word(&mut self, token: Token<'a>) {
        let word = token.text.to_ascii_lowercase();
        let begin = self.begin.take();
        if self.parentheses.is_empty() && self.makes_routine() {
            match word.as_str() {
                "begin" => self.begin = Some(token),
                "atomic" => self.blocks.extend(begin),
                "case" if !self.blocks.is_empty() => self.blocks.push(token),
                "end" => {
                    self.blocks.pop();
                }
                _ => {}
            }
        }
        if self.words.len() < 4 {
            self.words.push(word);
        }
    }

    /// Only the statement that makes a routine can have an atomic body; elsewhere `begin` and
    /// `end` are statements of their own.
    fn makes_routine(&self) -> bool {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        matches!(
            words.as_slice(),
            ["create", "function" | "procedure", ..]
                | ["create", "or", "replace", "function" | "procedure", ..]
        )
    }

    fn span<'s>(&self, sql: &'s str, comments: &[Token<'_>]) -> Option<StatementSpan<'s>> {
        let start = self.first?.start;
        let text = &sql[start..self.end];
        Some(StatementSpan { start, end: self.end, text, comments: above(sql, start, comments) })
    }
}

/// The texts of the line comments that stand directly above a statement: no blank line between,
/// nothing before them on their lines.
fn above(sql: &str, start: usize, comments: &[Token<'_>]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut next = start;
    for comment in comments.iter().rev() {
        let gap = &sql[comment.end()..next];
        let alone = sql[..comment.start].rsplit('\n').next().is_some_and(|l| l.trim().is_empty());
        if comment.kind != TokenKind::LineComment || gap.matches('\n').count() != 1 || !alone {
            break;
        }
        let text = comment.text.strip_prefix("--").unwrap_or(comment.text);
        lines.push(unescape(text.strip_prefix(' ').unwrap_or(text)));
        next = comment.start;
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests;
