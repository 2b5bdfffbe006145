//! What a table passes on to the tables below it: to its partitions, and to what inherits from it.
//!
//! Every table has facts for all of its parts, those too that it has from above. Postgres changes them
//! together with the table above, so a rule first asks here whether the statement of that table does
//! its work, and the rule above asks which facts below its statement makes and drops. Only links that
//! stay count for that: what is detached goes first, and what is attached comes last.

use super::{
    Impact, Index, Kind, Partition, Payload, PrimaryKey, Renamed, Site, Unique, column_order,
};
use crate::action::Action;
use crate::catalog::{Catalog, Fact};
use crate::ident::Ident;
use crate::object_id::ObjectId;

/// How a new table is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With all of its parts; it is attached afterwards, if at all.
    Alone,
    /// `PARTITION OF`: it takes everything from its parent.
    Partition,
    /// `INHERITS`.
    Inherits,
}

/// The kinds of part that a table has an index for.
pub(super) const INDEXES: [Kind; 3] = [Kind::PrimaryKey, Kind::Unique, Kind::Index];

fn link(catalog: &Catalog, kind: Kind, table: &ObjectId) -> Option<ObjectId> {
    let id = ObjectId::part(kind, table.clone(), Ident::new(""));
    catalog.facts.contains_key(&id).then_some(id)
}

/// What puts a table below others.
pub(super) fn links(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    let kinds = [Kind::Partition, Kind::Inheritance];
    kinds.into_iter().filter_map(|kind| link(catalog, kind, table)).collect()
}

/// What a table is as a partition.
pub(super) fn partition<'a>(catalog: &'a Catalog, table: &ObjectId) -> Option<&'a Partition> {
    let id = link(catalog, Kind::Partition, table)?;
    match catalog.payload(&id) {
        Some(Payload::Partition(partition)) => Some(partition),
        _ => None,
    }
}

/// The tables directly above.
pub(super) fn parents(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    if let Some(partition) = partition(catalog, table) {
        return vec![partition.parent.clone()];
    }
    let id = link(catalog, Kind::Inheritance, table);
    match id.and_then(|id| catalog.payload(&id)) {
        Some(Payload::Inheritance(inheritance)) => inheritance.parents.clone(),
        _ => Vec::new(),
    }
}

/// The tables directly above that were so before and stay so.
pub(super) fn kept(site: &Site<'_>, table: &ObjectId) -> Vec<ObjectId> {
    if !site.stays(table) {
        return Vec::new();
    }
    let (was, is) = (partition(site.before, table), partition(site.after, table));
    if (was.is_some() || is.is_some()) && was != is {
        return Vec::new();
    }
    let former = parents(site.before, table);
    parents(site.after, table).into_iter().filter(|parent| former.contains(parent)).collect()
}

/// The tables directly below.
fn children(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    let mut found = Vec::new();
    for kind in [Kind::Partition, Kind::Inheritance] {
        let links = catalog.facts.range(ObjectId::root(kind, None, Ident::new(""))..);
        for (id, fact) in links.take_while(|(id, _)| id.kind() == kind) {
            let is_below = match &*fact.payload {
                Payload::Partition(partition) => partition.parent == *table,
                Payload::Inheritance(inheritance) => inheritance.parents.contains(table),
                _ => false,
            };
            found.extend(id.parent().filter(|_| is_below).cloned());
        }
    }
    found
}

fn below(
    catalog: &Catalog,
    table: &ObjectId,
    counts: impl Fn(&ObjectId, &ObjectId) -> bool,
) -> Vec<ObjectId> {
    let mut found = Vec::new();
    let mut queue = vec![table.clone()];
    while let Some(above) = queue.pop() {
        for child in children(catalog, &above) {
            if counts(&child, &above) && !found.contains(&child) {
                found.push(child.clone());
                queue.push(child);
            }
        }
    }
    found.sort();
    found
}

/// All tables below that were so before and stay so.
pub(super) fn heirs(site: &Site<'_>, table: &ObjectId) -> Vec<ObjectId> {
    below(site.after, table, |child, above| kept(site, child).contains(above))
}

/// All tables below.
pub(super) fn descendants(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    below(catalog, table, |_, _| true)
}

/// The same part of another table.
pub(super) fn at(part: &ObjectId, table: &ObjectId) -> ObjectId {
    match part.parent() {
        None => table.clone(),
        Some(parent) => part.moved(at(parent, table)),
    }
}

