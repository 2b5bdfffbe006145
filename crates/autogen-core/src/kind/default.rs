//! Column defaults. A generated column's expression is a part of the column, not a default. A view's
//! column is no fact: its default is a part of the view, and bears the name of the column.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Reaction, Site};
use crate::action::{Action, Statement};
use crate::expression::respell;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// The default of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Default {
    /// As Postgres deparses it.
    pub expression: String,
}

/// Built-in functions that yield another value for each row, so that a new column's rows must be
/// written (manual: ALTER TABLE, Notes).
const VOLATILE: &[&str] = &[
    "random(",
    "gen_random_uuid(",
    "clock_timestamp(",
    "timeofday(",
    "nextval(",
    "uuid_generate_",
];

impl Default {
    /// Whether it may yield another value for each row.
    pub(super) fn is_volatile(&self) -> bool {
        VOLATILE.iter().any(|function| self.expression.contains(function))
    }

    fn alter_column(site: &Site<'_>) -> String {
        match site.parent().parent() {
            Some(table) => {
                let column = site.parent().name();
                format!("alter table {} alter column {column}", table.qualified())
            }
            None => {
                format!("alter view {} alter column {}", site.parent().qualified(), site.id.name())
            }
        }
    }
}

impl Object for Default {
    const NAME: &'static str = "default";
    const QUERY: &'static str = include_str!("default.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { expression: row.text()?.to_owned() })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let head = format!("{} set default ", Self::alter_column(site));
        let statement = Statement::with_definition(head, respell(&self.expression));
        let action = Action::new(statement).produces(site.id);
        let of_view = site.parent().parent().is_none();
        vec![if of_view { action } else { action.folds_into(site.parent(), "default ") }]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![
            Action::new(format!("{} drop default", Self::alter_column(site)))
                .destroys(site.id)
                .implied_by(site.parent()),
        ]
    }

    fn impact(Self { expression: _ }: &Self, Self { expression: _ }: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        after.create(site)
    }

    /// `ALTER COLUMN TYPE` carries a default over by an assignment cast. One that changes as well is
    /// dropped before and set after; so is one that an enum's old type stands in.
    fn reaction(&self, site: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        let same =
            matches!(site.after.payload(site.id), Some(super::Payload::Default(d)) if d == self);
        match impact {
            Impact::InPlace => Reaction::Keep,
            Impact::Reshaped if same => Reaction::Keep,
            Impact::Reshaped | Impact::Rewritten | Impact::Replaced => Reaction::Replace,
        }
    }

    fn summary(&self) -> String {
        self.expression.clone()
    }
}
