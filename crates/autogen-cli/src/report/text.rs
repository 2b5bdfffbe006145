//! Text of others on a terminal, where a name or a comment must not steer anything.

use std::fmt::Write as _;

/// The text on one line, with escapes for what moves the cursor, colours, or turns the direction of
/// writing around.
pub(crate) fn one_line(text: &str) -> String {
    escaped(text, false)
}

/// The same, line ends and tabs kept.
pub(super) fn lines(text: &str) -> String {
    escaped(text, true)
}

fn escaped(text: &str, keep_lines: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' if keep_lines => shown.push(c),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            c if steers(c) => {
                // writing to a String cannot fail
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

/// A word as a shell takes it. One that would steer the terminal is quoted in the way of bash, zsh and
/// ksh that has escapes.
pub(crate) fn shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.:=/@+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if one_line(word) == word {
        return format!("'{}'", word.replace('\'', "'\\''"));
    }
    let mut quoted = "$'".to_owned();
    for c in word.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\\' | '\'' => quoted.extend(['\\', c]),
            // writing to a String cannot fail
            c if steers(c) => drop(write!(quoted, "\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

fn steers(c: char) -> bool {
    c.is_control() || turns_direction(c)
}

/// Marks of bidirectional text, and line and paragraph separators.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shell() {
        assert_eq!(shell("public.größe=x"), "public.größe=x");
        assert_eq!(shell(""), "''");
        assert_eq!(shell("it's \\ $x"), r"'it'\''s \ $x'");
        assert_eq!(shell("a\n'\\b\u{1b}\u{202e}"), r"$'a\n\'\\b\u001b\u202e'");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(
            one_line("a\u{1b}[31mb\r\n\tc\u{7f}\u{9b}"),
            "a\\u{1b}[31mb\\u{d}\\n\\tc\\u{7f}\\u{9b}"
        );
        assert_eq!(one_line("\u{202e}cba größe"), "\\u{202e}cba größe");
        assert_eq!(lines("a\n\tb\u{1b}"), "a\n\tb\\u{1b}");
    }
}
