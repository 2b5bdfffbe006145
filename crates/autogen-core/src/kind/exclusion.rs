//! Exclusion constraints.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Reaction, Site, Slot, constraint};
use crate::action::Action;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exclusion {
    /// As `pg_get_constraintdef` gives it.
    definition: String,
}

impl Object for Exclusion {
    const NAME: &'static str = "exclusion constraint";
    const QUERY: &'static str = include_str!("exclusion.sql");
    const ADOPTABLE: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        constraint::address(id)
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        // that of a partitioned table (since 17) and its partitions
        if row.bool()? {
            return Err(RowError::Unmodelled);
        }
        Ok(Self { definition: row.text()?.to_owned() })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let mut action = constraint::add(site, &respell(&self.definition))
            .locks(Form::AddKey, site.parent())
            .hazard(HazardClass::IndexBuild(Form::AddKey.level()), site.label())
            .hazard(HazardClass::MayFail("rows that conflict".to_owned()), site.label());
        // CREATE TABLE takes two that are alike for one (`transformIndexConstraints`)
        let mut all = site.after.parts(Kind::Exclusion, site.parent());
        if all.any(|(id, _)| id < site.id) {
            action.fold = None;
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![constraint::remove(site).locks(Form::DropConstraint, site.parent())]
    }

    fn impact(Self { definition: _ }: &Self, Self { definition: _ }: &Self) -> Impact {
        Impact::Replaced
    }

    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten if cause.kind() != Kind::Column => Reaction::Replace,
            // it is rebuilt from its text, which must come back as it was
            Impact::Reshaped | Impact::Rewritten
                if respell(&self.definition) != self.definition =>
            {
                Reaction::Replace
            }
            _ => Reaction::Keep,
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::constraint(id)]
    }

    fn noticed(&self) -> Noticed {
        Noticed::AsRefusal
    }

    fn summary(&self) -> String {
        self.definition.clone()
    }
}
