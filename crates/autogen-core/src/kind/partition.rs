//! What makes a table a partition: the table above it, and which of its rows it holds.

use serde::{Deserialize, Serialize};

use super::heritage::{self, is_made};
use super::{
    Impact, Kind, Object, Payload, Reaction, Site, Slot, attached_index, copied_trigger,
    foreign_key,
};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A table as a partition; a part of that table without a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partition {
    /// The partitioned table.
    pub parent: ObjectId,
    /// `FOR VALUES …` or `DEFAULT`, as Postgres deparses it.
    pub bound: String,
}

impl Partition {
    /// What stands behind `PARTITION OF` or `ATTACH PARTITION` and a name.
    pub(super) fn clause(&self) -> String {
        respell(&self.bound)
    }

    /// The partitioned table, and those that it is a partition of.
    fn above(&self, catalog: &Catalog) -> Vec<ObjectId> {
        let up = |table: &ObjectId| heritage::partition(catalog, table).map(|up| up.parent.clone());
        std::iter::successors(Some(self.parent.clone()), up).collect()
    }

    /// The default partition of the same table.
    fn beside<'a>(&self, catalog: &'a Catalog) -> impl Iterator<Item = &'a ObjectId> {
        let is_default = |payload: &Payload| match payload {
            Payload::Partition(Self { parent, bound }) => {
                bound == "DEFAULT" && *parent == self.parent
            }
            _ => false,
        };
        let partitions = catalog.of_kind(Kind::Partition);
        let defaults = partitions.filter(move |(_, fact)| is_default(&fact.payload));
        defaults.filter_map(|(id, _)| id.parent())
    }

    /// What it costs to add a partition: the rows of the default one may belong to it.
    pub(super) fn cost(&self, site: &Site<'_>, table: &ObjectId, mut action: Action) -> Action {
        let mut scanned: Vec<&ObjectId> =
            self.beside(site.before).filter(|id| *id != table && site.stays(id)).collect();
        if site.before.facts.contains_key(table) {
            scanned.push(table);
        }
        for id in scanned {
            let label = id.label(&site.after.default_schema);
            let rows = if id == table {
                "rows outside the bound"
            } else {
                "rows that belong to another partition"
            };
            action = action
                .locks(Form::AttachPartition, id)
                .hazard(HazardClass::Scan(Form::AttachPartition.level()), label.clone())
                .hazard(HazardClass::MayFail(rows.to_owned()), label);
        }
        let above = self.above(site.after);
        for (id, fact) in site.after.facts.iter().filter(|(id, _)| !is_made(site, id)) {
            let (Payload::ForeignKey(key), Some(from)) = (&*fact.payload, id.parent()) else {
                continue;
            };
            if *from == self.parent {
                action = action.locks(Form::ReferTo, &key.references);
            }
            if above.contains(&key.references) && site.after.major >= 15 {
                action = action.locks(Form::AttachReferrer, from);
            }
        }
        action
    }
}

/// What must stand before a table is put below others: their parts and its own, so that what Postgres
/// looks for is there; and what must be gone, so that it looks for nothing else.
pub(super) fn comes_after(site: &Site<'_>, parents: &[ObjectId], mut action: Action) -> Action {
    for id in parents.iter().flat_map(|parent| heritage::parts(site.after, parent)) {
        if !heritage::comes_last(site, &id) {
            action = action.consumes(&id);
        }
    }
    let table = site.parent();
    let columns = heritage::gone(site, table).into_iter().filter(|id| id.kind() == Kind::Column);
    for id in parents.iter().flat_map(|parent| heritage::gone(site, parent)).chain(columns) {
        action = action.succeeds(&id);
    }
    for id in heritage::parts(site.after, table) {
        let is_own = match site.after.payload(&id) {
            Some(payload @ (Payload::PrimaryKey(_) | Payload::Unique(_) | Payload::Index(_))) => {
                heritage::attached_to(payload).is_some()
            }
            Some(Payload::ForeignKey(_)) => {
                heritage::original(site.after, &id).is_none_or(|above| !is_made(site, &above))
            }
            // that of the table above is added when this one is below it, and is merged with it
            Some(Payload::Check(_)) => {
                !parents.iter().any(|parent| heritage::comes_last(site, &heritage::at(&id, parent)))
            }
            _ => true,
        };
        if is_own {
            action = action.consumes(&id);
        }
    }
    action
}

/// What may change only when a table is no longer below others: parts of both.
pub(super) fn comes_before(site: &Site<'_>, parents: &[ObjectId], mut action: Action) -> Action {
    let tables = parents.iter().chain([site.parent()]);
    for table in tables {
        for catalog in [site.before, site.after] {
            for id in heritage::parts(catalog, table) {
                action = action.precedes(&id);
            }
        }
    }
    action
}

