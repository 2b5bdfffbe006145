//! What a table passes on to the tables below it: to its partitions, and to what inherits from it.
//!
//! Every table has facts for all of its parts, those too that it has from above. Postgres changes them
//! together with the table above, so a rule first asks here whether the statement of that table does
//! its work, and the rule above asks which facts below its statement makes and drops. Only links that
//! stay count for that: what is detached goes first, and what is attached comes last.

use super::{
    Impact, Index, Kind, Partition, Payload, PrimaryKey, Renamed, Site, Unique, attached_index,
    column_order, copied_trigger,
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

pub(super) fn link(catalog: &Catalog, kind: Kind, table: &ObjectId) -> Option<ObjectId> {
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

/// Whether a table has partitions, or may have them.
pub(super) fn is_partitioned(catalog: &Catalog, table: &ObjectId) -> bool {
    matches!(catalog.payload(table), Some(Payload::Table(table)) if table.partition_by.is_some())
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
pub(super) fn children(catalog: &Catalog, table: &ObjectId) -> Vec<ObjectId> {
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
        attached_to(&fact.payload).is_none() || attached_index::is_as_made(after, id)
    };
    let key = |(id, fact): (&ObjectId, &Fact)| {
        attached_to(&fact.payload).is_none_or(|above| above == id.name())
    };
    after.parts(Kind::Column, table).all(column)
        && attached_index::INDEXES.iter().all(|kind| after.parts(*kind, table).all(index))
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

/// The parts of a table that go.
pub(super) fn gone(site: &Site<'_>, table: &ObjectId) -> Vec<ObjectId> {
    let mut found = parts(site.before, table);
    found.retain(|id| !site.after.facts.contains_key(id));
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
    for link in links(after, table) {
        action = copied_trigger::made_by(site, &link, action);
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
                && original(site.after, id).is_some_and(|above| !is_made(site, &above))
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

/// The columns of the tables above that a new one comes from. Of those that differ, it has its default and NOT
/// NULL from one, which has to come first; Postgres merges the others with it.
fn sources(site: &Site<'_>, column: &ObjectId) -> Vec<ObjectId> {
    let has = |id: &ObjectId| match site.after.payload(id) {
        Some(Payload::Column(column)) => {
            Some((column.not_null, site.after.payload(&default_of(id))))
        }
        _ => None,
    };
    let parents = above(site, site.after, column);
    let is_like = |id: &&ObjectId| has(id) == has(column);
    let first = parents.iter().find(|id| is_like(id) && is_made(site, id));
    match first.filter(|_| !parents.iter().all(|id| is_like(&id))) {
        Some(first) => vec![first.clone()],
        None => parents,
    }
}

/// The action that adds a column, as what passes it on to a table below.
pub(super) fn pass_on(site: &Site<'_>, column: &ObjectId, action: Action) -> Action {
    fn comes_from(site: &Site<'_>, column: &ObjectId) -> bool {
        column == site.id || sources(site, column).iter().any(|id| comes_from(site, id))
    }
    if comes_from(site, column) {
        return action.produces(column);
    }
    sources(site, column).iter().fold(action, Action::consumes)
}

/// The name of what a part of a partition is attached to.
pub(super) fn attached_to(payload: &Payload) -> Option<&Ident> {
    match payload {
        Payload::PrimaryKey(PrimaryKey { attached_to, .. })
        | Payload::Unique(Unique { attached_to, .. })
        | Payload::Index(Index { attached_to, .. }) => attached_to.as_ref(),
        Payload::ForeignKey(key) => key.attached_to.as_ref(),
        Payload::Trigger(trigger) => trigger.attached_to.as_ref(),
        _ => None,
    }
}

/// Follows the part of the partitioned table that a part of a partition is attached to.
pub(super) fn follow(id: &ObjectId, name: &mut Ident, catalog: &Catalog, renamed: Renamed<'_>) {
    let is_key = id.kind() == Kind::ForeignKey;
    let above =
        if is_key { original(catalog, id) } else { attached_index::index_above(catalog, id) };
    if let Some(above) = above {
        *name = renamed(&above).name().clone();
    }
}

/// The foreign key or trigger of the partitioned table that this one of a partition is a copy of.
pub(super) fn original(catalog: &Catalog, id: &ObjectId) -> Option<ObjectId> {
    let name = catalog.payload(id).and_then(attached_to)?;
    let parent = &partition(catalog, id.outermost())?.parent;
    Some(ObjectId::part(id.kind(), parent.clone(), name.clone()))
}

/// The copies of a foreign key or trigger that a partition at any depth has.
pub(super) fn copies(catalog: &Catalog, table: &ObjectId, of: &ObjectId) -> Vec<ObjectId> {
    let up = |id: &ObjectId| original(catalog, id);
    let is_copy = |id: &ObjectId| std::iter::successors(up(id), up).any(|above| above == *of);
    let all = catalog.parts(of.kind(), table).map(|(id, _)| id);
    all.filter(|id| is_copy(id)).cloned().collect()
}
