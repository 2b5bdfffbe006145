//! The order of a table's columns. It is no difference and is left as it is; it matters to a query that
//! lists aliases for them, `from member m(id, mail)`.

use super::heritage::{self, Form};
use super::{Kind, Payload, Site, Turn};
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::object_id::ObjectId;

/// The columns of a table in their order.
pub(super) fn of<'a>(catalog: &'a Catalog, table: &ObjectId) -> Vec<&'a Ident> {
    let mut columns: Vec<_> = catalog.parts(Kind::Column, table).collect();
    columns.sort_by_key(|(_, fact)| fact.position);
    columns.into_iter().map(|(id, _)| id.name()).collect()
}

/// The columns in the order in which the plan leaves them: new ones come behind those that are there, and
/// behind those that a new table takes from above.
pub(super) fn as_made<'a>(site: &Site<'a>, table: &ObjectId, turn: Turn<'_>) -> Vec<&'a Ident> {
    let mut found = if site.before.facts.contains_key(table) {
        let mut kept = of(site.before, table);
        kept.retain(|name| {
            let id = ObjectId::part(Kind::Column, table.clone(), (*name).clone());
            site.stays(&id) && !heritage::is_gone(site, &id)
        });
        kept
    } else if heritage::form(site, table) == Form::Alone {
        Vec::new()
    } else {
        from_above(site, table, turn)
    };
    let mut new = of(site.after, table);
    new.retain(|name| !found.contains(name));
    new.sort_by_key(|name| turn(&ObjectId::part(Kind::Column, table.clone(), (*name).clone())));
    found.extend(new);
    found
}

fn from_above<'a>(site: &Site<'a>, table: &ObjectId, turn: Turn<'_>) -> Vec<&'a Ident> {
    let mut found = Vec::new();
    for parent in heritage::parents(site.after, table) {
        for name in as_made(site, &parent, turn) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// Whether something counts the columns of a partition that `PARTITION OF` would give another order.
pub(super) fn is_missed(site: &Site<'_>, table: &ObjectId) -> bool {
    is_counted(site.after, table) && from_above(site, table, &|_| None) != of(site.after, table)
}

/// Whether a query that reads a table counts columns.
fn is_counted(catalog: &Catalog, table: &ObjectId) -> bool {
    let counts = |by: &ObjectId| match catalog.payload(by) {
        Some(Payload::View(view)) => !view.counted.is_empty(),
        Some(Payload::MaterializedView(view)) => !view.counted.is_empty(),
        _ => false,
    };
    let mut read = catalog.parts(Kind::Column, table).map(|(id, _)| id).chain([table]);
    read.any(|id| catalog.dependents(id).iter().any(counts))
}
