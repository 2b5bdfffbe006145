//! The changes as the header of a revision lists them.

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_postgres::rename::Rename;

use super::entry::entries;

/// One line a change, names relative to the default schema: `+ column user.phone text`.
///
/// `before` has the new names of `renames` already, so that what only followed a rename is no change.
pub(crate) fn lines(before: &Catalog, after: &Catalog, renames: &[Rename]) -> Vec<String> {
    let changes = diff(before, after);
    let entries = entries(&changes, renames, before, after);
    entries.iter().map(|entry| format!("{} {}", entry.sign(), entry.line())).collect()
}
