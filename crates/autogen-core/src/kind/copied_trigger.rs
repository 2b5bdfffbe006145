//! The triggers that partitions have from the partitioned table: each row trigger of a table is copied to every
//! partition that it has or comes to have, and none is made or dropped by itself (`trigger.c`, and
//! `CloneRowTriggersToPartition` and `DropClonedTriggersFromPartition` in `tablecmds.c`).

use std::collections::BTreeSet;

use super::heritage::{
    at, copies, descendants, is_born, is_gone, is_made, link, original, parents,
};
use super::{Kind, Payload, Site, Trigger};
use crate::action::Action;
use crate::catalog::{Catalog, Fact};
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

/// Makes the copies of a catalog that was put together of parts what its other triggers and its partitions make
/// of them, as far as they may be changed: each has the definition of the one above, and fires as it did.
pub(crate) fn settle(catalog: &mut Catalog, may_change: impl Fn(&Catalog, &ObjectId) -> bool) {
    if catalog.of_kind(Kind::Trigger).next().is_none() {
        return;
    }
    let is_copy = |(id, fact): &(&ObjectId, &Fact)| {
        matches!(&*fact.payload, Payload::Trigger(copy) if copy.attached_to.is_some())
            && may_change(catalog, id)
    };
    let all = catalog.of_kind(Kind::Trigger).filter(is_copy).map(|(id, _)| id.clone());
    let mut left: BTreeSet<ObjectId> = all.collect();
    let mut tables: Vec<ObjectId> =
        catalog.of_kind(Kind::Partition).filter_map(|(id, _)| id.parent().cloned()).collect();
    tables.sort_by_cached_key(|table| catalog.tables_above(table).len());
    for table in tables {
        let (Some(above), Some(link)) =
            (parents(catalog, &table).into_iter().next(), link(catalog, Kind::Partition, &table))
        else {
            continue;
        };
        for (original, fact) in row_triggers(catalog, &above) {
            let own = copies(catalog, &table, &original).pop();
            let id = own.unwrap_or_else(|| at(&original, &table));
            let former = catalog.payload(&id).cloned();
            if !may_change(catalog, &id) || former.is_some() && !left.remove(&id) {
                continue;
            }
            let mut copy = fact.clone();
            if let Payload::Trigger(trigger) = &mut *copy.payload {
                trigger.become_copy(original.name(), former.as_ref());
            }
            copy.depends.extend([original, link.clone()]);
            catalog.facts_mut().insert(id, copy);
        }
    }
    if !left.is_empty() {
        catalog.facts_mut().retain(|id, _| !id.lineage().any(|of| left.contains(of)));
    }
}

fn row_triggers(catalog: &Catalog, table: &ObjectId) -> Vec<(ObjectId, Fact)> {
    let is_copied =
        |fact: &Fact| matches!(&*fact.payload, Payload::Trigger(Trigger { each_row: true, .. }));
    let all = catalog.parts(Kind::Trigger, table).filter(|(_, fact)| is_copied(fact));
    all.map(|(id, fact)| (id.clone(), fact.clone())).collect()
}