/// The same part of the tables directly above that stay so, where `catalog` has it.
pub(super) fn above(site: &Site<'_>, catalog: &Catalog, part: &ObjectId) -> Vec<ObjectId> {
    let parents = kept(site, part.outermost()).into_iter();
    parents.map(|parent| at(part, &parent)).filter(|id| catalog.facts.contains_key(id)).collect()
}

/// Whether a fact of before is dropped, be it to be made again.
pub(super) fn is_gone(site: &Site<'_>, id: &ObjectId) -> bool {
    site.before.facts.contains_key(id) && site.disturbed.get(id) == Some(&Impact::Replaced)
}

/// Whether a fact has to be made.
pub(super) fn is_made(site: &Site<'_>, id: &ObjectId) -> bool {
    site.after.facts.contains_key(id) && (!site.before.facts.contains_key(id) || is_gone(site, id))
}

/// Whether both are the same before, and the same after.
pub(super) fn are_twins(site: &Site<'_>, one: &ObjectId, other: &ObjectId) -> bool {
    site.before.payload(one) == site.before.payload(other)
        && site.after.payload(one) == site.after.payload(other)
}

/// How a table is made that is new.
pub(super) fn form(site: &Site<'_>, table: &ObjectId) -> Form {
    if site.before.facts.contains_key(table) {
        return Form::Alone;
    }
    match partition(site.after, table) {
        Some(partition)
            if is_plain_copy(site.after, table, &partition.parent)
                && !column_order::is_missed(site, table) =>
        {
            Form::Partition
        }
        Some(_) => Form::Alone,
        None if link(site.after, Kind::Inheritance, table).is_some() => Form::Inherits,
        None => Form::Alone,
    }
}

/// Whether `PARTITION OF` would make a partition as it should be, but for what can be altered then.
fn is_plain_copy(after: &Catalog, table: &ObjectId, parent: &ObjectId) -> bool {
    let column =
        |(id, fact): (&ObjectId, &Fact)| match (&*fact.payload, after.payload(&at(id, parent))) {
            (Payload::Column(own), Some(Payload::Column(above))) => own.is_copy_of(above),
            _ => false,
        };
    let index = |(id, fact): (&ObjectId, &Fact)| {
        attached_to(&fact.payload).is_none() || is_as_made(after, id)
    };
    let key = |(id, fact): (&ObjectId, &Fact)| {
        attached_to(&fact.payload).is_none_or(|above| above == id.name())
    };
    after.parts(Kind::Column, table).all(column)
        && INDEXES.iter().all(|kind| after.parts(*kind, table).all(index))
        && after.parts(Kind::ForeignKey, table).all(key)
}

/// The parts of a table that tables pass on.
pub(super) fn parts(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
    const KINDS: [Kind; 6] =
        [Kind::Column, Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey, Kind::Index];
    let mut found = Vec::new();
    for (id, _) in KINDS.iter().flat_map(|kind| catalog.parts(*kind, table)) {
        found.push(id.clone());
        let default = default_of(id);
        if id.kind() == Kind::Column && catalog.facts.contains_key(&default) {
            found.push(default);
        }
    }
    found
}

/// The statement that makes a new table, with what it takes from above, and what mends that.
pub(super) fn be_born(site: &Site<'_>, form: Form, mut action: Action) -> Vec<Action> {
    if form == Form::Alone {
        return vec![action];
    }
    let (after, table) = (site.after, site.id);
    let parents = parents(after, table);
    for id in parents.iter().flat_map(|parent| parts(after, parent)) {
        if !comes_last(site, &id) {
            action = action.consumes(&id);
        }
    }
    for id in links(after, table).into_iter().chain(parts(after, table)) {
        if is_born(site, &id) {
            action = action.produces(&id);
        }
    }
    let mut actions = vec![action];
    for (column, _) in after.parts(Kind::Column, table) {
        let default = default_of(column);
        let comes_down = |parent| after.facts.contains_key(&at(&default, parent));
        if !after.facts.contains_key(&default) && parents.iter().any(comes_down) {
            let (table, name) = (table.qualified(), column.name());
            let sql = format!("alter table {table} alter column {name} drop default");
            actions.push(Action::new(sql).consumes(column));
        }
    }
    actions
}

/// Whether a part of a table is made when all tables below are there: a foreign key, and a check that is
/// not valid, since a table made after it would have it validated.
pub(super) fn comes_last(site: &Site<'_>, id: &ObjectId) -> bool {
    is_made(site, id)
        && match site.after.payload(id) {
            Some(Payload::ForeignKey(_)) => true,
            Some(Payload::Check(check)) => {
                let parents = parents(site.after, id.outermost());
                check.comes_last()
                    || check.inherited
                        && parents.iter().any(|parent| comes_last(site, &at(id, parent)))
            }
            _ => false,
        }
}

