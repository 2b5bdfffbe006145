//! Schemas. The default schema is the one with the empty name.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Site};
use crate::action::Action;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A schema; nothing of its own is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schema {}

/// The name to use in SQL.
pub(super) fn name<'a>(id: &'a ObjectId, default_schema: &'a Ident) -> &'a Ident {
    if id.name().as_str().is_empty() { default_schema } else { id.name() }
}

impl Object for Schema {
    const NAME: &'static str = "schema";
    const QUERY: &'static str = include_str!("schema.sql");
    const IN_SCHEMA: bool = false;

    fn address(id: &ObjectId, default_schema: &Ident) -> String {
        format!("schema {}", name(id, default_schema))
    }

    fn read(_: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {})
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let name = name(site.id, &site.after.default_schema);
        vec![Action::new(format!("create schema {name}")).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let name = name(site.id, &site.before.default_schema);
        vec![
            Action::new(format!("drop schema {name}"))
                .destroys(site.id)
                .loses(site.label(), site.flag("drop-schema")),
        ]
    }

    fn impact(Self {}: &Self, Self {}: &Self) -> Impact {
        Impact::InPlace
    }
}
