//! Storage parameters of tables, with those of their TOAST tables.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Site};
use crate::action::Action;
use crate::row::{Row, RowError};

/// The storage parameters of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StorageParameters {
    /// `name=value`, those of the TOAST table behind `toast.`, in the order in which they were set.
    pub parameters: Vec<String>,
}

/// The clauses of ALTER TABLE or ALTER COLUMN that lead from one list of `name=value` to another.
pub(super) fn set_and_reset(before: &[String], after: &[String]) -> Vec<String> {
    let name = |parameter: &String| parameter.split('=').next().unwrap_or_default().to_owned();
    let kept: Vec<_> = after.iter().map(name).collect();
    let gone: Vec<_> = before.iter().map(name).filter(|name| !kept.contains(name)).collect();
    let new: Vec<_> = after.iter().filter(|p| !before.contains(p)).cloned().collect();
    let mut clauses = Vec::new();
    if !gone.is_empty() {
        clauses.push(format!("reset ({})", gone.join(", ")));
    }
    if !new.is_empty() {
        clauses.push(format!("set ({})", new.join(", ")));
    }
    clauses
}

fn change(before: &[String], after: &[String], site: &Site<'_>) -> Action {
    let clauses = set_and_reset(before, after).join(", ");
    Action::new(format!("alter table {} {clauses}", site.parent().qualified()))
}

impl Object for StorageParameters {
    const NAME: &'static str = "storage parameters";
    const QUERY: &'static str = include_str!("storage_parameters.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { parameters: row.json()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        vec![change(&[], &self.parameters, site).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![change(&self.parameters, &[], site).destroys(site.id).implied_by(site.parent())]
    }

    /// In whatever order they were set.
    fn differs(Self { parameters: before }: &Self, Self { parameters: after }: &Self) -> bool {
        !set_and_reset(before, after).is_empty()
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(
        Self { parameters: before }: &Self,
        Self { parameters: after }: &Self,
        site: &Site<'_>,
    ) -> Vec<Action> {
        vec![change(before, after, site).produces(site.id)]
    }

    fn summary(&self) -> String {
        self.parameters.join(", ")
    }
}
