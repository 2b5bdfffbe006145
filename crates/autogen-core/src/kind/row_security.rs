//! Row level security of a table, a part of it; a table without has none. What it lets through is
//! said by [`super::Policy`].

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Site};
use crate::action::Action;
use crate::lock::Form;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// The two flags, of which one at least is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowSecurity {
    enabled: bool,
    /// For the table's owner too.
    forced: bool,
}

impl RowSecurity {
    const NONE: Self = Self { enabled: false, forced: false };

    fn change(before: &Self, after: &Self, site: &Site<'_>) -> Action {
        let Self { enabled, forced } = after;
        let mut clauses = Vec::new();
        if *enabled != before.enabled {
            clauses.push(if *enabled { "enable" } else { "disable" });
        }
        if *forced != before.forced {
            clauses.push(if *forced { "force" } else { "no force" });
        }
        let clauses: Vec<_> = clauses.iter().map(|c| format!("{c} row level security")).collect();
        let table = site.parent().qualified();
        Action::new(format!("alter table {table} {}", clauses.join(", ")))
            .locks(Form::RowSecurity, site.parent())
    }
}

impl Object for RowSecurity {
    const NAME: &'static str = "row level security";
    const QUERY: &'static str = include_str!("row_security.sql");
    const OPTIONAL: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { enabled: row.bool()?, forced: row.bool()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        vec![Self::change(&Self::NONE, self, site).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = Self::change(self, &Self::NONE, site);
        vec![action.destroys(site.id).implied_by(site.parent())]
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        vec![Self::change(before, after, site).produces(site.id)]
    }

    /// It hides rows.
    fn noticed(&self) -> Noticed {
        Noticed::AsRefusal
    }

    fn summary(&self) -> String {
        match (self.enabled, self.forced) {
            (true, true) => "enabled, forced",
            (true, false) => "enabled",
            (false, _) => "forced, not enabled",
        }
        .to_owned()
    }
}