/// The default of a column.
pub(super) fn default_of(column: &ObjectId) -> ObjectId {
    ObjectId::part(Kind::Default, column.clone(), Ident::new(""))
}

/// Whether the statement that makes a new table makes this part of it.
pub(super) fn is_born(site: &Site<'_>, id: &ObjectId) -> bool {
    let table = id.outermost();
    let form = form(site, table);
    if form == Form::Alone {
        return false;
    }
    match site.after.payload(id) {
        Some(Payload::Partition(_) | Payload::Inheritance(_)) => true,
        Some(Payload::Column(column)) => form == Form::Partition || column.inherited,
        Some(Payload::Default(default)) => {
            id.parent().is_some_and(|column| is_born(site, column))
                && parents(site.after, table).iter().any(|parent| {
                    matches!(site.after.payload(&at(id, parent)), Some(Payload::Default(d)) if d == default)
                })
        }
        Some(Payload::Check(check)) => {
            let parents = parents(site.after, table);
            check.inherited && !parents.iter().any(|parent| comes_last(site, &at(id, parent)))
        }
        Some(payload @ (Payload::PrimaryKey(_) | Payload::Unique(_) | Payload::Index(_))) => {
            form == Form::Partition && attached_to(payload).is_some()
        }
        Some(Payload::ForeignKey(_)) => {
            form == Form::Partition
                && foreign_key_above(site.after, id).is_some_and(|above| !is_made(site, &above))
        }
        _ => false,
    }
}

/// Whether a column of a table that stays is made by the table above; one that the table has of its own
/// too is there before.
pub(super) fn is_passed_on(site: &Site<'_>, column: &ObjectId) -> bool {
    let inherited = matches!(
        site.after.payload(column),
        Some(Payload::Column(column)) if column.inherited
    );
    inherited && is_made(site, column) && !above(site, site.after, column).is_empty()
}

/// The name of what a part of a partition is attached to.
pub(super) fn attached_to(payload: &Payload) -> Option<&Ident> {
    match payload {
        Payload::PrimaryKey(PrimaryKey { attached_to, .. })
        | Payload::Unique(Unique { attached_to, .. })
        | Payload::Index(Index { attached_to, .. }) => attached_to.as_ref(),
        Payload::ForeignKey(key) => key.attached_to.as_ref(),
        _ => None,
    }
}

/// Follows the part of the partitioned table that a part of a partition is attached to.
pub(super) fn follow(id: &ObjectId, name: &mut Ident, catalog: &Catalog, renamed: Renamed<'_>) {
    let is_key = id.kind() == Kind::ForeignKey;
    let above = if is_key { foreign_key_above(catalog, id) } else { index_above(catalog, id) };
    if let Some(above) = above {
        *name = renamed(&above).name().clone();
    }
}

/// Follows the index, or constraint with one, that a part of a table names.
pub(super) fn follow_index(
    id: &ObjectId,
    name: &mut Ident,
    catalog: &Catalog,
    renamed: Renamed<'_>,
) {
    let Some(table) = id.parent() else { return };
    let kinds = INDEXES.iter().chain(&[Kind::Exclusion]);
    let mut named = kinds.map(|kind| ObjectId::part(*kind, table.clone(), name.clone()));
    if let Some(index) = named.find(|id| catalog.facts.contains_key(id)) {
        *name = renamed(&index).name().clone();
    }
}

/// The foreign key of the partitioned table that this one of a partition is a copy of.
pub(super) fn foreign_key_above(catalog: &Catalog, id: &ObjectId) -> Option<ObjectId> {
    let name = catalog.payload(id).and_then(attached_to)?;
    let parent = &partition(catalog, id.outermost())?.parent;
    Some(ObjectId::part(Kind::ForeignKey, parent.clone(), name.clone()))
}

/// The index, or constraint with one, that this one of a partition is attached to.
pub(super) fn index_above(catalog: &Catalog, id: &ObjectId) -> Option<ObjectId> {
    let name = catalog.payload(id).and_then(attached_to)?;
    let parent = &partition(catalog, id.outermost())?.parent;
    let mut named = INDEXES.iter().map(|kind| ObjectId::part(*kind, parent.clone(), name.clone()));
    named.find(|id| catalog.facts.contains_key(id))
}

