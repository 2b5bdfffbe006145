//! Check constraints of tables.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Payload, Reaction, Site, Slot, constraint, heritage};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::expression::{enclosed, respell};
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// A check constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// As Postgres deparses it.
    expression: String,
    no_inherit: bool,
    validated: bool,
    /// `NOT ENFORCED` (since 18).
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    not_enforced: bool,
    /// Only there because a table above has it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub(super) inherited: bool,
}

impl Check {
    fn definition(&self) -> String {
        let Self { expression, no_inherit, validated, not_enforced, inherited: _ } = self;
        let inherit = if *no_inherit { " no inherit" } else { "" };
        let valid = match (*not_enforced, *validated) {
            (true, _) => " not enforced",
            (_, true) => "",
            _ => " not valid",
        };
        format!("check ({}){inherit}{valid}", enclosed(expression))
    }
}

fn is_validated(catalog: &Catalog, id: &ObjectId) -> bool {
    matches!(catalog.payload(id), Some(Payload::Check(Check { validated: true, .. })))
}

/// The checks of the tables above that stay so which this one comes from in a catalog.
fn above(site: &Site<'_>, catalog: &Catalog, id: &ObjectId) -> Vec<ObjectId> {
    let passes_on = |id: &ObjectId| {
        matches!(catalog.payload(id), Some(Payload::Check(Check { no_inherit: false, .. })))
    };
    heritage::above(site, catalog, id).into_iter().filter(passes_on).collect()
}

impl Check {
    /// Whether the tables below must be there before it is added, when it is new.
    pub(super) fn comes_last(&self) -> bool {
        !self.validated && !self.no_inherit
    }
}

impl Check {
    /// One that is not inherited is the table's alone.
    fn locks(&self, action: Action, form: Form, site: &Site<'_>) -> Action {
        let table = site.parent();
        if self.no_inherit { action.locks_only(form, table) } else { action.locks(form, table) }
    }
}

/// What validates it, on all tables below too.
fn validate(site: &Site<'_>) -> Action {
    let (table, name) = (site.parent().qualified(), site.id.name());
    Action::new(format!("alter table {table} validate constraint {name}"))
        .produces(site.id)
        .locks(Form::ValidateCheck, site.parent())
        .hazard(HazardClass::Scan(Form::ValidateCheck.level()), site.label())
        .hazard(HazardClass::MayFail("rows that violate it".to_owned()), site.label())
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
            not_enforced: row.bool()?,
            inherited: row.bool()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let table = site.parent();
        if heritage::is_born(site, site.id) {
            let action = Action::new("").produces(site.id);
            let why = "a new table has the checks of the tables above validated";
            return if self.validated || self.not_enforced {
                Vec::new()
            } else {
                vec![action.impossible(why)]
            };
        }
        let parents = heritage::parents(site.after, table);
        let last: Vec<_> = parents.iter().map(|parent| heritage::at(site.id, parent)).collect();
        let last: Vec<_> = last.iter().filter(|id| heritage::comes_last(site, id)).collect();
        if !last.is_empty() {
            // it comes down not valid
            let action = last.iter().fold(validate(site), |action, above| action.consumes(above));
            return if self.validated { vec![action] } else { Vec::new() };
        }
        if !above(site, site.after, site.id).is_empty() {
            return Vec::new();
        }
        if self.inherited && site.stays(table) && heritage::partition(site.after, table).is_none() {
            let why = "a table that comes to inherit has the check of its own";
            return vec![Action::new("").produces(site.id).impossible(why)];
        }
        let mut action =
            self.locks(constraint::add(site, &self.definition()), Form::AddCheck, site);
        let mut below = heritage::heirs(site, table);
        if self.comes_last() {
            below = heritage::descendants(site.after, table);
            for link in below.iter().flat_map(|table| heritage::links(site.after, table)) {
                action = action.consumes(&link);
            }
        }
        for heir in below.iter().filter(|_| !self.no_inherit) {
            let below = heritage::at(site.id, heir);
            if site.after.facts.contains_key(&below) {
                action = action.produces(&below);
            }
        }
        if self.validated {
            action = action
                .hazard(HazardClass::Scan(Form::AddCheck.level()), site.label())
                .hazard(HazardClass::MayFail("rows that violate it".to_owned()), site.label());
        } else {
            // CREATE TABLE takes NOT VALID for valid, there being no rows.
            action.fold = None;
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        if !above(site, site.before, site.id).is_empty() {
            return Vec::new();
        }
        let mut action = self.locks(constraint::remove(site), Form::DropCheck, site);
        let mut others = Vec::new();
        for heir in heritage::heirs(site, site.parent()).iter().filter(|_| !self.no_inherit) {
            let below = heritage::at(site.id, heir);
            let Some(Payload::Check(was)) = site.before.payload(&below) else { continue };
            let there = Site { id: &below, ..*site };
            if was.inherited {
                action = action.destroys(&below);
            } else if heritage::is_gone(site, &below) {
                others.push(was.locks(constraint::remove(&there), Form::DropCheck, &there));
            }
            match site.after.payload(&below) {
                // it goes on without the one above; one that is another makes itself
                Some(Payload::Check(is))
                    if was.inherited
                        && !heritage::is_gone(site, &below)
                        && above(&there, site.after, &below).is_empty() =>
                {
                    let again = constraint::add(&there, &is.definition());
                    let mut again = is.locks(again, Form::AddCheck, &there);
                    again.fold = None;
                    others.push(again);
                }
                _ => {}
            }
        }
        [action].into_iter().chain(others).collect()
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { expression, no_inherit, validated, not_enforced, inherited: _ } = after;
        let same = *expression == before.expression
            && *no_inherit == before.no_inherit
            && *not_enforced == before.not_enforced;
        let same = same && (*validated || !before.validated);
        if same { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { expression: _, no_inherit: _, validated, not_enforced: _, inherited } = after;
        if *inherited
            && !before.inherited
            && heritage::partition(site.after, site.parent()).is_none()
        {
            if above(site, site.after, site.id).iter().all(|above| !heritage::is_made(site, above))
            {
                let why =
                    "a check that the table has of its own cannot become one that it only inherits";
                return vec![constraint::remove(site).impossible(why)];
            }
            // that of the table above comes down to this one
            return vec![before.locks(constraint::remove(site), Form::DropCheck, site)];
        }
        let above = above(site, site.after, site.id);
        if *validated == before.validated
            || above
                .iter()
                .any(|above| is_validated(site.before, above) != is_validated(site.after, above))
        {
            return Vec::new();
        }
        let mut action = validate(site);
        for heir in heritage::heirs(site, site.parent()) {
            let below = heritage::at(site.id, &heir);
            if site.stays(&below) {
                action = action.produces(&below);
            }
        }
        vec![action]
    }

    /// `ALTER COLUMN TYPE` rebuilds it from its text, which must come back as it was; a type made anew
    /// stands in that text.
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten if cause.kind() != Kind::Column || site.is_between_types() => {
                Reaction::Replace
            }
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

    fn noticed(&self) -> Noticed {
        Noticed::AsRefusal
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
