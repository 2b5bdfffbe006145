//! The indexes that ALTER COLUMN TYPE builds anew even where it keeps the rows as they are.

use super::{Column, Kind, Payload, Site, heritage, made_anew};
use crate::object_id::ObjectId;

/// The indexes on a column, and on that of the tables below, that the change from `before` to `after`
/// builds anew while they stay what they are: operator classes or collations are others, be it of the same
/// name, or the index has a predicate or an expression (indexcmds.c, CheckIndexCompatible).
pub(super) fn rebuilt(site: &Site<'_>, before: &Column, after: &Column) -> Vec<ObjectId> {
    let from = made_anew::resolved(&before.data_type, site.id, site.before);
    let to = made_anew::resolved(&after.data_type, site.id, site.after);
    let same = operators(&from.name) == operators(&to.name)
        && before.collation == after.collation
        && made_anew::made_anew(site).next().is_none();
    let mut tables = heritage::heirs(site, site.parent());
    tables.push(site.parent().clone());
    let kinds = [Kind::PrimaryKey, Kind::Unique, Kind::Exclusion, Kind::Index];
    let mut found = Vec::new();
    for table in &tables {
        let column = heritage::at(site.id, table);
        for (id, fact) in kinds.iter().flat_map(|kind| site.before.parts(*kind, table)) {
            let computed = match &*fact.payload {
                Payload::Index(index) => index.computes(),
                _ => false,
            };
            let stays = site.stays(id) && !site.makes(id);
            if stays && fact.depends.contains(&column) && (computed || !same) {
                found.push(id.clone());
            }
        }
    }
    found
}

/// The type whose operator classes a type uses (manual: Operator Classes).
fn operators(name: &str) -> &str {
    match name {
        "varchar" => "text",
        "cidr" => "inet",
        name => name,
    }
}
