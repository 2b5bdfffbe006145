//! What a project does not manage of the objects that it does: such parts of the desired catalog are
//! those of the former one, so that a plan leaves them alone, and puts them back where it has to
//! rebuild what they are parts of.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Fact};
use crate::kind::{Kind, grant};
use crate::object_id::ObjectId;

/// Carries facts of the `carried` kinds, with their parts, over from `before` wherever `after` has
/// what they are parts of; those that `after` has of its own are left out. What is new has the grants
/// that it is born with.
///
/// A carried fact may then need something that `after` has not; [`crate::plan`] refuses to make it.
pub fn carry(before: &Catalog, after: &mut Catalog, carried: impl Fn(Kind) -> bool) {
    let carrier = |id: &ObjectId| id.lineage().find(|id| carried(id.kind())).cloned();
    let stays = |after: &BTreeMap<ObjectId, Fact>, id: &ObjectId| {
        id.parent().is_none_or(|parent| after.contains_key(parent))
    };
    let foreign = after.facts.keys().any(|id| carrier(id).is_some());
    let former: Vec<_> = before.facts.iter().filter(|(id, _)| carrier(id).is_some()).collect();
    if !foreign && former.is_empty() {
        return;
    }
    let facts = after.facts_mut();
    facts.retain(|id, _| carrier(id).is_none());
    // a whole comes before its parts by depth, not by kind
    let mut former = former;
    former.sort_by_key(|(id, _)| id.lineage().count());
    for (id, fact) in former {
        if stays(facts, id) {
            facts.insert(id.clone(), fact.clone());
        }
    }
    if !carried(Kind::Grant) {
        return;
    }
    let new = after.facts.keys().filter(|id| !before.facts.contains_key(*id));
    let given: Vec<_> = new.flat_map(|id| grant::given(after, id)).collect();
    for (id, payload) in given {
        let fact = Fact { payload, depends: Default::default(), position: 0, derived: false };
        after.facts_mut().insert(id, fact);
    }
}
