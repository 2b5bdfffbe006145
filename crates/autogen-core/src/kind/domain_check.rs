//! Check constraints of domains.

use serde::{Deserialize, Serialize};

use super::{Domain, Impact, Kind, Object, Payload, Reaction, Site, Slot, domain};
use crate::action::{Action, Statement};
use crate::expression::respell;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// A check constraint of a domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DomainCheck {
    /// As Postgres deparses it, of `VALUE`.
    expression: String,
    validated: bool,
}

impl DomainCheck {
    fn definition(&self) -> String {
        let valid = if self.validated { "" } else { " not valid" };
        format!("check ({}){valid}", respell(&self.expression))
    }

    /// A domain that is new, or made anew, has no values yet.
    fn reads_values(&self, action: Action, site: &Site<'_>) -> Action {
        let anew = site.disturbed.get(site.parent()) == Some(&Impact::Rewritten);
        if !self.validated || anew || !site.stays(site.parent()) {
            return action;
        }
        let action = domain::scans(action, "values that violate it", site, site.parent());
        match Domain::is_contained(site.parent(), site) {
            Some(reason) => action.impossible(reason),
            None => action,
        }
    }
}

impl Object for DomainCheck {
    const NAME: &'static str = "domain check";
    const QUERY: &'static str = include_str!("domain_check.sql");

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("constraint {} on domain {}", id.name(), id.parent().unwrap_or(id).qualified())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { expression: row.text()?.to_owned(), validated: row.bool()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let head = format!("alter domain {} add ", site.parent().qualified());
        let constraint = format!("constraint {} {}", site.id.name(), self.definition());
        let action = Action::new(Statement::with_definition(head, constraint)).produces(site.id);
        if self.validated {
            return vec![self.reads_values(action.folds_into(site.parent(), ""), site)];
        }
        // the columns that move over to a domain made anew are checked by what it has by then
        let of_it = |(id, fact): (&ObjectId, &crate::catalog::Fact)| {
            matches!(*fact.payload, Payload::Column(_))
                && fact.depends.contains(site.parent())
                && site.before.facts.contains_key(id)
        };
        let columns = site.after.facts.iter().filter(|(id, fact)| of_it((id, fact)));
        vec![columns.fold(action, |action, (id, _)| action.consumes(id))]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let (domain, name) = (site.parent().qualified(), site.id.name());
        vec![
            Action::new(format!("alter domain {domain} drop constraint {name}"))
                .destroys(site.id)
                .implied_by(site.parent()),
        ]
    }

    fn impact(before: &Self, Self { expression, validated }: &Self) -> Impact {
        if *expression == before.expression && *validated {
            Impact::InPlace
        } else {
            Impact::Replaced
        }
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let (domain, name) = (site.parent().qualified(), site.id.name());
        let sql = format!("alter domain {domain} validate constraint {name}");
        vec![after.reads_values(Action::new(sql).produces(site.id), site)]
    }

    /// A domain made anew has lost its constraints, and a type made anew stands in their text.
    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten if cause.kind() != Kind::Column => Reaction::Replace,
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
