//! Storage parameters of tables, with those of their TOAST tables.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Site, relation_options};
use crate::action::Action;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// The storage parameters of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StorageParameters {
    /// `name=value`, those of the TOAST table behind `toast.`, in the order in which they were set.
    pub parameters: Vec<String>,
}

/// An action that sets them. There is no TOAST table to set any on until the columns are as they shall be.
fn reach(action: Action, after: &[String], site: &Site<'_>) -> Action {
    let action = action.produces(site.id);
    if !after.iter().any(|parameter| parameter.starts_with("toast.")) {
        return action;
    }
    let columns = site.after.parts(Kind::Column, site.parent());
    columns.fold(action, |action, (column, _)| action.consumes(column))
}

/// The statements that lead from one list to another.
fn changes(before: &[String], after: &[String], site: &Site<'_>) -> impl Iterator<Item = Action> {
    let head = format!("alter table {}", site.parent().qualified());
    relation_options::changes(&head, before, after)
        .into_iter()
        .map(|change| change.locks(site.parent()))
}

impl Object for StorageParameters {
    const NAME: &'static str = "storage parameters";
    const QUERY: &'static str = include_str!("storage_parameters.sql");
    const OPTIONAL: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { parameters: row.json()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        changes(&[], &self.parameters, site).map(|a| reach(a, &self.parameters, site)).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let gone = |action: Action| action.destroys(site.id).implied_by(site.parent());
        changes(&self.parameters, &[], site).map(gone).collect()
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(
        Self { parameters: before }: &Self,
        Self { parameters: after }: &Self,
        site: &Site<'_>,
    ) -> Vec<Action> {
        changes(before, after, site).map(|action| reach(action, after, site)).collect()
    }

    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        self.parameters.join(", ")
    }
}
