//! Extensions. Their members are no facts: who needs a member needs its extension.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Site, default_privileges};
use crate::action::Action;
use crate::catalog::{Bystander, Catalog, Tie};
use crate::hazard::HazardClass;
use crate::ident::{Ident, Literal};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// An extension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// The schema its members stand in; `None` for the default one.
    pub schema: Option<Ident>,
    /// The version that it must have. A catalog does not say so; whoever declares it sets it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pinned: Option<String>,
    /// The version that it has, where a server was asked. Compared only to a pinned one.
    #[serde(skip)]
    pub installed: Option<String>,
    /// Whether its members can move to another schema, where a server was asked.
    #[serde(skip)]
    pub relocatable: Option<bool>,
    /// What its members are, in the words of ALTER DEFAULT PRIVILEGES, where a server was asked.
    #[serde(skip)]
    members: Option<Vec<String>>,
}

/// Whether members of an extension have other privileges than it gives them.
pub(super) fn has_granted_members(catalog: &Catalog, id: &ObjectId) -> bool {
    let grants = |b: &Bystander| b.tie == Tie::Property && b.depends.contains(id);
    catalog.bystanders.iter().any(grants)
}

impl Extension {
    #[cfg(test)]
    pub(super) fn with_members(members: &[&str]) -> Self {
        let members = Some(members.iter().map(|member| (*member).to_owned()).collect());
        Self { schema: None, pinned: None, installed: None, relocatable: None, members }
    }

    /// Whether it has members of this sort, as far as is known.
    pub(super) fn has_members(&self, objects: &str) -> bool {
        let has = |members: &Vec<String>| members.iter().any(|member| member == objects);
        self.members.as_ref().is_none_or(has)
    }
}

impl Object for Extension {
    const NAME: &'static str = "extension";
    const QUERY: &'static str = include_str!("extension.sql");
    const IN_SCHEMA: bool = false;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            schema: row.maybe()?.map(Ident::new),
            pinned: None,
            installed: row.maybe()?.map(str::to_owned),
            relocatable: Some(row.bool()?),
            members: Some(row.json()?),
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let schema = self.schema.as_ref().unwrap_or(&site.after.default_schema);
        let version = self.pinned.as_ref().map(|v| format!(" version {}", Literal(v)));
        let version = version.unwrap_or_default();
        let sql = format!("create extension {} with schema {schema}{version}", site.id.name());
        let mut action = Action::new(sql).produces(site.id);
        let standing = default_privileges::standing(site, self);
        if !standing.is_empty() && !has_granted_members(site.after, site.id) {
            let label = |id: &&ObjectId| id.label(&site.after.default_schema);
            let standing: Vec<_> = standing.iter().map(label).collect();
            let why = format!("its members get what {} give", standing.join(", "));
            action = action.hazard(HazardClass::Review(why), site.label());
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![
            Action::new(format!("drop extension {}", site.id.name()))
                .destroys(site.id)
                .loses(site.label(), site.flag("drop-extension")),
        ]
    }

    fn differs(before: &Self, after: &Self) -> bool {
        let Self { schema, pinned, installed: _, relocatable: _, members: _ } = after;
        let has = before.installed.as_ref().or(before.pinned.as_ref());
        *schema != before.schema || pinned.as_ref().is_some_and(|version| Some(version) != has)
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { schema, pinned, installed: _, relocatable: _, members: _ } = after;
        let name = site.id.name();
        let mut actions = Vec::new();
        if *schema != before.schema {
            let schema = schema.as_ref().unwrap_or(&site.after.default_schema);
            let sql = format!("alter extension {name} set schema {schema}");
            let action = Action::new(sql).produces(site.id);
            actions.push(if before.relocatable == Some(false) {
                action.impossible(format!(
                    "it is not relocatable, so that it cannot move to schema {schema}; \
                     drop it and create it there in steps of its own"
                ))
            } else {
                action
            });
        }
        let has = before.installed.as_ref().or(before.pinned.as_ref());
        if let Some(version) = pinned.as_ref().filter(|version| Some(*version) != has) {
            let sql = format!("alter extension {name} update to {}", Literal(version));
            let why = "the extension's own script changes its objects".to_owned();
            let action = Action::new(sql).hazard(HazardClass::Review(why), site.label());
            actions.push(action.produces(site.id));
        }
        actions
    }

    fn summary(&self) -> String {
        self.pinned.as_ref().map(|version| format!("version {version}")).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Fact;
    use crate::kind::{Kind, Payload};
    use crate::plan::plan;

    fn with(extension: Extension) -> Catalog {
        let mut catalog = Catalog::empty(Ident::new("public"), 15);
        let id = ObjectId::root(Kind::Extension, None, Ident::new("citext"));
        let (payload, depends) = (Payload::Extension(extension), Default::default());
        let fact = Fact { payload: Box::new(payload), depends, position: 0, derived: false };
        catalog.facts_mut().insert(id, fact);
        catalog
    }

    fn statements(before: &Catalog, after: &Catalog) -> Vec<String> {
        let plan = plan(before, after);
        plan.iter().flat_map(|plan| plan.actions()).map(|a| a.statement.sql()).collect()
    }

    #[test]
    fn a_version_counts_only_where_it_is_pinned() {
        let there = Extension {
            schema: None,
            pinned: None,
            installed: Some("1.5".to_owned()),
            relocatable: Some(true),
            members: None,
        };
        let newer = Extension { installed: Some("1.6".to_owned()), ..there.clone() };
        let pinned = Extension { pinned: Some("1.6".to_owned()), ..there.clone() };
        assert!(statements(&with(there.clone()), &with(newer.clone())).is_empty());
        assert_eq!(
            statements(&with(there), &with(pinned.clone())),
            ["alter extension citext update to '1.6'"]
        );
        assert!(statements(&with(newer), &with(pinned.clone())).is_empty());
        let empty = Catalog::empty(Ident::new("public"), 15);
        assert_eq!(
            statements(&empty, &with(pinned)),
            ["create extension citext with schema public version '1.6'"]
        );
    }

    #[test]
    fn one_that_cannot_move_is_refused() {
        let there = Extension {
            schema: None,
            pinned: None,
            installed: None,
            relocatable: Some(false),
            members: None,
        };
        let moved = Extension { schema: Some(Ident::new("lib")), ..there.clone() };
        let refusal = plan(&with(there), &with(moved)).map(|_| ()).map_err(|e| e.to_string());
        assert!(refusal.is_err_and(|text| text.contains("citext") && text.contains("relocatable")));
    }
}
