//! The difference of two catalogs: which facts come, go and change. Knows no kind.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::kind::Payload;
use crate::object_id::ObjectId;

/// What becomes of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is there on both sides, with another payload.
    Alter,
    /// It is there only after.
    Create,
    /// It is there only before.
    Drop,
}

/// All facts that differ.
pub fn diff(before: &Catalog, after: &Catalog) -> BTreeMap<ObjectId, Change> {
    let mut changes = BTreeMap::new();
    let mut former = before.facts.iter().peekable();
    let mut next = after.facts.iter().peekable();
    loop {
        let order = match (former.peek(), next.peek()) {
            (None, None) => return changes,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let was = if order.is_le() { former.next() } else { None };
        let is = if order.is_ge() { next.next() } else { None };
        let (id, change) = match (was, is) {
            (Some((id, was)), Some((_, is))) if Payload::differs(&was.payload, &is.payload) => {
                (id, Change::Alter)
            }
            (Some((id, _)), None) => (id, Change::Drop),
            (None, Some((id, _))) => (id, Change::Create),
            _ => continue,
        };
        changes.insert(id.clone(), change);
    }
}
