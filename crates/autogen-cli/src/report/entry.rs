//! Changes as a person counts them: what comes or goes with a whole is no change of its own.

use std::collections::BTreeMap;

use autogen_core::catalog::Catalog;
use autogen_core::diff::Change;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_postgres::rename::Rename;

use super::text::one_line;

/// A text of several lines is long from here on.
const LONG: usize = 80;

/// One change.
pub(super) struct Entry<'a> {
    /// The object, under its new name.
    pub(super) id: &'a ObjectId,
    pub(super) what: What,
    /// The parts that come or go with it.
    pub(super) parts: Vec<&'a ObjectId>,
}

/// What becomes of an object, with its definition in a line.
pub(super) enum What {
    Create(String),
    Drop(String),
    Alter { before: String, after: String },
    Rename { to: String },
}

impl Entry<'_> {
    /// What stands before the name.
    pub(super) fn sign(&self) -> char {
        match self.what {
            What::Create(_) => '+',
            What::Drop(_) => '-',
            What::Alter { .. } | What::Rename { .. } => '~',
        }
    }

    /// All of it on one line, behind its sign: `column user.phone text`, `table place (7 columns)`,
    /// `column user.name text -> citext`, `column user.email renamed to email_address`.
    pub(super) fn line(&self) -> String {
        let tail = match &self.what {
            What::Create(summary) | What::Drop(summary) => brief(summary),
            What::Alter { before, after } if brief(before) == brief(after) => brief(after),
            What::Alter { before, after } => format!("{} -> {}", brief(before), brief(after)),
            What::Rename { to } => format!("renamed to {}", one_line(to)),
        };
        let columns = self.parts.iter().filter(|part| part.kind() == Kind::Column).count();
        let whole = matches!(self.what, What::Create(_) | What::Drop(_));
        let count = match (self.id.kind(), columns) {
            (Kind::Table, 1) if whole => "(1 column)".to_owned(),
            (Kind::Table, n) if whole => format!("({n} columns)"),
            _ => String::new(),
        };
        let words = [name(self.id), tail, count];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The text on one line; of a long one in lines, such as the body of a function, only the first.
fn brief(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) if text.len() > LONG => format!("{} …", one_line(first)),
        _ => one_line(text),
    }
}

/// `column user.phone`, `comment on table user`: relative to the default schema.
pub(super) fn name(id: &ObjectId) -> String {
    if let Some(parent) = id.parent()
        && let Some(label) = id.kind().label(id, &name(parent))
    {
        return one_line(&label);
    }
    // the default schema has no name in a catalog relative to it
    if id.name().as_str().is_empty() {
        return format!("default {}", id.kind());
    }
    one_line(&id.to_string())
}

/// The definition of an object in a line, if it is there.
pub(super) fn summary(catalog: &Catalog, id: &ObjectId) -> Option<String> {
    catalog.payload(id).map(|payload| payload.summary().trim().to_owned())
}

/// What it comes or goes with: the outermost object, or for what goes any object that it is a part
/// of. The default of a new column is worth a line, that of a dropped one is not.
fn whole<'a>(
    changes: &'a BTreeMap<ObjectId, Change>,
    id: &ObjectId,
    change: Change,
) -> Option<&'a ObjectId> {
    let same = |parent: &&ObjectId| changes.get(parent) == Some(&change);
    let whole = match change {
        Change::Alter => None,
        Change::Create => id.parent().map(ObjectId::outermost).filter(same),
        Change::Drop => id.lineage().skip(1).filter(same).last(),
    };
    whole.and_then(|whole| changes.get_key_value(whole)).map(|(whole, _)| whole)
}

/// All changes and renames, those of one outermost object together, in the order of these.
/// `before` has the new names already.
pub(super) fn entries<'a>(
    changes: &'a BTreeMap<ObjectId, Change>,
    renames: &'a [Rename],
    before: &Catalog,
    after: &Catalog,
) -> Vec<Entry<'a>> {
    let mut found: BTreeMap<(&ObjectId, &ObjectId), Entry<'a>> = BTreeMap::new();
    let summary = |catalog, id| summary(catalog, id).unwrap_or_default();
    let mut parts: BTreeMap<&ObjectId, Vec<&ObjectId>> = BTreeMap::new();
    for (id, change) in changes {
        let what = match change {
            Change::Create => What::Create(summary(after, id)),
            Change::Drop => What::Drop(summary(before, id)),
            Change::Alter => What::Alter { before: summary(before, id), after: summary(after, id) },
        };
        if let Some(whole) = whole(changes, id, *change) {
            parts.entry(whole).or_default().push(id);
            continue;
        }
        found.insert((id.outermost(), id), Entry { id, what, parts: Vec::new() });
    }
    for ((_, id), entry) in &mut found {
        entry.parts = parts.remove(id).unwrap_or_default();
    }
    let mut entries: Vec<Entry<'a>> = found.into_values().collect();
    for rename in renames.iter().rev() {
        let target = rename.target();
        let what = What::Rename { to: rename.to.as_str().to_owned() };
        let entry = Entry { id: &rename.from, what, parts: Vec::new() };
        let same = |other: &Entry<'_>| other.id.outermost() == target.outermost();
        let at = entries.iter().position(same).unwrap_or_else(|| {
            entries.partition_point(|other| other.id.outermost() < target.outermost())
        });
        entries.insert(at, entry);
    }
    entries
}
