//! Tables: the shell that columns, constraints and indexes are parts of.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Payload, Site, Slot, sequence};
use crate::action::{Action, Statement};
use crate::hazard::HazardClass;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// An ordinary table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// `UNLOGGED`.
    pub unlogged: bool,
}

impl Object for Table {
    const NAME: &'static str = "table";
    const QUERY: &'static str = include_str!("table.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { unlogged: row.code()? == 'u' })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let unlogged = if self.unlogged { "unlogged " } else { "" };
        let head = format!("create {unlogged}table {}", site.id.qualified());
        vec![Action::new(Statement::with_list(head)).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![
            Action::new(format!("drop table {}", site.id.qualified()))
                .destroys(site.id)
                .loses(site.label(), site.flag("drop-table")),
        ]
    }

    fn impact(Self { unlogged: _ }: &Self, Self { unlogged: _ }: &Self) -> Impact {
        Impact::InPlace
    }

    /// A logged table may refer only to logged ones (manual: ALTER TABLE), so the change begins at
    /// that end of a reference where it breaks nothing.
    fn alter(_: &Self, Self { unlogged }: &Self, site: &Site<'_>) -> Vec<Action> {
        let word = if *unlogged { "unlogged" } else { "logged" };
        let mut action = Action::new(format!("alter table {} set {word}", site.id.qualified()))
            .produces(site.id)
            .hazard(HazardClass::Rewrite, site.label());
        for (id, fact) in site.before.facts.iter() {
            let Payload::ForeignKey(key) = &fact.payload else { continue };
            let (Some(from), to) = (id.parent(), &key.references) else { continue };
            let (end, other) = if *unlogged { (to, from) } else { (from, to) };
            if end == site.id && other != site.id && site.stays(id) {
                action = action.consumes(other);
            }
        }
        let mut actions = vec![action];
        actions.extend(sequence::held_back(site, *unlogged));
        actions
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::type_name(id.qualified())]
    }

    fn summary(&self) -> String {
        if self.unlogged { "unlogged".to_owned() } else { String::new() }
    }
}
