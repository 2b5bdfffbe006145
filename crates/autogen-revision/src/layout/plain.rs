//! Statements as they come, for what only reads revisions: the layout is a feature of its own.

/// The statement without white space at its ends.
#[must_use]
pub fn layout(sql: &str) -> String {
    sql.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']).to_owned()
}
