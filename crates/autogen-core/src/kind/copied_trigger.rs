//! The triggers that partitions have from the partitioned table: each row trigger of a table is copied to every
//! partition that it has or comes to have, and none is made or dropped by itself (`trigger.c`, and
//! `CloneRowTriggersToPartition` and `DropClonedTriggersFromPartition` in `tablecmds.c`).

use super::heritage::{copies, descendants, is_born, is_gone, is_made, link, original};
use super::{Kind, Site};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::object_id::ObjectId;

/// What makes a trigger that the plan makes: itself, or for a copy the trigger above all or the link that puts
/// its table, or one above it, below another, whichever comes last.
pub(super) fn maker(site: &Site<'_>, id: &ObjectId) -> Option<ObjectId> {
    if !is_made(site, id) {
        return None;
    }
    let Some(above) = original(site.after, id) else { return Some(id.clone()) };
    if above.name() != id.name() {
        // before 15 one can be renamed and the other not
        return None;
    }
    // a table is born below one that has its triggers by then
    let from_above = maker(site, &above).filter(|maker| !is_born(site, maker));
    from_above.or_else(|| own_link(site.after, id).filter(|link| is_made(site, link)))
}

/// Whether a copy is there once its table is put below another, and not before.
pub(super) fn comes_with_link(site: &Site<'_>, id: &ObjectId) -> bool {
    let link = own_link(site.after, id);
    link.is_some() && maker(site, id) == link
}

/// What drops a copy as well: the end of its table's place below another, or of that of one above it, or the drop
/// of the trigger above all.
pub(super) fn breaker(site: &Site<'_>, id: &ObjectId) -> Option<ObjectId> {
    let above = original(site.before, id)?;
    let link = own_link(site.before, id).filter(|link| is_gone(site, link));
    link.or_else(|| match original(site.before, &above) {
        Some(_) => breaker(site, &above),
        None => Some(above).filter(|above| is_gone(site, above)),
    })
}

/// The action that makes `by`, with the copies that it makes.
pub(super) fn made_by(site: &Site<'_>, by: &ObjectId, action: Action) -> Action {
    let top = by.outermost();
    let tables = descendants(site.after, top).into_iter().chain([top.clone()]);
    let copies = tables.flat_map(|table| site.after.parts(Kind::Trigger, &table).map(|(id, _)| id));
    let made = copies.filter(|id| *id != by && maker(site, id).as_ref() == Some(by));
    made.fold(action, Action::produces)
}

/// The copies of a trigger, at all depths.
pub(super) fn below(catalog: &Catalog, id: &ObjectId) -> Vec<ObjectId> {
    let tables = descendants(catalog, id.outermost());
    tables.iter().flat_map(|table| copies(catalog, table, id)).collect()
}

fn own_link(catalog: &Catalog, id: &ObjectId) -> Option<ObjectId> {
    link(catalog, Kind::Partition, id.outermost())
}
