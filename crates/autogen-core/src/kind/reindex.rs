//! The indexes that ALTER COLUMN TYPE builds anew even where it keeps the rows as they are, and those that it
//! makes anew: the index of a partition from that which it is attached to. Only what stands in the statement of
//! that one comes back, under the name that Postgres makes up; comments, and what else is said of the
//! partition's own, is lost (`ATPostAlterTypeParse` in `tablecmds.c`).

use super::{Column, Impact, Kind, Payload, Reaction, Site, attached_index, heritage, made_anew};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::object_id::ObjectId;

/// Whether an index on a column whose type changes is made anew from the one above.
pub(super) fn comes_from_above(site: &Site<'_>) -> bool {
    attached_index::index_above(site.before, site.id).is_some()
        && !heritage::kept(site, site.id.outermost()).is_empty()
}

/// Whether one that others are made anew from would make some of them under other names, or with other
/// parameters.
pub(super) fn loses_names(site: &Site<'_>) -> bool {
    attached_index::indexes_below(site, site.before, site.id).iter().any(|below| {
        let comes_back = |catalog: &Catalog| attached_index::is_as_made(catalog, below);
        !(comes_back(site.before) && comes_back(site.after))
    })
}

/// Lets what stands on an index that is made anew come behind that.
pub(super) fn behind(site: &Site<'_>, action: Action) -> Action {
    let anew = |id: &&ObjectId| {
        attached_index::INDEXES.contains(&id.kind())
            && site.disturbed.get(*id) == Some(&Impact::Rewritten)
    };
    let columns = site.after.needs(site.id).filter(anew).flat_map(|index| site.after.needs(index));
    columns.filter(|id| id.kind() == Kind::Column).fold(action, Action::consumes)
}

/// The indexes on a column, and on that of the tables below, that the change from `before` to `after`
/// builds anew while they stay what they are: operator classes or collations are others, be it of the same
/// name, or the index has a predicate or an expression (indexcmds.c, CheckIndexCompatible).
pub(super) fn rebuilt(site: &Site<'_>, before: &Column, after: &Column) -> Vec<ObjectId> {
    let from = made_anew::resolved(&before.data_type, site.id, site.before);
    let to = made_anew::resolved(&after.data_type, site.id, site.after);
    let same = operators(&from.name) == operators(&to.name)
        && before.collation == after.collation
        && made_anew::made_anew(site).next().is_none();
    let mut tables = heritage::heirs(site, site.parent());
    tables.push(site.parent().clone());
    let kinds = [Kind::PrimaryKey, Kind::Unique, Kind::Exclusion, Kind::Index];
    let mut found = Vec::new();
    for table in &tables {
        let column = heritage::at(site.id, table);
        for (id, fact) in kinds.iter().flat_map(|kind| site.before.parts(*kind, table)) {
            let computed = match &*fact.payload {
                Payload::Index(index) => index.computes(),
                _ => false,
            };
            let stays = site.stays(id) && !heritage::is_gone(site, id);
            if stays && fact.depends.contains(&column) && (computed || !same) {
                found.push(id.clone());
            }
        }
    }
    found
}

/// How a mark on an index reacts, which one that is made anew has lost.
pub(super) fn mark_reaction(impact: Impact) -> Reaction {
    match impact {
        Impact::Replaced => Reaction::Replace,
        Impact::Rewritten => Reaction::Restate,
        _ => Reaction::Keep,
    }
}

/// The type whose operator classes a type uses (manual: Operator Classes).
fn operators(name: &str) -> &str {
    match name {
        "varchar" => "text",
        "cidr" => "inet",
        name => name,
    }
}
