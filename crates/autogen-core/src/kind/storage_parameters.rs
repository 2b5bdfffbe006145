//! Storage parameters of tables, with those of their TOAST tables.

use serde::{Deserialize, Serialize};

use super::{Column, Impact, Kind, Object, Payload, Site, column_settings, relation_options};
use crate::action::Action;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// The storage parameters of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StorageParameters {
    /// `name=value`, those of the TOAST table behind `toast.`, in the order in which they were set.
    pub parameters: Vec<String>,
}

fn is_of_toast(parameter: &str) -> bool {
    parameter.starts_with("toast.")
}

/// Whether a table may be without a TOAST table for a while: a column goes or changes its type, and none that
/// surely needs one stays. The next rewrite then makes none, and what was set on the former one is gone
/// (`make_new_heap` in `cluster.c`).
fn may_lose_toast(site: &Site<'_>) -> bool {
    let mut changes = false;
    for (id, fact) in site.before.parts(Kind::Column, site.parent()) {
        let (Payload::Column(was), Some(Payload::Column(is)), false) =
            (&*fact.payload, site.after.payload(id), site.makes(id))
        else {
            changes = true;
            continue;
        };
        let is_long = |column: &Column| column.generated.is_none() && column.data_type.is_long();
        // SET STORAGE PLAIN keeps a value in its row
        let settings = column_settings::settings_of(id);
        let plain = [site.before, site.after].iter().any(|c| c.facts.contains_key(&settings));
        if is_long(was) && is_long(is) && !plain {
            return false;
        }
        changes |= was.data_type != is.data_type || site.disturbed.contains_key(id);
    }
    changes
}

/// An action that sets them. There is no TOAST table to set any on until the columns are as they shall be.
fn reach(action: Action, after: &[String], site: &Site<'_>) -> Action {
    let action = action.produces(site.id);
    if !after.iter().any(|parameter| is_of_toast(parameter)) {
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
        let mut before = before.clone();
        if may_lose_toast(site) {
            before.retain(|parameter| !is_of_toast(parameter) || !after.contains(parameter));
        }
        changes(&before, after, site).map(|action| reach(action, after, site)).collect()
    }

    fn is_forgotten(&self, site: &Site<'_>) -> bool {
        self.parameters.iter().any(|parameter| is_of_toast(parameter)) && may_lose_toast(site)
    }

    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        self.parameters.join(", ")
    }
}
