//! Where two ways from one catalog get in each other's way. Knows no kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::diff::{Change, diff};
use crate::object_id::ObjectId;

/// A fact that two ways touch, so that they cannot both be gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Collision {
    /// Both make it, change it or drop it.
    Both(ObjectId),
    /// The one changes or drops what the other needs for something that it makes or changes.
    Needed {
        /// What is changed or dropped.
        changed: ObjectId,
        /// What needs it.
        by: ObjectId,
        /// Whether it is the first way that changes it.
        first: bool,
    },
}

/// All collisions of the ways from `base` to `first` and to `second`, each at the outermost object: where
/// two tables collide, their columns are not named.
#[must_use]
pub fn collisions(base: &Catalog, first: &Catalog, second: &Catalog) -> BTreeSet<Collision> {
    let (one, other) = (diff(base, first), diff(base, second));
    let both: BTreeSet<&ObjectId> = one.keys().filter(|id| other.contains_key(*id)).collect();
    let mut found: BTreeSet<Collision> = both
        .iter()
        .filter(|id| !id.lineage().skip(1).any(|parent| both.contains(parent)))
        .map(|id| Collision::Both((*id).clone()))
        .collect();
    for (changed, catalog, needing, is_first) in
        [(&one, second, &other, true), (&other, first, &one, false)]
    {
        for (by, change) in needing {
            if *change == Change::Drop || by.lineage().any(|id| both.contains(id)) {
                continue;
            }
            let needed = catalog.needs(by).find(|id| touched(changed, id));
            if let Some(needed) = needed {
                let (changed, by) = (needed.clone(), by.clone());
                found.insert(Collision::Needed { changed, by, first: is_first });
            }
        }
    }
    found
}

/// Whether what was there is changed or dropped.
fn touched(changes: &BTreeMap<ObjectId, Change>, id: &ObjectId) -> bool {
    matches!(changes.get(id), Some(Change::Alter | Change::Drop))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalog::Fact;
    use crate::ident::Ident;
    use crate::kind::{Comment, Kind, Payload};

    fn table(name: &str) -> ObjectId {
        ObjectId::root(Kind::Table, None, Ident::new(name))
    }

    fn column(table_name: &str, name: &str) -> ObjectId {
        ObjectId::part(Kind::Column, table(table_name), Ident::new(name))
    }

    /// What a fact says does not matter here, so that all are comments.
    fn catalog(facts: &[(ObjectId, &str, &[ObjectId])]) -> Catalog {
        let fact = |text: &str, depends: &[ObjectId]| Fact {
            payload: Box::new(Payload::Comment(Comment { text: text.to_owned() })),
            depends: depends.iter().cloned().collect(),
            position: 0,
            derived: false,
        };
        let facts = facts.iter().map(|(id, text, needs)| (id.clone(), fact(text, needs)));
        let mut catalog = Catalog::empty(Ident::new("public"), 15);
        catalog.facts = Arc::new(facts.collect());
        catalog
    }

    #[test]
    fn columns_side_by_side_are_none_and_the_same_one_is() {
        let base = catalog(&[(table("t"), "", &[])]);
        let with = |name: &str| catalog(&[(table("t"), "", &[]), (column("t", name), "int", &[])]);
        assert!(collisions(&base, &with("a"), &with("b")).is_empty());
        let both = collisions(&base, &with("a"), &with("a"));
        assert_eq!(both, [Collision::Both(column("t", "a"))].into());
    }

    #[test]
    fn what_one_drops_or_changes_the_other_may_not_need() {
        let index = ObjectId::part(Kind::Index, table("t"), Ident::new("i"));
        let (t, a) = (table("t"), column("t", "a"));
        let base = catalog(&[(t.clone(), "", &[]), (a.clone(), "int", &[])]);
        let indexed = catalog(&[
            (t.clone(), "", &[]),
            (a.clone(), "int", &[]),
            (index.clone(), "", std::slice::from_ref(&a)),
        ]);
        let needed = |changed: &ObjectId, first| Collision::Needed {
            changed: changed.clone(),
            by: index.clone(),
            first,
        };
        let widened = catalog(&[(t.clone(), "", &[]), (a.clone(), "bigint", &[])]);
        assert_eq!(collisions(&base, &widened, &indexed), [needed(&a, true)].into());
        let dropped = catalog(&[(t.clone(), "", &[])]);
        assert_eq!(collisions(&base, &indexed, &dropped), [needed(&a, false)].into());
        let gone = catalog(&[]);
        assert_eq!(collisions(&base, &gone, &indexed), [needed(&t, true)].into());
        // both drop the table: named once, at the table
        assert_eq!(collisions(&base, &gone, &gone), [Collision::Both(t)].into());
    }
}
