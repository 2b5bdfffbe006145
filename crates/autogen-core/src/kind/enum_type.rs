//! Enum types.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Site, Slot, made_anew};
use crate::action::Action;
use crate::ident::{Ident, Literal, QualifiedName};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// An enum type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    /// In their order.
    pub labels: Vec<String>,
}

impl EnumType {
    fn definition(&self, name: &QualifiedName) -> String {
        let labels: Vec<_> = self.labels.iter().map(|l| format!("    {}", Literal(l))).collect();
        format!("create type {name} as enum (\n{}\n)", labels.join(",\n"))
    }
}

impl Object for EnumType {
    const NAME: &'static str = "enum";
    const QUERY: &'static str = include_str!("enum_type.sql");

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("type {}", id.qualified())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { labels: row.json()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        vec![Action::new(self.definition(&site.id.qualified())).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        made_anew::remove(site, "type")
    }

    /// Labels are only ever added in place; losing or moving one makes the type anew.
    fn impact(Self { labels: before }: &Self, Self { labels: after }: &Self) -> Impact {
        let mut rest = after.iter();
        if before.iter().all(|label| rest.any(|l| l == label)) {
            Impact::InPlace
        } else {
            Impact::Rewritten
        }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        if site.disturbed.get(site.id) == Some(&Impact::Rewritten) {
            return before.rewrite(after, site);
        }
        let name = site.id.qualified();
        let mut actions = Vec::new();
        for (place, label) in after.labels.iter().enumerate() {
            if before.labels.contains(label) {
                continue;
            }
            let next = after.labels[place + 1..].iter().find(|l| before.labels.contains(l));
            let at = match (next, place) {
                (None, _) => String::new(),
                (Some(next), 0) => format!(" before {}", Literal(next)),
                (Some(_), _) => format!(" after {}", Literal(&after.labels[place - 1])),
            };
            let text = Literal(label);
            let mut action = Action::new(format!("alter type {name} add value {text}{at}"));
            action.commits.push(label.clone());
            actions.push(action.produces(site.id));
        }
        actions
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::type_name(id.qualified())]
    }

    fn summary(&self) -> String {
        let labels: Vec<_> = self.labels.iter().map(|l| Literal(l).to_string()).collect();
        format!("({})", labels.join(", "))
    }
}

impl EnumType {
    /// Sets the type aside, makes it anew, and drops the former one when every column has moved over.
    fn rewrite(&self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let definition = after.definition(&site.id.qualified());
        let mut create = Action::new(definition).produces(site.id);
        for label in self.labels.iter().filter(|label| !after.labels.contains(label)) {
            let path = site.id.full_path(&site.after.default_schema);
            create = create.loses(
                format!("enum label {path}.{label}"),
                format!("drop-enum-value:{path}.{label}"),
            );
        }
        made_anew::rewrite(site, "type", create)
    }
}
