//! Places in a text, and the excerpt that shows one.
//!
//! Postgres counts the position of an error in *characters* from 1; Rust counts bytes from 0.

use std::fmt::Write as _;

use crate::split::StatementSpan;
use crate::tokens::tokens;

/// A place in a text, as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The byte in the text, from 0, at a character's start.
    pub byte: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte. One within a character is the character's; one past the end is the
    /// end.
    #[must_use]
    pub fn at_byte(text: &str, byte: usize) -> Self {
        let byte = text.floor_char_boundary(byte.min(text.len()));
        let before = &text[..byte];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            byte,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The place of the character that Postgres counts as `position`, from 1, in a text that was
    /// sent as a whole.
    #[must_use]
    pub fn at_character(text: &str, position: usize) -> Self {
        Self::at_byte(text, byte_of(text, position))
    }

    /// The place in a script of the character that Postgres counts as `position`, from 1, when
    /// only the statement was sent.
    #[must_use]
    pub fn in_statement(script: &str, statement: &StatementSpan<'_>, position: usize) -> Self {
        Self::at_byte(script, statement.start + byte_of(statement.text, position))
    }

    /// The line that the place is on, without its end.
    #[must_use]
    pub fn line_text<'a>(&self, text: &'a str) -> &'a str {
        text.split('\n').nth(self.line - 1).unwrap_or("").trim_end_matches('\r')
    }

    /// The line with the token at the place underlined, as rustc does:
    ///
    /// ```text
    ///  --> generated/20261120103000_add_phone_column.up.sql:6:13
    ///   |
    /// 6 | alter table "usr" add column phone text;
    ///   |             ^^^^^
    /// ```
    #[must_use]
    pub fn excerpt(&self, text: &str, name: &str) -> String {
        let line = self.line_text(text).replace('\t', " ");
        let (line, skipped) = window(&line, self.column);
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(self.column - 1 - skipped);
        let room = line.chars().count().saturating_sub(self.column - 1 - skipped);
        let mark = "^".repeat(token_width(text, self.byte).clamp(1, room.max(1)));
        let mut shown = String::new();
        let _ = writeln!(shown, "{margin}--> {name}:{}:{}", self.line, self.column);
        let _ = writeln!(shown, "{margin} |");
        let _ = writeln!(shown, "{number} | {line}");
        let _ = writeln!(shown, "{margin} | {indent}{mark}");
        shown
    }
}

/// The longest part of a line that an excerpt shows.
const WIDEST: usize = 160;

/// The part of a long line around a column, and how many characters were left out before it.
fn window(line: &str, column: usize) -> (String, usize) {
    let length = line.chars().count();
    let skipped = if length <= WIDEST {
        0
    } else {
        (column - 1).saturating_sub(WIDEST / 2).min(length - WIDEST)
    };
    (line.chars().skip(skipped).take(WIDEST).collect(), skipped)
}

/// The byte of the character `position`, from 1; the text's length if there is none.
fn byte_of(text: &str, position: usize) -> usize {
    text.char_indices().nth(position.max(1) - 1).map_or(text.len(), |(byte, _)| byte)
}

/// How many characters of its first line the token at a byte has from there.
fn token_width(text: &str, byte: usize) -> usize {
    let token = tokens(text).into_iter().find(|token| (token.start..token.end()).contains(&byte));
    token.map_or(1, |token| {
        text[byte..token.end()].split('\n').next().map_or(1, |part| part.chars().count())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::split;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let text = "-- größer 👩\nselect 'ä', \"ü\"\n";
        let place = Place::at_character(text, 23);
        assert_eq!((place.line, place.column), (2, 11));
        assert_eq!(&text[place.byte..place.byte + 1], ",");
        assert_eq!(place.line_text(text), "select 'ä', \"ü\"");
        assert_eq!(Place::at_character(text, 0).byte, 0);
        assert_eq!(Place::at_character(text, 9_999).byte, text.len());
        assert_eq!(Place::at_byte(text, 6).column, 6, "within a character");
    }

    #[test]
    fn a_position_in_a_statement_is_found_in_its_file() {
        let text = "-- ä\n\nselect 1;\n\nalter table \"üsr\"\n  add column phone;\n";
        let statement = &split(text).unwrap()[1];
        let place = Place::in_statement(text, statement, 13);
        assert_eq!(
            place.excerpt(text, "x.up.sql"),
            " --> x.up.sql:5:13\n  |\n5 | alter table \"üsr\"\n  |             ^^^^^\n"
        );
        let end = Place::in_statement(text, statement, 9_999);
        assert_eq!((end.line, end.column), (6, 19));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!("select {}wrong{}", "a, ".repeat(100), ", b".repeat(100));
        let excerpt = Place::at_character(&text, 308).excerpt(&text, "f");
        let lines: Vec<&str> = excerpt.lines().collect();
        let at = lines[3].find('^').unwrap();
        assert_eq!(&lines[2][at..at + 5], "wrong");
        assert!(lines[2].len() < 200);
    }

    #[test]
    fn the_end_of_a_text_can_be_shown() {
        for text in ["", "\n", "select\n", "select '", "ä"] {
            let excerpt = Place::at_byte(text, text.len()).excerpt(text, "f");
            assert!(excerpt.ends_with("^\n"), "{excerpt}");
        }
    }
}
