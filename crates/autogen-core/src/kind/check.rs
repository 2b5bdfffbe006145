//! Check constraints of tables.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Reaction, Site, Slot, constraint};
use crate::action::Action;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A check constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// As Postgres deparses it.
    expression: String,
    no_inherit: bool,
    validated: bool,
}

impl Check {
    fn definition(&self) -> String {
        let Self { expression, no_inherit, validated } = self;
        let inherit = if *no_inherit { " no inherit" } else { "" };
        let valid = if *validated { "" } else { " not valid" };
        format!("check ({}){inherit}{valid}", respell(expression))
    }
}

impl Object for Check {
    const NAME: &'static str = "check";
    const QUERY: &'static str = include_str!("check.sql");
    const ADOPTABLE: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        constraint::address(id)
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            expression: row.text()?.to_owned(),
            no_inherit: row.bool()?,
            validated: row.bool()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let mut action = constraint::add(site, &self.definition());
        if self.validated {
            action = action
                .hazard(HazardClass::Scan("ACCESS EXCLUSIVE".to_owned()), site.label())
                .hazard(HazardClass::MayFail("rows that violate it".to_owned()), site.label());
        } else {
            // CREATE TABLE takes NOT VALID for valid, there being no rows.
            action.fold = None;
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![constraint::remove(site)]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { expression, no_inherit, validated } = after;
        let same = *expression == before.expression && *no_inherit == before.no_inherit;
        if same && *validated { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(_: &Self, _: &Self, site: &Site<'_>) -> Vec<Action> {
        let (table, name) = (site.parent().qualified(), site.id.name());
        vec![
            Action::new(format!("alter table {table} validate constraint {name}"))
                .produces(site.id)
                .hazard(HazardClass::Scan("SHARE UPDATE EXCLUSIVE".to_owned()), site.label())
                .hazard(HazardClass::MayFail("rows that violate it".to_owned()), site.label()),
        ]
    }

    /// `ALTER COLUMN TYPE` rebuilds it from its text, which must come back as it was; a type made anew
    /// stands in that text.
    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten if cause.kind() != Kind::Column => Reaction::Replace,
            Impact::Reshaped | Impact::Rewritten
                if respell(&self.expression) != self.expression =>
            {
                Reaction::Replace
            }
            _ => Reaction::Keep,
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::constraint(id)]
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
