//! The changes as the header of a revision lists them.

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_postgres::rename::Rename;

use super::entry::{Entry, entries};

/// How many characters a line may have.
const LONG: usize = 140;

/// One line a change, names relative to the default schema: `+ column user.phone text`.
///
/// `before` has the new names of `renames` already, so that what only followed a rename is no change.
pub(crate) fn lines(before: &Catalog, after: &Catalog, renames: &[Rename]) -> Vec<String> {
    let changes = diff(before, after);
    let entries = entries(&changes, renames, before, after);
    let line = |entry: &Entry<'_>| format!("{} {}", entry.sign(), entry.line());
    entries.iter().map(|entry| shortened(line(entry))).collect()
}

/// Cut between words if it is long: all of it stands in the statements below.
fn shortened(line: String) -> String {
    let Some((end, _)) = line.char_indices().nth(LONG) else { return line };
    let end = line[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &line[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_ends_with_a_word() {
        let short = "+ column user.phone text".to_owned();
        assert_eq!(shortened(short.clone()), short);
        let long = format!("+ check ü ({})", "größer ".repeat(30));
        let cut = shortened(long);
        assert!(cut.ends_with("größer …") && cut.chars().count() <= LONG + 2, "{cut}");
        assert_eq!(shortened("ü".repeat(LONG + 1)), format!("{} …", "ü".repeat(LONG)));
    }
}
