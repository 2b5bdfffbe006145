//! What a project does not manage: such facts of the desired catalog are those of the former one, so that
//! a plan leaves them as they are, and puts them back where it has to take them down.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Fact, side_by_side};
use crate::kind::{copied_trigger, grant};
use crate::object_id::ObjectId;

/// Carries what is `carried` of `before` over to `after`, wherever what it is a part of is still wanted;
/// what `after` has of its own is left out. Where `grants` can be carried, what is new has those of them
/// that it is born with; partitions have the carried triggers of the tables above.
///
/// A carried fact may then need something that `after` has not; [`crate::plan`] refuses that.
pub(crate) fn carry(
    before: &Catalog,
    after: &mut Catalog,
    grants: bool,
    carried: impl Fn(&Catalog, &ObjectId) -> bool,
) {
    let all = |catalog: &Catalog| -> Vec<ObjectId> {
        catalog.facts.keys().filter(|id| carried(catalog, id)).cloned().collect()
    };
    let (foreign, kept) = (all(after), all(before));
    if !foreign.is_empty() || !kept.is_empty() {
        let facts = after.facts_mut();
        for id in &foreign {
            facts.remove(id);
        }
        let kept: BTreeSet<&ObjectId> = kept.iter().collect();
        for id in &kept {
            let whole = id.lineage().skip(1).find(|up| !kept.contains(up));
            if whole.is_none_or(|whole| facts.contains_key(whole)) {
                facts.insert((*id).clone(), before.facts[*id].clone());
            }
        }
        copied_trigger::settle(after, &carried);
    }
    if !grants {
        return;
    }
    let new = side_by_side(before, after).filter(|(_, was, _)| was.is_none());
    let given = new.flat_map(|(id, _, _)| grant::given(after, id));
    let given: Vec<_> = given.filter(|(id, _)| carried(after, id)).collect();
    for (id, payload) in given {
        let fact = Fact {
            payload: Box::new(payload),
            depends: BTreeSet::new(),
            position: 0,
            derived: false,
        };
        after.facts_mut().insert(id, fact);
    }
}
