//! Extensions, as what other objects depend on. Their versions are not compared.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Site};
use crate::action::Action;
use crate::ident::Ident;
use crate::row::{Row, RowError};

/// An extension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// The schema its members stand in; `None` for the default one.
    pub schema: Option<Ident>,
}

impl Object for Extension {
    const NAME: &'static str = "extension";
    const QUERY: &'static str = include_str!("extension.sql");
    const IN_SCHEMA: bool = false;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { schema: row.maybe()?.map(Ident::new) })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let schema = self.schema.as_ref().unwrap_or(&site.after.default_schema);
        let sql = format!("create extension {} with schema {schema}", site.id.name());
        vec![Action::new(sql).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![
            Action::new(format!("drop extension {}", site.id.name()))
                .destroys(site.id)
                .loses(site.label(), site.flag("drop-extension")),
        ]
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(_: &Self, Self { schema }: &Self, site: &Site<'_>) -> Vec<Action> {
        let schema = schema.as_ref().unwrap_or(&site.after.default_schema);
        let sql = format!("alter extension {} set schema {schema}", site.id.name());
        vec![Action::new(sql).produces(site.id)]
    }
}