/// What is attached to an index on the partitions that stay, at all depths.
pub(super) fn indexes_below(site: &Site<'_>, catalog: &Catalog, id: &ObjectId) -> Vec<ObjectId> {
    let below = heirs(site, id.outermost());
    let all =
        below.iter().flat_map(|table| INDEXES.iter().flat_map(|kind| catalog.parts(*kind, table)));
    let is_below = |of: &ObjectId| {
        std::iter::successors(index_above(catalog, of), |up| index_above(catalog, up))
            .any(|up| up == *id)
    };
    all.filter(|(of, _)| is_below(of)).map(|(of, _)| of.clone()).collect()
}

/// Whether dropping the index above drops this one.
pub(super) fn goes_with_above(site: &Site<'_>, id: &ObjectId) -> bool {
    let goes = |above: &ObjectId| is_gone(site, above) && renamed(site, above).is_none();
    !kept(site, id.outermost()).is_empty()
        && index_above(site.before, id).is_some_and(|up| goes(&up))
}

/// The same as far as that one is not there any more.
pub(super) fn loses_above(site: &Site<'_>) -> bool {
    let goes =
        |above: &ObjectId| !site.after.facts.contains_key(above) && renamed(site, above).is_none();
    !kept(site, site.id.outermost()).is_empty()
        && index_above(site.before, site.id).is_some_and(|above| goes(&above))
}

/// How an index, or a constraint with one, is made.
#[derive(Debug, Default)]
pub(super) struct Making {
    /// By the statement of the table above, or by that which makes the table.
    pub(super) done: bool,
    /// Not on the partitions, where each is made by itself.
    pub(super) only: bool,
    /// What it is attached to then.
    pub(super) attach_to: Option<ObjectId>,
    /// What must have been attached before, or another would be taken for it.
    pub(super) behind: Option<ObjectId>,
    /// What is made on partitions too.
    pub(super) below: Vec<ObjectId>,
}

/// The name that what is attached to an index that stays goes on under, since it cannot be dropped.
pub(super) fn renamed(site: &Site<'_>, id: &ObjectId) -> Option<ObjectId> {
    let was = site.before.payload(id)?;
    let above = index_above(site.before, id)?;
    let comment = ObjectId::part(Kind::Comment, id.clone(), Ident::new(""));
    let stays = !kept(site, id.outermost()).is_empty() && !is_gone(site, &above);
    let mut alike = site.after.parts(id.kind(), id.outermost());
    let next =
        alike.find(|(next, fact)| *fact.payload == *was && !site.before.facts.contains_key(*next));
    let is_free = !site.after.facts.contains_key(id) && !site.before.facts.contains_key(&comment);
    next.filter(|_| stays && is_free).map(|(next, _)| next.clone())
}

fn is_renamed(site: &Site<'_>, id: &ObjectId) -> bool {
    !site.before.facts.contains_key(id) && {
        let mut former = site.before.parts(id.kind(), id.outermost());
        former.any(|(was, _)| renamed(site, was).as_ref() == Some(id))
    }
}

/// How an index, or a constraint with one, is made.
pub(super) fn making(site: &Site<'_>, id: &ObjectId) -> Making {
    let table = id.outermost();
    if is_born(site, id) || is_renamed(site, id) {
        return Making { done: true, ..Making::default() };
    }
    let mut making = Making::default();
    let has_heirs = !heirs(site, table).is_empty();
    if let Some(above) = index_above(site.after, id).filter(|_| !kept(site, table).is_empty()) {
        let mut top = above.clone();
        while is_made(site, &top) && !kept(site, top.outermost()).is_empty() {
            let Some(up) = index_above(site.after, &top) else { break };
            top = up;
        }
        making.done = is_made(site, &top) && reaches_all(site, &top);
        making.only = has_heirs;
        making.attach_to = Some(above);
        return making;
    }
    if has_heirs {
        making.only = !reaches_all(site, id);
        if !making.only {
            making.below = indexes_below(site, site.after, id);
        }
    }
    if site.after.payload(id).is_some_and(|payload| attached_to(payload).is_none())
        && partition(site.after, table).is_some()
        && alike(site.after, id).iter().any(|other| index_above(site.after, other).is_some())
    {
        making.behind = link(site.after, Kind::Partition, table);
    }
    making
}

/// Others of the table that differ in nothing but what they are attached to.
fn alike(catalog: &Catalog, id: &ObjectId) -> Vec<ObjectId> {
    let detached = |payload: &Payload| {
        let mut payload = payload.clone();
        match &mut payload {
            Payload::PrimaryKey(PrimaryKey { attached_to, .. })
            | Payload::Unique(Unique { attached_to, .. })
            | Payload::Index(Index { attached_to, .. }) => *attached_to = None,
            _ => {}
        }
        payload
    };
    let own = catalog.payload(id).map(detached);
    let others = catalog.parts(id.kind(), id.outermost());
    let same = others.filter(|(other, fact)| *other != id && Some(detached(&fact.payload)) == own);
    same.map(|(other, _)| other.clone()).collect()
}

