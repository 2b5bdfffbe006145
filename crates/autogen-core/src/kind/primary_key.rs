//! Primary keys.

use serde::{Deserialize, Serialize};

use super::constraint::{self, Keys};
use super::{Object, Site, Slot};
use crate::action::Action;
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// The primary key of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrimaryKey {
    #[serde(flatten)]
    pub(super) keys: Keys,
}

impl PrimaryKey {
    /// The columns of a key that has nothing else to it.
    pub fn plain(&self) -> Option<&[Ident]> {
        self.keys.plain()
    }
}

impl Object for PrimaryKey {
    const NAME: &'static str = "primary key";
    const QUERY: &'static str = include_str!("primary_key.sql");
    const ADOPTABLE: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        constraint::address(id)
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { keys: Keys::read(row)? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        vec![
            constraint::add(site, &self.keys.definition("primary key"))
                .hazard(HazardClass::IndexBuild, site.label())
                .hazard(HazardClass::MayFail("duplicate rows or nulls".to_owned()), site.label()),
        ]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![constraint::remove(site)]
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::constraint(id)]
    }

    fn summary(&self) -> String {
        self.keys.definition("")
    }
}
