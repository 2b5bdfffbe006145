//! Gives the desired catalog the former's names and forms wherever the model did not choose: exact
//! name first, then the same structure, the smallest name, each used once. Everything afterwards
//! compares exactly.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Bystander, Catalog, Fact};
use crate::kind::auto_increment;
use crate::object_id::ObjectId;

/// The desired catalog with the names and forms of `before` where its facts are marked derived.
pub fn adopt(before: &Catalog, after: &Catalog) -> Catalog {
    let mut adopted = after.clone();
    auto_increment::adopt(before, &mut adopted);
    let renames = renames(before, &adopted);
    if renames.is_empty() {
        return adopted;
    }
    let rename = |id: &ObjectId| renamed(id, &renames);
    let rename_all = |ids: &BTreeSet<ObjectId>| ids.iter().map(rename).collect();
    let facts: BTreeMap<_, _> = adopted
        .facts
        .iter()
        .map(|(id, fact)| (rename(id), Fact { depends: rename_all(&fact.depends), ..fact.clone() }))
        .collect();
    let bystanders = adopted
        .bystanders
        .iter()
        .map(|b| Bystander {
            depends: rename_all(&b.depends),
            supports: rename_all(&b.supports),
            ..b.clone()
        })
        .collect();
    Catalog { bystanders, ..adopted.with_facts(facts) }
}

fn renamed(id: &ObjectId, renames: &BTreeMap<ObjectId, ObjectId>) -> ObjectId {
    if let Some(new) = renames.get(id) {
        return new.clone();
    }
    match id.parent().map(|parent| (parent, renamed(parent, renames))) {
        Some((parent, new)) if *parent != new => id.moved(new),
        _ => id.clone(),
    }
}

/// For each derived fact that the former catalog has under another name, that name.
fn renames(before: &Catalog, after: &Catalog) -> BTreeMap<ObjectId, ObjectId> {
    let mut renames = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (id, fact) in after.facts.iter().filter(|(id, fact)| fact.derived && id.kind().adoptable())
    {
        let Some(parent) = id.parent() else { continue };
        if before.facts.contains_key(id) {
            continue;
        }
        let former = before.parts(id.kind(), parent).find(|(former, was)| {
            was.payload == fact.payload
                && !after.facts.contains_key(*former)
                && !used.contains(*former)
        });
        if let Some((former, _)) = former {
            used.insert(former.clone());
            renames.insert(id.clone(), former.clone());
        }
    }
    renames
}
