//! As much of two catalogs as it takes to run what leads from one to the other: what is touched, what
//! depends on that, and what all of it refers to.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::kind::directly_above;
use crate::object_id::ObjectId;

/// The facts of both catalogs that a copy needs in which `touched` is changed. What is touched is there
/// with all its parts and whatever depends on them, since a plan may rebuild that; what is only referred
/// to is there as far as it is referred to. Tables that inherit from one another are there together.
pub fn surroundings(catalogs: [&Catalog; 2], touched: &BTreeSet<ObjectId>) -> BTreeSet<ObjectId> {
    let relatives = relatives(catalogs);
    let whole = touched.iter().map(ObjectId::outermost);
    // what does something to whatever is made while it stands
    let marking = catalogs.iter().flat_map(|catalog| catalog.facts.keys());
    let marking = marking.filter(|id| id.kind().marks());
    let mut kept: BTreeSet<ObjectId> = BTreeSet::new();
    let mut queue: Vec<&ObjectId> = whole.chain(marking).collect();
    while let Some(id) = queue.pop() {
        if kept.insert(id.clone()) {
            queue.extend(needing(catalogs, id));
        }
    }
    let mut queue: Vec<ObjectId> = kept.iter().cloned().collect();
    while let Some(id) = queue.pop() {
        let needed = catalogs.iter().flat_map(|catalog| catalog.needs(&id));
        let mut more: Vec<&ObjectId> = needed.collect();
        more.extend(relatives.get(&id).into_iter().flatten());
        if relatives.contains_key(id.outermost()) {
            more.extend(
                needing(catalogs, &id).into_iter().filter(|part| part.parent() == Some(&id)),
            );
        }
        for id in more {
            if kept.insert(id.clone()) {
                queue.push(id.clone());
            }
        }
    }
    kept
}

/// What needs a fact in one of the catalogs.
fn needing<'a>(catalogs: [&'a Catalog; 2], id: &ObjectId) -> Vec<&'a ObjectId> {
    catalogs.into_iter().flat_map(|catalog| catalog.dependents(id)).collect()
}

/// The tables right above and below each table that has such.
fn relatives(catalogs: [&Catalog; 2]) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let mut found: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    for catalog in catalogs {
        for table in catalog.facts.keys().filter(|id| id.parent().is_none()) {
            for above in directly_above(catalog, table) {
                found.entry(above.clone()).or_default().push(table.clone());
                found.entry(table.clone()).or_default().push(above);
            }
        }
    }
    found
}

impl Catalog {
    /// The catalog with those of its facts only.
    #[must_use]
    pub fn only(&self, kept: &BTreeSet<ObjectId>) -> Self {
        let facts = self.facts.iter().filter(|(id, _)| kept.contains(*id));
        self.with_facts(facts.map(|(id, fact)| (id.clone(), fact.clone())).collect())
    }

    /// The tables that a table inherits from, near and far.
    pub fn tables_above(&self, table: &ObjectId) -> BTreeSet<ObjectId> {
        let mut found = BTreeSet::new();
        let mut queue = vec![table.clone()];
        while let Some(table) = queue.pop() {
            let direct = directly_above(self, &table).into_iter();
            queue.extend(direct.filter(|above| found.insert(above.clone())));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Fact;
    use crate::ident::Ident;
    use crate::kind::{Comment, Kind, Payload};

    fn named(name: &str) -> ObjectId {
        ObjectId::root(Kind::View, None, Ident::new(name))
    }

    /// Facts whose payload says nothing, with what they depend on.
    fn catalog(facts: &[(ObjectId, &[&ObjectId])]) -> Catalog {
        let fact = |depends: &[&ObjectId]| Fact {
            payload: Box::new(Payload::Comment(Comment { text: String::new() })),
            depends: depends.iter().map(|id| (*id).clone()).collect(),
            position: 0,
            derived: false,
        };
        let facts = facts.iter().map(|(id, depends)| (id.clone(), fact(depends)));
        Catalog::empty(Ident::new("public"), 15).with_facts(facts.collect())
    }

    #[test]
    fn what_is_referred_to_comes_without_what_depends_on_it() {
        let [base, touched, above, beside] = ["base", "touched", "above", "beside"].map(named);
        let part = ObjectId::part(Kind::Comment, touched.clone(), Ident::new(""));
        let of_base = ObjectId::part(Kind::Comment, base.clone(), Ident::new(""));
        let all = catalog(&[
            (base.clone(), &[]),
            (of_base, &[]),
            (touched.clone(), &[&base]),
            (part.clone(), &[]),
            (above.clone(), &[&touched]),
            (beside, &[&base]),
        ]);
        let changed = BTreeSet::from([part.clone()]);
        let kept = surroundings([&all, &all], &changed);
        assert_eq!(kept, BTreeSet::from([base, touched, part, above]));
    }

    #[test]
    fn either_catalog_may_be_the_one_that_refers() {
        let [one, other, touched] = ["one", "other", "touched"].map(named);
        let before = catalog(&[(one.clone(), &[]), (touched.clone(), &[&one])]);
        let after = catalog(&[(other.clone(), &[]), (touched.clone(), &[&other])]);
        let kept = surroundings([&before, &after], &BTreeSet::from([touched.clone()]));
        assert_eq!(kept, BTreeSet::from([one, other, touched]));
    }
}
