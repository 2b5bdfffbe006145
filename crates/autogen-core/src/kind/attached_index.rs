//! The indexes of partitions, and constraints with one, as they are attached to those of the table above: which
//! one is attached to which, how it is made, and what it is called.

use super::heritage::{
    attached_to, children, heirs, is_born, is_gone, is_made, kept, link, partition,
};
use super::{Index, Kind, Payload, PrimaryKey, Renamed, Site, Unique};
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::object_id::ObjectId;

/// The kinds of part that a table has an index for.
pub(super) const INDEXES: [Kind; 3] = [Kind::PrimaryKey, Kind::Unique, Kind::Index];

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

/// What Postgres compares of two indexes to see whether one will do for the other (`CompareIndexInfo` in
/// `index.c`): neither orders nor parameters, nor when a constraint is checked.
#[derive(Debug, PartialEq)]
pub(super) struct Shape<'a> {
    pub(super) method: &'a str,
    pub(super) unique: bool,
    pub(super) nulls_not_distinct: bool,
    /// Columns or expressions, with collation and operator class.
    pub(super) keys: Vec<(String, &'a str)>,
    pub(super) include: &'a [Ident],
    pub(super) predicate: Option<&'a str>,
}

fn shape(payload: &Payload) -> Option<Shape<'_>> {
    match payload {
        Payload::PrimaryKey(key) => Some(key.keys.shape(false)),
        Payload::Unique(unique) => Some(unique.shape()),
        Payload::Index(index) => Some(index.shape()),
        _ => None,
    }
}

/// Whether Postgres, when it needs an index on a partition like the one, takes the other: for that of a
/// constraint another constraint's, of whichever kind.
fn is_taken_for(catalog: &Catalog, other: &ObjectId, one: &ObjectId) -> bool {
    let shape = |id: &ObjectId| catalog.payload(id).and_then(shape);
    other != one
        && (other.kind() != Kind::Index || one.kind() == Kind::Index)
        && shape(one).is_some_and(|one| shape(other) == Some(one))
}

/// Whether dropping the index above drops this one.
pub(super) fn goes_with_above(site: &Site<'_>, id: &ObjectId) -> bool {
    let goes = |above: &ObjectId| is_gone(site, above) && renamed(site, above).is_none();
    !kept(site, id.outermost()).is_empty()
        && index_above(site.before, id).is_some_and(|up| goes(&up))
}

/// Whether it is not what it was: the one that it is attached to goes, or another has its name.
pub(super) fn is_another(site: &Site<'_>, id: &ObjectId) -> bool {
    let Some(above) = index_above(site.before, id) else { return false };
    !kept(site, id.outermost()).is_empty()
        && next(site, &above).is_none_or(|next| index_above(site.after, id) != Some(next))
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
    pub(super) behind: Vec<ObjectId>,
    /// What is made on partitions too.
    pub(super) below: Vec<ObjectId>,
}

/// What an index is afterwards. One of a partition goes by what it is attached to, whatever its name.
fn next(site: &Site<'_>, id: &ObjectId) -> Option<ObjectId> {
    let above = index_above(site.before, id).filter(|_| !kept(site, id.outermost()).is_empty());
    let Some(above) = above else {
        return site.after.facts.contains_key(id).then(|| id.clone());
    };
    let above = next(site, &above)?;
    let was = site.before.payload(id).map(detached);
    let mut own = site.after.parts(id.kind(), id.outermost());
    let own = own.find(|(own, _)| index_above(site.after, own).as_ref() == Some(&above));
    own.filter(|(_, fact)| Some(detached(&fact.payload)) == was).map(|(own, _)| own.clone())
}

/// The name that what is attached to an index that stays goes on under, since it cannot be dropped. Its comment
/// goes along.
pub(super) fn renamed(site: &Site<'_>, id: &ObjectId) -> Option<ObjectId> {
    let is_attached = index_above(site.before, id).is_some();
    if !is_attached || kept(site, id.outermost()).is_empty() || goes_with_above(site, id) {
        return None;
    }
    let next = next(site, id).filter(|next| next != id)?;
    let comments = site.before.parts(Kind::Comment, id);
    let says = |comment: &ObjectId| comment.moved(next.clone());
    let stays = comments.map(|(id, _)| says(id)).all(|id| site.after.facts.contains_key(&id));
    stays.then_some(next)
}

/// Whether the name that it goes on under comes free only when it is renamed itself.
pub(super) fn is_exchanged(site: &Site<'_>, id: &ObjectId) -> bool {
    let then = |id: &ObjectId| renamed(site, id);
    std::iter::successors(then(id), then).any(|next| next == *id)
}

fn is_renamed(site: &Site<'_>, id: &ObjectId) -> bool {
    let mut former = site.before.parts(id.kind(), id.outermost());
    former.any(|(was, _)| renamed(site, was).as_ref() == Some(id))
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
    {
        let attached = indexes(site.after, table)
            .filter(|other| index_above(site.after, other).is_some())
            .filter(|other| is_taken_for(site.after, id, other));
        making.behind.extend(attached.cloned());
        if !making.behind.is_empty() {
            making.behind.extend(link(site.after, Kind::Partition, table));
        }
    }
    making
}

fn detached(payload: &Payload) -> Payload {
    let mut payload = payload.clone();
    match &mut payload {
        Payload::PrimaryKey(PrimaryKey { attached_to, .. })
        | Payload::Unique(Unique { attached_to, .. })
        | Payload::Index(Index { attached_to, .. }) => *attached_to = None,
        _ => {}
    }
    payload
}

fn indexes<'a>(catalog: &'a Catalog, table: &ObjectId) -> impl Iterator<Item = &'a ObjectId> {
    INDEXES.iter().flat_map(|kind| catalog.parts(*kind, table)).map(|(id, _)| id)
}

/// An index of a table to be attached that Postgres might take for another, which is the one to be
/// attached: both, that other one last. Of two that are alike and both to be attached it takes the older
/// one for the older one above.
pub(super) fn mistakable(site: &Site<'_>, table: &ObjectId) -> Option<(ObjectId, ObjectId)> {
    let all = || indexes(site.after, table);
    all().filter(|id| index_above(site.after, id).is_some()).find_map(|id| {
        let stands = |other: &&ObjectId| {
            index_above(site.after, other).is_some() || (site.stays(other) && !is_gone(site, other))
        };
        // since 17 a constraint takes only one of its kind
        let fits = |other: &&ObjectId| {
            site.after.major < 17 || id.kind() == Kind::Index || other.kind() == id.kind()
        };
        let taken = |other: &&ObjectId| is_taken_for(site.after, other, id);
        let other = all().filter(stands).filter(fits).find(taken)?;
        Some((other.clone(), id.clone()))
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
        let mut former = indexes(site.before, own.outermost());
        is_as_made(site.after, own)
            && !former.any(|other| taken_for_it(other) && is_taken_for(site.after, other, own))
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
