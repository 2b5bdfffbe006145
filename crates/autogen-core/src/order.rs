//! The order of columns, which is told and never changed: Postgres can only append one.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::object_id::ObjectId;

/// The objects whose parts, as far as both catalogs have them, stand in another order.
pub fn reordered<'a>(before: &'a Catalog, after: &Catalog) -> Vec<&'a ObjectId> {
    let mut places: BTreeMap<&ObjectId, Vec<(i32, i32)>> = BTreeMap::new();
    for (id, was) in before.facts.iter().filter(|(_, fact)| fact.position > 0) {
        if let (Some(parent), Some(is)) = (id.parent(), after.facts.get(id)) {
            places.entry(parent).or_default().push((was.position, is.position));
        }
    }
    let is_reordered = |places: &mut Vec<(i32, i32)>| {
        places.sort_unstable();
        places.windows(2).any(|pair| pair[0].1 > pair[1].1)
    };
    places.into_iter().filter_map(|(id, mut p)| is_reordered(&mut p).then_some(id)).collect()
}
