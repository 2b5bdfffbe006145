//! The order of columns, which is told and never changed: Postgres can only append one.

use crate::catalog::{Catalog, side_by_side};
use crate::object_id::ObjectId;

/// The objects whose parts, as far as both catalogs have them, stand in another order.
pub fn reordered<'a>(before: &'a Catalog, after: &'a Catalog) -> Vec<&'a ObjectId> {
    let mut places: Vec<(&ObjectId, Vec<(i32, i32)>)> = Vec::new();
    for (id, was, is) in side_by_side(before, after) {
        let (Some(was), Some(is), Some(parent)) = (was, is, id.parent()) else { continue };
        if was.position <= 0 {
            continue;
        }
        // the parts of one object that are of one kind follow each other
        match places.last_mut().filter(|(last, _)| *last == parent) {
            Some((_, places)) => places.push((was.position, is.position)),
            None => places.push((parent, vec![(was.position, is.position)])),
        }
    }
    let is_reordered = |places: &mut Vec<(i32, i32)>| {
        places.sort_unstable();
        places.windows(2).any(|pair| pair[0].1 > pair[1].1)
    };
    places.into_iter().filter_map(|(id, mut p)| is_reordered(&mut p).then_some(id)).collect()
}
