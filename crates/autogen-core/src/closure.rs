//! What a change takes along: the facts that must be altered, or dropped and created, because
//! something they depend on is. Each kind says for itself how it reacts.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::diff::Change;
use crate::kind::{Impact, Payload, Reaction, Site};
use crate::object_id::ObjectId;

/// What a plan does to each fact that it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Alter,
    Create,
    Drop,
    /// Dropped and created.
    Replace,
}

/// The facts a plan touches, and how those that others may depend on are disturbed.
pub(crate) struct Closure {
    pub(crate) verdicts: BTreeMap<ObjectId, Verdict>,
    pub(crate) disturbed: BTreeMap<ObjectId, Impact>,
}

/// `rewritten` names facts that are to be made anew although they could be altered in place, `replaced`
/// those that are to be dropped and created instead.
pub(crate) fn close(
    before: &Catalog,
    after: &Catalog,
    changes: &BTreeMap<ObjectId, Change>,
    rewritten: &BTreeSet<ObjectId>,
    replaced: &BTreeSet<ObjectId>,
) -> Closure {
    let mut closure = Closure { verdicts: BTreeMap::new(), disturbed: BTreeMap::new() };
    let mut queue = BTreeSet::new();
    for (id, change) in changes {
        let site = Site { id, before, after, disturbed: &BTreeMap::new() };
        let (verdict, impact) = match change {
            Change::Create => (Verdict::Create, Impact::InPlace),
            Change::Drop => (Verdict::Drop, Impact::Replaced),
            Change::Alter => match (before.payload(id), after.payload(id)) {
                _ if rewritten.contains(id) => (Verdict::Alter, Impact::Rewritten),
                (Some(was), Some(is)) => match Payload::impact(was, is, &site) {
                    Impact::Replaced => (Verdict::Replace, Impact::Replaced),
                    impact => (Verdict::Alter, impact),
                },
                _ => (Verdict::Replace, Impact::Replaced),
            },
        };
        closure.verdicts.insert(id.clone(), verdict);
        if impact != Impact::InPlace {
            closure.disturbed.insert(id.clone(), impact);
            queue.insert(id.clone());
        }
    }
    for id in replaced {
        closure.verdicts.insert(id.clone(), Verdict::Replace);
        closure.disturbed.insert(id.clone(), Impact::Replaced);
        queue.insert(id.clone());
    }
    while let Some(cause) = queue.pop_first() {
        for id in before.dependents(&cause) {
            let (Some(fact), true) = (before.facts.get(id), after.facts.contains_key(id)) else {
                continue;
            };
            let altered = closure.verdicts.get(id) == Some(&Verdict::Alter);
            if altered && !after.facts.contains_key(&cause) {
                // altering it is what lets go of a cause that is dropped
                continue;
            }
            let impact = closure.disturbed[&cause];
            let site = Site { id, before, after, disturbed: &closure.disturbed };
            let (verdict, impact) = match fact.payload.reaction(&site, &cause, impact) {
                Reaction::Keep => continue,
                Reaction::Alter => (Verdict::Alter, impact),
                Reaction::Restate => (Verdict::Alter, Impact::InPlace),
                Reaction::Rewrite => (Verdict::Alter, Impact::Rewritten),
                Reaction::Replace => (Verdict::Replace, Impact::Replaced),
            };
            let known = closure.verdicts.get(id).copied();
            if known.is_none_or(|known| known == Verdict::Alter && known != verdict) {
                closure.verdicts.insert(id.clone(), verdict);
            }
            let former = closure.disturbed.get(id).copied().unwrap_or(Impact::InPlace);
            if impact > former {
                closure.disturbed.insert(id.clone(), impact);
                queue.insert(id.clone());
            }
        }
    }
    for (id, fact) in before.facts.iter().filter(|_| !changes.is_empty()) {
        let site = Site { id, before, after, disturbed: &closure.disturbed };
        if fact.payload.is_forgotten(&site) && site.stays(id) {
            closure.verdicts.entry(id.clone()).or_insert(Verdict::Alter);
        }
    }
    closure
}
