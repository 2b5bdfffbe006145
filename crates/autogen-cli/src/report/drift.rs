//! What somebody did to a database beside its revisions.

use std::fmt;

use anstyle::Style;

use super::human::{ADDED, CHANGED, DROPPED};

/// `1 object is`, `3 objects are`.
pub(crate) fn objects(count: usize) -> String {
    if count == 1 { "1 object is".to_owned() } else { format!("{count} objects are") }
}

/// A heading, and a line for each object that differs, with a word on what its sign means here.
pub(crate) fn render(label: &str, lines: &[String]) -> String {
    use fmt::Write as _;
    let mut text = format!("drift: {} not as the revisions left {label}\n", objects(lines.len()));
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default().min(60);
    for line in lines {
        let (paint, what) = match line.chars().next() {
            Some('+') => (ADDED, "only in the database"),
            Some('-') => (DROPPED, "only in the revisions"),
            Some('~') => (CHANGED, "revisions -> database"),
            _ => (Style::new(), ""),
        };
        // writing to a String cannot fail
        let _ = writeln!(text, "  {paint}{line:width$}{paint:#}  {what}");
    }
    text
}
