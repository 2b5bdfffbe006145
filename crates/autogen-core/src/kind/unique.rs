//! Unique constraints; a unique index is an [`super::Index`].

use serde::{Deserialize, Serialize};

use super::constraint::{self, Keys};
use super::{Object, Site, Slot};
use crate::action::Action;
use crate::hazard::HazardClass;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A unique constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unique {
    #[serde(flatten)]
    keys: Keys,
    nulls_not_distinct: bool,
}

impl Unique {
    fn definition(&self) -> String {
        self.keys.definition(if self.nulls_not_distinct {
            "unique nulls not distinct"
        } else {
            "unique"
        })
    }
}

impl Object for Unique {
    const NAME: &'static str = "unique constraint";
    const QUERY: &'static str = include_str!("unique.sql");
    const ADOPTABLE: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { keys: Keys::read(row)?, nulls_not_distinct: row.bool()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        vec![
            constraint::add(site, &self.definition())
                .hazard(HazardClass::IndexBuild, site.label())
                .hazard(HazardClass::MayFail("duplicate rows".to_owned()), site.label()),
        ]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![constraint::remove(site)]
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::constraint(id)]
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
