//! SQL in parts, for whoever gives each kind of them a colour.

use squawk_lexer::{TokenKind, tokenize};

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A keyword or a name without quotes.
    Word,
    /// A name in quotes.
    Name,
    /// A string or a number.
    Literal,
    /// A comment.
    Comment,
    /// Anything else: signs and white space.
    Other,
}

/// The parts of a text, in order; joined they are the text. It need not be SQL that Postgres accepts.
#[must_use]
pub fn parts(sql: &str) -> Vec<(Part, &str)> {
    let mut rest = sql;
    let mut parts = Vec::new();
    for token in tokenize(sql) {
        let (text, after) = rest.split_at(rest.floor_char_boundary(token.len as usize));
        rest = after;
        let part = match token.kind {
            TokenKind::Ident => Part::Word,
            TokenKind::QuotedIdent { .. } => Part::Name,
            TokenKind::Literal { .. } => Part::Literal,
            TokenKind::LineComment | TokenKind::BlockComment { .. } => Part::Comment,
            _ => Part::Other,
        };
        parts.push((part, text));
    }
    if !rest.is_empty() {
        parts.push((Part::Other, rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_part_is_what_it_is() {
        let all = parts("select 'a', \"b\", 1 -- c");
        let kinds: Vec<_> = all.iter().filter(|(part, _)| *part != Part::Other).collect();
        assert_eq!(
            kinds,
            [
                &(Part::Word, "select"),
                &(Part::Literal, "'a'"),
                &(Part::Name, "\"b\""),
                &(Part::Literal, "1"),
                &(Part::Comment, "-- c"),
            ]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in any::<String>()) {
            let joined: String = parts(&text).into_iter().map(|(_, text)| text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