/// An index of a table to be attached that Postgres might take for another, which is the one to be
/// attached: both, that other one last.
pub(super) fn mistakable(site: &Site<'_>, table: &ObjectId) -> Option<(ObjectId, ObjectId)> {
    let all = INDEXES.iter().flat_map(|kind| site.after.parts(*kind, table));
    all.filter(|(id, _)| index_above(site.after, id).is_some()).find_map(|(id, _)| {
        let stands = |other: &ObjectId| {
            site.stays(other) && !is_gone(site, other) && index_above(site.after, other).is_none()
        };
        let other = alike(site.after, id).into_iter().find(stands)?;
        Some((other, id.clone()))
    })
}

/// Whether making the index on a partitioned table makes, or finds, the right ones on all partitions.
fn reaches_all(site: &Site<'_>, id: &ObjectId) -> bool {
    let is_right = |own: &ObjectId| {
        let is_new = is_made(site, own) || goes_with_above(site, own);
        if !is_new {
            return site.before.payload(own).is_some_and(|was| attached_to(was).is_none());
        }
        let taken_for_it = |other: &ObjectId| {
            let free = site.before.payload(other).is_some_and(|was| attached_to(was).is_none());
            free && !is_gone(site, other)
        };
        is_as_made(site.after, own) && !alike(site.after, own).iter().any(taken_for_it)
    };
    let tables = children(site.after, id.outermost());
    tables.iter().filter(|table| !kept(site, table).is_empty()).all(|table| {
        let mut all = INDEXES.iter().flat_map(|kind| site.after.parts(*kind, table));
        let own = all.find(|(own, _)| index_above(site.after, own).as_ref() == Some(id));
        own.is_some_and(|(own, _)| is_right(own) && reaches_all(site, own))
    })
}

/// Whether an index of a partition is as Postgres makes it from the one above.
pub(super) fn is_as_made(catalog: &Catalog, id: &ObjectId) -> bool {
    let parameters = |id: &ObjectId| match catalog.payload(id) {
        Some(Payload::PrimaryKey(key)) => Some(&key.keys.parameters),
        Some(Payload::Unique(unique)) => Some(&unique.keys.parameters),
        Some(Payload::Index(index)) => Some(&index.parameters),
        _ => None,
    };
    catalog.payload(id).is_some_and(|payload| has_automatic_name(id, payload))
        && index_above(catalog, id).is_none_or(|above| parameters(&above) == parameters(id))
}

/// Whether Postgres would give it this name (`ChooseIndexName` in `indexcmds.c`).
fn has_automatic_name(id: &ObjectId, payload: &Payload) -> bool {
    let (columns, label) = match payload {
        Payload::PrimaryKey(_) => (Some(Vec::new()), "pkey"),
        Payload::Unique(unique) => (Some(unique.column_names()), "key"),
        Payload::Index(index) => (index.column_names(), "idx"),
        _ => return false,
    };
    columns.is_some_and(|columns| {
        automatic_name(id.outermost().name().as_str(), &columns, label) == id.name().as_str()
    })
}

/// `makeObjectName` of `indexcmds.c`: 63 bytes, the longer part cut first.
fn automatic_name(table: &str, columns: &[String], label: &str) -> String {
    const LONGEST: usize = 63;
    let columns = columns.join("_");
    let columns = &columns[..columns.floor_char_boundary(LONGEST)];
    let joints = 1 + usize::from(!columns.is_empty());
    let room = LONGEST - label.len() - joints;
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > room {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let table = &table[..table.floor_char_boundary(first)];
    let columns = &columns[..columns.floor_char_boundary(second)];
    if columns.is_empty() {
        format!("{table}_{label}")
    } else {
        format!("{table}_{columns}_{label}")
    }
}

#[cfg(test)]
mod tests {
    use super::automatic_name;

    #[test]
    fn names_are_made_as_postgres_makes_them() {
        assert_eq!(automatic_name("t", &[], "pkey"), "t_pkey");
        assert_eq!(automatic_name("t", &["a".into(), "b".into()], "idx"), "t_a_b_idx");
        let long = automatic_name(&"t".repeat(60), &["column".into()], "idx");
        assert_eq!((long.len(), &long[50..]), (63, "tt_column_idx"));
    }
}
