//! Column defaults. A generated column's expression is a part of the column, not a default. A view's
//! column is no fact: its default is a part of the view, and bears the name of the column.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Payload, Reaction, Site, heritage};
use crate::action::{Action, Statement};
use crate::expression::respell;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::sql_type::SqlType;

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

    /// Whether it is a text that the column is too short for. Postgres only finds out when it is used, and
    /// adding a column with it does.
    pub(super) fn is_too_long(&self, data_type: &SqlType) -> bool {
        let literal = self.expression.strip_prefix('\'').and_then(|text| text.rsplit_once("'::"));
        let Some((text, "bpchar" | "character varying" | "text")) = literal else { return false };
        let is_one = !text.replace("''", "").contains('\'');
        let text = text.replace("''", "'");
        // what goes past the length may be spaces, which are cut
        let length = text.trim_end_matches(' ').chars().count();
        is_one && data_type.length().is_some_and(|most| length > most)
    }
}

/// Whether it is of a column of a view, which is no fact: then it is a part of the view.
fn is_of_view(default: &ObjectId) -> bool {
    default.parent().is_some_and(|of| of.parent().is_none())
}

fn is_too_long(site: &Site<'_>, column: &ObjectId, default: &Default) -> bool {
    matches!(site.after.payload(column), Some(Payload::Column(column))
        if default.is_too_long(&column.data_type))
}

/// What statements that alter the default of a column begin with.
fn alter_column(default: &ObjectId, only: bool) -> String {
    let whole = default.outermost().qualified();
    if is_of_view(default) {
        return format!("alter view {whole} alter column {}", default.name());
    }
    let name = default.parent().unwrap_or(default).name();
    format!("alter table {}{whole} alter column {name}", if only { "only " } else { "" })
}

/// Whether setting or dropping the default does the same to all tables below, and is right to.
fn reaches_all(site: &Site<'_>, default: &ObjectId) -> bool {
    let heirs = heritage::heirs(site, default.outermost());
    heirs.iter().all(|heir| heritage::are_twins(site, default, &heritage::at(default, heir)))
}

/// Whether the statement of a table above does it.
fn is_done_above(site: &Site<'_>, default: &ObjectId) -> bool {
    let column = default.parent().unwrap_or(default);
    let parents = heritage::kept(site, default.outermost());
    let makes = |parent: &&ObjectId| heritage::is_made(site, &heritage::at(column, parent));
    let (making, others): (Vec<_>, Vec<_>) = parents.iter().partition(makes);
    let brings_it = |parent: &&ObjectId| {
        let above = site.after.payload(&heritage::at(default, parent));
        above.is_some() && above == site.after.payload(default)
    };
    let sets_it = |parent: &&ObjectId| {
        let above = heritage::at(default, parent);
        heritage::are_twins(site, default, &above)
            && (is_done_above(site, &above) || reaches_all(site, &above))
    };
    // any of several may be the one that makes the column
    let is_brought = !making.is_empty() && making.iter().all(brings_it);
    is_brought && heritage::is_passed_on(site, column) || others.iter().any(sets_it)
}

/// The locks of a statement on the default.
fn locks(action: Action, default: &ObjectId, only: bool) -> Action {
    let table = default.outermost();
    if only {
        action.locks_only(Form::SetDefault, table)
    } else {
        action.locks(Form::SetDefault, table)
    }
}

impl Object for Default {
    const NAME: &'static str = "default";
    const QUERY: &'static str = include_str!("default.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { expression: row.text()?.to_owned() })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        if heritage::is_born(site, site.id) || is_done_above(site, site.id) {
            return Vec::new();
        }
        let column = site.parent();
        let table = site.id.outermost();
        // a new column has the same default everywhere at first
        let is_new = heritage::is_made(site, column);
        let only = !is_new && !reaches_all(site, site.id);
        let head = format!("{} set default ", alter_column(site.id, only));
        let statement = Statement::with_definition(head, respell(&self.expression));
        let mut action = Action::new(statement).produces(site.id).folds_into(column, "default ");
        action = locks(action, site.id, only);
        if is_of_view(site.id) {
            action.fold = None;
        } else if site.stays(table) && is_too_long(site, column, self) {
            action.fold = None;
            action = action.consumes(column);
        } else if heritage::is_born(site, column) || heritage::is_passed_on(site, column) {
            action.fold = None;
            action = action.consumes(column);
            for above in heritage::above(site, site.after, site.id) {
                action = action.consumes(&above);
            }
        }
        let mut others = Vec::new();
        for heir in heritage::heirs(site, table).iter().filter(|_| !only) {
            let (below, of) = (heritage::at(site.id, heir), heritage::at(column, heir));
            if is_new && !heritage::is_passed_on(site, &of) {
                continue;
            }
            match site.after.payload(&below) {
                Some(payload) if !is_new || *payload == Payload::Default(self.clone()) => {
                    action = action.produces(&below);
                }
                None if is_new => {
                    let sql = format!("{} drop default", alter_column(&below, true));
                    others.push(locks(Action::new(sql).consumes(&of), &below, true));
                }
                _ => {}
            }
        }
        [action].into_iter().chain(others).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let column = site.parent();
        let is_gone = heritage::is_gone(site, column);
        if !is_gone && is_done_above(site, site.id) {
            return Vec::new();
        }
        let only = !is_gone && !reaches_all(site, site.id);
        let sql = format!("{} drop default", alter_column(site.id, only));
        let mut action = Action::new(sql).destroys(site.id).implied_by(column);
        action = locks(action, site.id, only);
        for heir in heritage::heirs(site, site.id.outermost()).iter().filter(|_| !is_gone && !only)
        {
            let below = heritage::at(site.id, heir);
            if site.before.facts.contains_key(&below) {
                action = action.destroys(&below);
            }
        }
        vec![action]
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
        let same = matches!(site.after.payload(site.id), Some(Payload::Default(d)) if d == self);
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
