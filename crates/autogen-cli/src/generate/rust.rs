//! Rust source as rustfmt lays it out: literals, attributes, lists.

use std::fmt::Write as _;

/// The width of a line.
const WIDTH: usize = 100;

/// A string literal: plain, raw where that needs no escapes, else escaped.
pub(super) fn literal(text: &str) -> String {
    let plain = |c: char| !c.is_control() && !is_invisible(c);
    if !text.chars().all(plain) || !text.contains(['"', '\\']) {
        return format!("\"{}\"", escaped(text));
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                // a String takes whatever is written
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Characters that turn the direction of a text, which rustc refuses in source.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `#[sea_orm(…)]`, on one line if it fits. Nothing without arguments.
pub(super) fn attribute(indent: usize, arguments: &[String]) -> String {
    if arguments.is_empty() {
        return String::new();
    }
    let space = " ".repeat(indent);
    let line = format!("{space}#[sea_orm({})]\n", arguments.join(", "));
    if line.trim_end().chars().count() <= WIDTH {
        return line;
    }
    let inner: String =
        arguments.iter().map(|argument| format!("{space}    {argument},\n")).collect();
    // rustfmt leaves the comma out behind the last
    let inner = inner.trim_end().trim_end_matches(',').to_owned() + "\n";
    format!("{space}#[sea_orm(\n{inner}{space})]\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_plain_or_raw_or_escaped() {
        assert_eq!(literal("a 'b'"), "\"a 'b'\"");
        assert_eq!(literal("a \"b\" \\d"), "r#\"a \"b\" \\d\"#");
        assert_eq!(literal("a \"#b"), "r##\"a \"#b\"##");
        assert_eq!(literal("a\n\"\u{7}"), "\"a\\n\\\"\\u{7}\"");
        assert_eq!(literal("x\u{202e}y"), "\"x\\u{202e}y\"");
        let nested = literal(&format!("custom({})", literal("\"My type\"")));
        assert_eq!(nested, "r##\"custom(r#\"\"My type\"\"#)\"##");
    }

    #[test]
    fn a_long_attribute_is_broken() {
        assert_eq!(attribute(4, &[]), "");
        assert_eq!(attribute(4, &["unique".into()]), "    #[sea_orm(unique)]\n");
        let long = attribute(0, &["unique".into(), format!("comment = \"{}\"", "x".repeat(90))]);
        assert!(long.starts_with("#[sea_orm(\n    unique,\n    comment"), "{long}");
        assert!(long.ends_with("\"\n)]\n"), "{long}");
    }
}
