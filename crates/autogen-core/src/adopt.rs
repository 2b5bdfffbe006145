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
    // the parts of a partition are those of its parent's once they are attached to the same
    loop {
        let renames = renames(before, &adopted);
        if renames.is_empty() {
            return adopted;
        }
        adopted = rename(&adopted, &renames);
    }
}

fn rename(catalog: &Catalog, renames: &BTreeMap<ObjectId, ObjectId>) -> Catalog {
    let rename = |id: &ObjectId| renamed(id, renames);
    let rename_all = |ids: &BTreeSet<ObjectId>| ids.iter().map(rename).collect();
    let facts = catalog.facts.iter().map(|(id, fact)| {
        let mut fact = Fact { depends: rename_all(&fact.depends), ..fact.clone() };
        fact.payload.follow(id, catalog, &rename);
        (rename(id), fact)
    });
    let bystanders = catalog
        .bystanders
        .iter()
        .map(|b| Bystander {
            depends: rename_all(&b.depends),
            supports: rename_all(&b.supports),
            ..b.clone()
        })
        .collect();
    let mut renamed = catalog.with_facts(facts.collect());
    renamed.bystanders = bystanders;
    renamed
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Ident;
    use crate::kind::{ClusterMark, Kind, Partition, Payload};

    fn table(name: &str) -> ObjectId {
        ObjectId::root(Kind::Table, None, Ident::new(name))
    }

    fn part(kind: Kind, of: &str, name: &str) -> ObjectId {
        ObjectId::part(kind, table(of), Ident::new(name))
    }

    fn unique(attached_to: Option<&str>) -> Payload {
        let payload = serde_json::json!({"unique": {
            "columns": ["a"], "include": [], "deferral": "not-deferrable", "parameters": [],
            "nulls_not_distinct": false, "attached_to": attached_to,
        }});
        serde_json::from_value(payload).expect("a unique constraint")
    }

    /// A partitioned table and its partition, with unique constraints of these names, and a cluster mark.
    fn catalog(above: &str, below: &str) -> Catalog {
        let mut catalog = Catalog::empty(Ident::new("public"), 15);
        let link = Partition { parent: table("t"), bound: "DEFAULT".to_owned() };
        let mark = ClusterMark { index: Ident::new(below) };
        for (id, payload) in [
            (part(Kind::Partition, "p", ""), Payload::Partition(link)),
            (part(Kind::Unique, "t", above), unique(None)),
            (part(Kind::Unique, "p", below), unique(Some(above))),
            (part(Kind::ClusterMark, "p", ""), Payload::ClusterMark(mark)),
        ] {
            let derived = id.kind() == Kind::Unique;
            let fact =
                Fact { payload: Box::new(payload), depends: BTreeSet::new(), position: 0, derived };
            catalog.facts_mut().insert(id, fact);
        }
        catalog
    }

    #[test]
    fn what_names_a_renamed_part_follows_it() {
        let before = catalog("t_key", "p_key");
        let adopted = adopt(&before, &catalog("t_a_key", "p_a_key"));
        let payloads = |catalog: &Catalog| -> Vec<_> {
            let facts = catalog.facts.iter();
            facts.map(|(id, fact)| (id.clone(), fact.payload.clone())).collect()
        };
        assert_eq!(payloads(&adopted), payloads(&before));
    }
}
