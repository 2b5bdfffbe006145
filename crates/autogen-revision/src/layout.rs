//! Laying a statement out over lines, as a careful person would.
//!
//! `squawk-fmt` proposes the layout; nothing of it is trusted but white space, the letter case
//! of words and the leaving away of quotes that Postgres itself would leave away
//! ([`quote_identifier`]). The proposal is laid token by token beside the statement: each
//! difference is decided for the statement's own text, and a proposal that does not fit at all is
//! thrown away. So the layout cannot change what a statement does, whatever the library does.
//!
//! [`quote_identifier`]: https://www.postgresql.org/docs/current/functions-string.html

use std::panic::catch_unwind;

use squawk_fmt::FormatOptions;
use squawk_lexer::TokenKind;
use squawk_line_index::LineEnding;
use squawk_syntax::SourceFile;
use squawk_syntax::quote::quote_quoted_ident;

use crate::tokens::{Token, tokens};

/// Indentation and width of the layout. They are part of the file format: another value would
/// change every file that is planned again.
const OPTIONS: FormatOptions = FormatOptions { indent: 2, width: 80 };

/// Deeper nesting is left as it is: the library recurses, and its lines become mostly blanks.
const DEEPEST: usize = 64;

/// More tokens than this are left as they are.
const MOST_TOKENS: usize = 20_000;

/// With more tokens than this the library runs on a stack of its own, as it recurses along
/// chains of operators.
const DEEP_STACK_TOKENS: usize = 256;

/// A stack on which a statement of [`MOST_TOKENS`] cannot run out of room.
const DEEP_STACK: usize = 512 << 20;

/// One statement, laid out over lines: keywords in lower case, a clause or column a line, quotes
/// only where names need them. Without white space at its ends; a `;` stays if there is one.
///
/// What cannot be laid out safely comes back as it is (trimmed).
///
/// ```
/// let plain = r#"ALTER TABLE "user" ADD COLUMN "phone" character varying(20)"#;
/// let laid_out = r#"alter table "user" add column phone character varying(20)"#;
/// assert_eq!(autogen_revision::layout(plain), laid_out);
/// ```
#[must_use]
pub fn layout(sql: &str) -> String {
    let sql = sql.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    propose(sql)
        .and_then(|proposal| merge(&tokens(sql), proposal.trim()))
        .unwrap_or_else(|| sql.to_owned())
}

/// What the library would write, if it understands the statement.
fn propose(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    if tokens.len() > MOST_TOKENS
        || depth(&tokens) > DEEPEST
        || tokens.iter().any(|token| token.unterminated().is_some())
    {
        return None;
    }
    if tokens.len() <= DEEP_STACK_TOKENS {
        return catch_unwind(|| format(sql)).ok().flatten();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK);
        thread.spawn_scoped(scope, || format(sql)).ok()?.join().ok().flatten()
    })
}

fn format(sql: &str) -> Option<String> {
    let file = SourceFile::parse(sql);
    if !file.errors().is_empty() {
        return None;
    }
    squawk_fmt::fmt(&file.tree(), LineEnding::Lf, OPTIONS).ok()
}

/// How deep parentheses and brackets nest.
fn depth(tokens: &[Token<'_>]) -> usize {
    let (mut deepest, mut depth) = (0, 0_usize);
    for token in tokens {
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
            TokenKind::CloseParen | TokenKind::CloseBracket => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The statement's tokens with the proposal's white space between them; `None` if the two do not
/// have the same tokens.
fn merge(own: &[Token<'_>], proposal: &str) -> Option<String> {
    let proposed = tokens(proposal);
    if own.len() != proposed.len() {
        return None;
    }
    let mut merged = String::with_capacity(proposal.len());
    let mut chosen = Vec::with_capacity(own.len());
    for (i, (mine, theirs)) in own.iter().zip(&proposed).enumerate() {
        if i > 0 {
            let gap = &proposal[proposed[i - 1].end()..theirs.start];
            if !gap_allowed(&own[i - 1], mine, gap) {
                return None;
            }
            merged.push_str(gap);
        }
        let text = choose(mine, theirs)?;
        merged.push_str(text);
        chosen.push((mine.kind, text));
    }
    // Cut anew, the text must have these very tokens: no two have grown together, none has been
    // swallowed by a comment.
    let cut = tokens(&merged);
    let same = cut.len() == chosen.len()
        && cut.iter().zip(&chosen).all(|(token, (kind, text))| {
            token.text == *text && (token.kind == *kind || is_name(token.kind) && is_name(*kind))
        });
    same.then_some(merged)
}

/// The text to write for a token, or `None` if the proposal has another token in its place.
fn choose<'a>(mine: &Token<'a>, theirs: &Token<'a>) -> Option<&'a str> {
    match (mine.kind, theirs.kind) {
        (TokenKind::Ident, TokenKind::Ident) => {
            mine.text.eq_ignore_ascii_case(theirs.text).then_some(theirs.text)
        }
        (TokenKind::QuotedIdent { uescape: false, .. }, TokenKind::Ident) => {
            if unquoted(mine.text)? != theirs.text {
                None
            } else if needs_no_quotes(theirs.text) {
                Some(theirs.text)
            } else {
                Some(mine.text)
            }
        }
        // The library would add quotes: our text means the same without.
        (TokenKind::Ident, TokenKind::QuotedIdent { uescape: false, .. }) => {
            let same = unquoted(theirs.text)? == mine.text.to_ascii_lowercase();
            same.then_some(mine.text)
        }
        // It may tidy comments; ours stay as they are.
        _ if mine.is_comment() && theirs.is_comment() => Some(mine.text),
        // Prefixes of strings may change case; ours stay as they are.
        _ if mine.is_literal() && theirs.is_literal() => {
            mine.text.eq_ignore_ascii_case(theirs.text).then_some(mine.text)
        }
        _ => (mine.text == theirs.text).then_some(mine.text),
    }
}

/// Whether the white space between two tokens may be replaced by `gap`.
fn gap_allowed(before: &Token<'_>, after: &Token<'_>, gap: &str) -> bool {
    // Signs that touch are one operator.
    if before.is_operator_sign() && after.is_operator_sign() {
        return gap.is_empty() == (before.end() == after.start);
    }
    // A string goes on in the next one only after a line end.
    if before.is_literal() && after.is_literal() {
        return gap.contains('\n');
    }
    // A line comment ends with its line (the cut anew would show it too).
    before.kind != TokenKind::LineComment || gap.contains('\n')
}

fn is_name(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Ident | TokenKind::QuotedIdent { .. })
}

/// The name within double quotes.
fn unquoted(text: &str) -> Option<String> {
    Some(text.strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\""))
}

/// Whether Postgres' own `quote_identifier` would leave the name as it is: lower-case ASCII
/// letters, digits and `_`, and no keyword but an unreserved one.
fn needs_no_quotes(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    name.bytes().all(plain)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && quote_quoted_ident(name) == name
}

#[cfg(test)]
mod tests;
