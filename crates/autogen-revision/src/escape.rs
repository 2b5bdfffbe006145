//! Free text within one comment line.
//!
//! Messages, hazards and object names come from people and databases, so they may hold anything:
//! line breaks, control characters, characters that turn the reading direction, words that look
//! like our own header lines. Written by [`escape`], a text stays on its line, shows all that it
//! holds, and never begins like a line of the header; [`unescape`] gives it back unchanged.

use std::fmt::Write as _;

/// The words that header lines and directives begin with.
const RESERVED: [&str; 7] =
    ["autogen", "catalog", "scope", "decided", "hazard", "no-transaction", "label"];

/// Stands before a text that would otherwise begin like something else, and means nothing itself
/// (the same sign as in troff).
pub(crate) const GUARD: &str = "\\&";

/// Writes a text so that it fits in a line of the header.
pub(crate) fn escape(text: &str) -> String {
    let begins_reserved = RESERVED.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    if begins_reserved || text.starts_with(char::is_whitespace) {
        format!("{GUARD}{}", spell(text))
    } else {
        spell(text)
    }
}

/// Writes a text so that it fits in a comment line of which we choose the beginning ourselves,
/// like a hazard.
pub(crate) fn spell(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let visible = text.trim_end().len();
    for (at, c) in text.char_indices() {
        match c {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            // Editors strip trailing blanks; written as a number they survive.
            c if c.is_control() || is_invisible(c) || at >= visible => {
                let _ = write!(line, "\\u{{{:x}}}", u32::from(c));
            }
            c => line.push(c),
        }
    }
    line
}

/// Reads what [`escape`] wrote. A backslash that begins no known escape stands for itself, since
/// people edit messages by hand.
pub(crate) fn unescape(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let (c, taken) = match after.chars().next() {
            Some('\\') => (Some('\\'), 1),
            Some('n') => (Some('\n'), 1),
            Some('r') => (Some('\r'), 1),
            Some('t') => (Some('\t'), 1),
            Some('&') => (None, 1),
            Some('u') => match numbered(after) {
                Some((c, taken)) => (Some(c), taken),
                None => (Some('\\'), 0),
            },
            _ => (Some('\\'), 0),
        };
        text.extend(c);
        rest = &after[taken..];
    }
    text.push_str(rest);
    text
}

/// Reads `u{…}`: the character and the length of what it was written with.
fn numbered(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("u{")?;
    let end = digits.find('}').filter(|end| (1..=6).contains(end))?;
    let c = char::from_u32(u32::from_str_radix(&digits[..end], 16).ok()?)?;
    Some((c, end + 3))
}

/// Characters that change how a line looks without showing themselves: directions, separators,
/// zero widths, tags. The joiners U+200C and U+200D stay, as whole scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_mislead_is_spelled_out() {
        for (text, line) in [
            ("add phone column", "add phone column"),
            ("two\nlines\r\n", "two\\nlines\\r\\n"),
            ("catalog 1", "\\&catalog 1"),
            ("catalogue", "catalogue"),
            ("autogen: batch 1", "\\&autogen: batch 1"),
            ("  + column x", "\\&  + column x"),
            ("a\\b", "a\\\\b"),
            ("nul\0", "nul\\u{0}"),
            ("\u{202e}evil", "\\u{202e}evil"),
            ("blank ", "blank\\u{20}"),
            ("", ""),
        ] {
            assert_eq!(escape(text), line);
            assert_eq!(unescape(line), text);
        }
    }

    #[test]
    fn a_backslash_by_hand_stands_for_itself() {
        for text in ["C:\\path", "\\u{zz}", "\\u{", "\\u{}", "\\u{110000}", "end\\"] {
            assert_eq!(unescape(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            let line = escape(&text);
            let broken = line.contains(['\n', '\r', '\0', '\u{85}', '\u{2028}']);
            prop_assert!(!broken);
            prop_assert_eq!(line.trim_end(), line.as_str());
            prop_assert_eq!(unescape(&line), text);
        }

        #[test]
        fn any_text_of_hostile_parts_comes_back(
            parts in prop::collection::vec(
                prop::sample::select(vec!["\\", "u{41}", "&", "n", "\n", " ", "catalog", "--", "\u{202e}", "{", "}"]),
                0..12,
            )
        ) {
            let text = parts.concat();
            prop_assert_eq!(unescape(&escape(&text)), text);
        }
    }
}
