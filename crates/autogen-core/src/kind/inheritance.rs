//! Which tables a table inherits from.

use serde::{Deserialize, Serialize};

use super::partition::{before_columns, comes_after, comes_before};
use super::{Impact, Kind, Object, Payload, Reaction, Site, heritage};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// The parents of a table; a part of that table without a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inheritance {
    /// In the order in which it came to inherit from them.
    pub parents: Vec<ObjectId>,
}

fn enter(site: &Site<'_>, parent: &ObjectId) -> Action {
    let table = site.parent().qualified();
    Action::new(format!("alter table {table} inherit {}", parent.qualified()))
        .produces(site.id)
        .locks(Form::Inherit, site.parent())
        .locks(Form::InheritFrom, parent)
}

fn inherit(site: &Site<'_>, parent: &ObjectId) -> Action {
    comes_after(site, std::slice::from_ref(parent), enter(site, parent))
}

/// The columns and checks that the table only inherits, before and after.
fn inherited<'a>(site: &Site<'a>) -> impl Iterator<Item = ObjectId> + use<'a> {
    let Site { before, after, .. } = *site;
    let only_inherits = |catalog: &Catalog, id: &ObjectId| match catalog.payload(id) {
        Some(Payload::Column(column)) => column.inherited,
        Some(Payload::Check(check)) => check.inherited,
        _ => false,
    };
    let parts = heritage::parts(before, site.parent()).into_iter();
    parts.filter(move |id| only_inherits(before, id) && only_inherits(after, id))
}

/// The columns and checks that a table passes on, before or after.
fn passed_on(site: &Site<'_>, parent: &ObjectId) -> Vec<ObjectId> {
    let both = [site.before, site.after].into_iter();
    let parts = both.flat_map(|catalog| heritage::parts(catalog, parent));
    parts.filter(|id| [Kind::Column, Kind::Check].contains(&id.kind())).collect()
}

/// Inherits from another table before those that are `left`, so that what comes from both does not become the
/// table's own in between.
fn inherit_before(site: &Site<'_>, left: &[&ObjectId], parent: &ObjectId) -> Action {
    let table = site.parent();
    let mut action = enter(site, parent);
    for above in passed_on(site, parent) {
        let own = heritage::at(&above, table);
        let from_left =
            || left.iter().any(|up| passed_on(site, up).contains(&heritage::at(&own, up)));
        let is_added = heritage::is_made(site, &own) && !site.before.facts.contains_key(&own);
        if is_added && !from_left() {
            action = action.consumes(&own);
        } else if site.before.payload(&own) != site.after.payload(&own) {
            let own = own.label(&site.after.default_schema);
            return action.impossible(format!(
                "what the table only inherits would become its own between two parents, and {own} \
                 changes as well; do that before"
            ));
        }
        if heritage::is_made(site, &above) {
            action = action.consumes(&above);
        }
    }
    action
}

/// Leaves a table after another is inherited from: what comes from it may change then.
fn leave_after(site: &Site<'_>, parent: &ObjectId) -> Action {
    let parts = passed_on(site, parent).into_iter();
    parts.fold(leave(site, parent).releases(parent), |action, id| {
        action.precedes(&id).precedes(&heritage::at(&id, site.parent()))
    })
}

fn leave(site: &Site<'_>, parent: &ObjectId) -> Action {
    let table = site.parent().qualified();
    Action::new(format!("alter table {table} no inherit {}", parent.qualified()))
        .locks(Form::Inherit, site.parent())
}

fn disinherit(site: &Site<'_>, parent: &ObjectId) -> Action {
    comes_before(site, std::slice::from_ref(parent), leave(site, parent).releases(parent))
}

impl Object for Inheritance {
    const NAME: &'static str = "inheritance";
    const QUERY: &'static str = include_str!("inheritance.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let parents: Vec<u32> = row.numbers()?;
        Ok(Self {
            parents: parents.into_iter().map(|oid| row.relation(oid)).collect::<Result<_, _>>()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        if heritage::is_born(site, site.id) {
            return Vec::new();
        }
        self.parents.iter().map(|parent| inherit(site, parent)).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        if !site.after.facts.contains_key(site.parent()) {
            let implied = |parent| {
                let action = before_columns(site, &self.parents, leave(site, parent));
                action.destroys(site.id).implied_by(site.parent())
            };
            return self.parents.iter().map(implied).collect();
        }
        self.parents.iter().map(|parent| disinherit(site, parent).destroys(site.id)).collect()
    }

    fn impact(Self { parents: _ }: &Self, Self { parents: _ }: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let kept: Vec<_> = before.parents.iter().filter(|p| after.parents.contains(p)).collect();
        let new: Vec<_> = after.parents.iter().filter(|p| !before.parents.contains(p)).collect();
        let gone: Vec<_> = before.parents.iter().filter(|p| !after.parents.contains(p)).collect();
        let is_handed_over = |id: ObjectId| {
            let from = |catalog: &Catalog, parents: &[&ObjectId]| {
                parents.iter().any(|up| catalog.facts.contains_key(&heritage::at(&id, up)))
            };
            !from(site.before, &kept) && from(site.after, &new)
        };
        let mut actions: Vec<Action> = Vec::new();
        if inherited(site).any(is_handed_over) {
            actions.extend(new.iter().map(|parent| inherit_before(site, &gone, parent)));
            actions.extend(gone.iter().map(|up| leave_after(site, up).produces(site.id)));
        } else {
            actions.extend(gone.iter().map(|up| disinherit(site, up).produces(site.id)));
            actions.extend(new.iter().map(|parent| inherit(site, parent)));
        }
        if kept.into_iter().chain(new).ne(&after.parents) {
            let why = "the order in which a table inherits from others cannot be altered; \
                leave it as it is, or make the table anew under another name and move its rows";
            actions.push(Action::new("").produces(site.id).impossible(why));
        }
        actions
    }

    /// It names tables and no more; what is done to their parts it stands.
    fn reaction(&self, _: &Site<'_>, _: &ObjectId, _: Impact) -> Reaction {
        Reaction::Keep
    }

    fn summary(&self) -> String {
        let parents: Vec<_> = self.parents.iter().map(ObjectId::path).collect();
        format!("from {}", parents.join(", "))
    }
}
