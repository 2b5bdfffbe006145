//! The difference of two catalogs: which facts come, go and change. Knows no kind.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Fact, side_by_side};
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
    let change = |(id, was, is): (&ObjectId, Option<&Fact>, Option<&Fact>)| {
        let change = match (was, is) {
            (Some(was), Some(is)) => {
                Payload::differs(&was.payload, &is.payload).then_some(Change::Alter)?
            }
            (Some(_), None) => Change::Drop,
            (None, _) => Change::Create,
        };
        Some((id.clone(), change))
    };
    side_by_side(before, after).filter_map(change).collect()
}
