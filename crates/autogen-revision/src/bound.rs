//! What binds a text to the one schema that it was written for, so that it cannot run in another.
//!
//! A chain leaves the objects of its schema unqualified, and whoever runs it says which schema that is. A
//! text that names the schema all the same does not follow, and a statement about what stands outside of
//! it would be run again for every schema. Both are found by tokens alone: there is no catalog here, and
//! no comment is ever meant. What stands in a text constant is taken for a name only if it looks like one.

mod target;

use squawk_lexer::{LiteralKind, TokenKind};

use crate::place::Place;
use crate::sections::SectionSpan;
use crate::tokens::{Token, tokens};

/// A place that binds a text to a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where, in the file.
    pub place: Place,
    /// What it is, in words that follow the place: `"public.user" names the schema public`.
    pub what: String,
}

/// What binds these sections of `text` to the schema `home`, for which they were written, in order. Of a
/// section that runs once per database only its extensions count.
#[must_use]
pub fn bound(text: &str, sections: &[SectionSpan<'_>], home: &str) -> Vec<Bound> {
    let mut found = Vec::new();
    for section in sections {
        for statement in &section.statements {
            let all: Vec<_> =
                tokens(statement.text).into_iter().filter(|token| !token.is_comment()).collect();
            let mut here = Found { home, found: Vec::new() };
            if let Some(extension) = target::extension(&all) {
                here.extension(&extension, section.directives.once);
            } else if !section.directives.once {
                if let Some((at, what)) = target::outside(&all, home) {
                    here.add(at, what);
                }
                here.code(&all, 0);
            }
            here.found.sort_by_key(|(at, _)| *at);
            here.found.dedup();
            let place = |at: usize| Place::at_byte(text, statement.start + at);
            found.extend(here.found.into_iter().map(|(at, what)| Bound { place: place(at), what }));
        }
    }
    found
}

/// What was found in a statement: bytes in it, and words.
struct Found<'a> {
    home: &'a str,
    found: Vec<(usize, String)>,
}

impl Found<'_> {
    fn add(&mut self, at: usize, what: String) {
        self.found.push((at, what));
    }

    fn extension(&mut self, extension: &target::Extension<'_>, once: bool) {
        let target::Extension { at, name, schema } = extension;
        let what = match schema {
            Some(schema) if *schema == self.home => {
                format!(
                    "extension {name} is made in the schema {schema}, where others do not see it"
                )
            }
            None => format!(
                "extension {name} is made in whichever schema is the first, where others do not see it"
            ),
            Some(_) if !once => {
                format!("extension {name} belongs to the database and not to a schema")
            }
            Some(_) => return,
        };
        self.add(*at, what);
    }

    /// Looks through SQL, or a routine's body, that begins at a byte of the statement.
    fn code(&mut self, all: &[Token<'_>], offset: usize) {
        let said = all.first().is_some_and(|first| first.text.eq_ignore_ascii_case("comment"));
        for (at, token) in all.iter().enumerate() {
            let here = offset + token.start;
            let before = at.checked_sub(1).map(|at| &all[at]);
            if name(token).is_some_and(|name| name == self.home) {
                let after = (all.get(at + 1), all.get(at + 2));
                let is_word =
                    |text: &str| before.is_some_and(|b| b.text.eq_ignore_ascii_case(text));
                let part = before.is_some_and(|before| before.kind == TokenKind::Dot);
                if let (Some(dot), Some(of)) = after
                    && dot.kind == TokenKind::Dot
                    && !part
                    && (name(of).is_some() || of.kind == TokenKind::Star)
                {
                    self.add(here, format!("{}.{} names the schema", token.text, of.text));
                } else if is_word("schema") {
                    self.add(here, format!("schema {} is named", token.text));
                } else if in_search_path(&all[..at]) {
                    self.add(here, format!("search_path is set to {}", token.text));
                }
            }
            let TokenKind::Literal { kind } = token.kind else { continue };
            match kind {
                LiteralKind::DollarQuotedString { .. } => {
                    if let Some((start, body)) = dollar_body(token.text) {
                        let inner: Vec<_> =
                            tokens(body).into_iter().filter(|token| !token.is_comment()).collect();
                        self.code(&inner, here + start);
                    }
                }
                LiteralKind::Str { .. }
                | LiteralKind::EscStr { .. }
                | LiteralKind::UnicodeEscStr { .. }
                    if !said =>
                {
                    self.constant(token.text, here, in_search_path(&all[..at]));
                }
                _ => {}
            }
        }
    }

    /// A text constant: a path, or something that holds a qualified name.
    fn constant(&mut self, text: &str, here: usize, is_path: bool) {
        let inside = text.trim_matches(|c: char| c != '\'').trim_matches('\'');
        if is_path && inside.split(',').any(|part| part.trim().trim_matches('"') == self.home) {
            self.add(here, format!("search_path is set to {text}"));
            return;
        }
        for named in [format!("{}.", self.home), format!("\"{}\".", self.home.replace('"', "\"\""))]
        {
            for (at, _) in text.match_indices(&named) {
                let before = text[..at].chars().next_back();
                let after = text[at + named.len()..].chars().next();
                // an address on the net, a longer name, or a sentence's end is none
                let starts = before.is_none_or(|c| {
                    !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '"' | '/' | '@' | '-'))
                });
                let goes_on =
                    after.is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '"' | '%'));
                if starts && goes_on {
                    let shown: String = text[at..].chars().take(40).collect();
                    let shown = shown.split(|c: char| c.is_whitespace() || "'(),;".contains(c));
                    let shown = shown.into_iter().next().unwrap_or_default().to_owned();
                    self.add(here + at, format!("{shown} names the schema"));
                    return;
                }
            }
        }
    }
}

/// Whether what comes next is in the list that `search_path` is set to, in a statement, a routine's
/// clause or `set_config`.
fn in_search_path(before: &[Token<'_>]) -> bool {
    for token in before.iter().rev() {
        let text = token.text.to_ascii_lowercase();
        if text == "search_path" || text == "'search_path'" {
            return true;
        }
        let listed = matches!(token.kind, TokenKind::Comma | TokenKind::Eq | TokenKind::Colon)
            || text == "to"
            || name(token).is_some() && !is_clause(&text)
            || matches!(token.kind, TokenKind::Literal { kind: LiteralKind::Str { .. } });
        if !listed {
            return false;
        }
    }
    false
}

/// Words that follow a list of schemas in the statement that makes a routine.
fn is_clause(word: &str) -> bool {
    ["as", "begin", "language", "return", "set", "from", "where", "select", "is", "and", "or"]
        .contains(&word)
}

/// The name that a token is, as the catalog has it; words of the language are names too.
fn name(token: &Token<'_>) -> Option<String> {
    match token.kind {
        TokenKind::Ident => Some(token.text.to_lowercase()),
        TokenKind::QuotedIdent { terminated: true, uescape: false } => {
            let inside = token.text.strip_prefix('"')?.strip_suffix('"')?;
            Some(inside.replace("\"\"", "\""))
        }
        _ => None,
    }
}

/// What stands in a dollar-quoted constant, and at which byte of it.
fn dollar_body(text: &str) -> Option<(usize, &str)> {
    let tag = text[1..].find('$')? + 2;
    text.get(tag..text.len().checked_sub(tag)?).map(|body| (tag, body))
}

#[cfg(test)]
mod tests;