/// What goes with its table goes before the columns of the tables above, which would take those of the table
/// along, and with them what depends on those.
pub(super) fn before_columns(site: &Site<'_>, parents: &[ObjectId], action: Action) -> Action {
    let columns = parents.iter().flat_map(|parent| site.before.parts(Kind::Column, parent));
    let gone = columns.map(|(id, _)| id).filter(|id| heritage::is_gone(site, id));
    gone.fold(action, Action::precedes)
}

impl Object for Partition {
    const NAME: &'static str = "partition bound";
    const QUERY: &'static str = include_str!("partition.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let parent = row.number()?;
        Ok(Self { parent: row.relation(parent)?, bound: row.text()?.to_owned() })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        if heritage::is_born(site, site.id) {
            return Vec::new();
        }
        let (parent, table) = (self.parent.qualified(), site.parent().qualified());
        let sql = format!("alter table {parent} attach partition {table} {}", self.clause());
        let action =
            Action::new(sql).produces(site.id).locks(Form::AttachPartitionTo, &self.parent);
        let action = self.cost(site, site.parent(), action);
        let action = copied_trigger::made_by(site, site.id, action);
        let mut action = attach_foreign_keys(site, action);
        if let Some((other, index)) = attached_index::mistakable(site, site.parent()) {
            let label = |id: &ObjectId| id.label(&site.after.default_schema);
            let above = attached_index::index_above(site.after, &other);
            action = action.impossible(format!(
                "attaching the table might take {} for {}, which is like it; drop {} before, and make it again after",
                label(&other),
                label(&index),
                above.as_ref().map_or("it".to_owned(), label),
            ));
        }
        vec![comes_after(site, std::slice::from_ref(&self.parent), action)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let (parent, table) = (self.parent.qualified(), site.parent().qualified());
        let mut action = Action::new(format!("alter table {parent} detach partition {table}"))
            .destroys(site.id)
            .locks(Form::DetachPartitionFrom, &self.parent)
            .locks(Form::DetachPartition, site.parent());
        for default in self.beside(site.before) {
            action = action.locks(Form::BesidePartition, default);
        }
        let above = self.above(site.before);
        for (id, fact) in site.before.of_kind(Kind::ForeignKey) {
            let Payload::ForeignKey(key) = &*fact.payload else { continue };
            let is_own = id.parent() == Some(site.parent()) && key.attached_to.is_some();
            if is_own && !key.may_be_lost(site) {
                action = action.locks(Form::DetachReference, &key.references);
            }
            // before 15 the partitions of what refers to the table have no keys of their own to its partitions
            let has_copies = site.before.major >= 15;
            match id.parent().filter(|_| above.contains(&key.references)) {
                Some(table) if has_copies => action = action.locks(Form::DetachReferrer, table),
                Some(table) if key.attached_to.is_none() => {
                    action = action.locks_only(Form::DetachReferrer, table);
                }
                _ => {}
            }
        }
        if site.after.facts.contains_key(site.parent()) {
            return vec![comes_before(site, std::slice::from_ref(&self.parent), action)];
        }
        let action = before_columns(site, std::slice::from_ref(&self.parent), action);
        // what a foreign key refers to cannot be dropped while it is attached
        let mut keys = site.before.of_kind(Kind::ForeignKey);
        let is_referred_to = keys.any(|(id, fact)| match &*fact.payload {
            Payload::ForeignKey(key) => {
                above.contains(&key.references) && site.after.facts.contains_key(id)
            }
            _ => false,
        });
        vec![if is_referred_to { action } else { action.implied_by(site.parent()) }]
    }

    fn impact(Self { parent: _, bound: _ }: &Self, Self { parent: _, bound: _ }: &Self) -> Impact {
        Impact::Replaced
    }

    /// It names a table and no more; what is done to either's parts it stands.
    fn reaction(&self, _: &Site<'_>, _: &ObjectId, _: Impact) -> Reaction {
        Reaction::Keep
    }

    /// Bounds of one table may not overlap: the former go before the next come.
    fn slots(&self, _: &ObjectId) -> Vec<Slot> {
        vec![Slot("partition", self.parent.path())]
    }

    fn summary(&self) -> String {
        format!("of {} {}", self.parent.path(), self.bound)
    }
}

/// Attaching makes the foreign keys that the table above has already.
fn attach_foreign_keys(site: &Site<'_>, mut action: Action) -> Action {
    for (id, _) in site.after.parts(Kind::ForeignKey, site.parent()) {
        let Some(above) = heritage::original(site.after, id) else { continue };
        if is_made(site, id) && !is_made(site, &above) && above.name() == id.name() {
            action = action.produces(id);
        }
        // one that is there is taken for it, and does nothing of its own from then on
        if let Some(Payload::ForeignKey(key)) = site.after.payload(id)
            && !is_made(site, id)
        {
            action = foreign_key::locks_enforcers(site, &key.references, action);
        }
    }
    action
}
