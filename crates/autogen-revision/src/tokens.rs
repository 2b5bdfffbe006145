//! The tokens of SQL text, as PostgreSQL's scanner cuts it.

use squawk_lexer::{LiteralKind, TokenKind, tokenize};

/// A token with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    /// The byte at which it starts.
    pub(crate) start: usize,
}

impl Token<'_> {
    /// The byte after it.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(crate) fn is_comment(&self) -> bool {
        matches!(self.kind, TokenKind::LineComment | TokenKind::BlockComment { .. })
    }

    #[cfg(feature = "layout")]
    pub(crate) fn is_literal(&self) -> bool {
        matches!(self.kind, TokenKind::Literal { .. })
    }

    /// Whether it is one of the signs that operators are made of; the scanner gives each sign by
    /// itself, PostgreSQL joins those that touch.
    #[cfg(feature = "layout")]
    pub(crate) fn is_operator_sign(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Slash
                | TokenKind::Minus
                | TokenKind::Colon
                | TokenKind::Eq
                | TokenKind::Gt
                | TokenKind::Lt
                | TokenKind::And
                | TokenKind::Bang
                | TokenKind::Plus
                | TokenKind::Tilde
                | TokenKind::Pound
                | TokenKind::Question
                | TokenKind::Or
                | TokenKind::Percent
                | TokenKind::Caret
                | TokenKind::Star
                | TokenKind::Backtick
                | TokenKind::At
        )
    }

    /// What opened and was never closed, in words, if it is such a token.
    pub(crate) fn unterminated(&self) -> Option<&'static str> {
        match self.kind {
            TokenKind::BlockComment { terminated: false } => Some("the comment"),
            TokenKind::QuotedIdent { terminated: false, .. } => Some("the quoted name"),
            TokenKind::Literal { kind } => match kind {
                LiteralKind::Str { terminated: false }
                | LiteralKind::NationalStr { terminated: false }
                | LiteralKind::ByteStr { terminated: false }
                | LiteralKind::BitStr { terminated: false }
                | LiteralKind::UnicodeEscStr { terminated: false }
                | LiteralKind::EscStr { terminated: false } => Some("the string"),
                LiteralKind::DollarQuotedString { terminated: false } => {
                    Some("the dollar-quoted string")
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// The tokens of a text without its white space, comments included.
pub(crate) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut start = 0;
    let mut tokens = Vec::new();
    for token in tokenize(sql) {
        let end = start + token.len as usize;
        if token.kind != TokenKind::Whitespace {
            tokens.push(Token { kind: token.kind, text: &sql[start..end], start });
        }
        start = end;
    }
    tokens
}
