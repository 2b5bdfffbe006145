//! Primary keys.

use serde::{Deserialize, Serialize};

use super::constraint::{self, Keys};
use super::{Impact, Object, Reaction, Renamed, Site, Slot, attached_index, heritage};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// The primary key of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrimaryKey {
    #[serde(flatten)]
    pub(super) keys: Keys,
    /// The name of the index of the partitioned table that its index is attached to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) attached_to: Option<Ident>,
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
        Ok(Self { keys: Keys::read(row)?, attached_to: row.maybe()?.map(Ident::new) })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let definition = self.keys.definition("primary key");
        let mut actions = constraint::add_index(
            site,
            &definition,
            self.keys.deferral,
            attached_index::making(site, site.id),
        );
        if let Some(action) = actions.first_mut() {
            let rows = HazardClass::MayFail("duplicate rows or nulls".to_owned());
            action.add_hazard(HazardClass::IndexBuild(Form::AddKey.level()), site.label());
            action.add_hazard(rows, site.label());
        }
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = constraint::remove(site).locks(Form::DropConstraint, site.parent());
        constraint::remove_index(site, action)
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { keys, attached_to: _ } = after;
        if *keys == before.keys { Impact::InPlace } else { Impact::Replaced }
    }

    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        constraint::impact_at(site, Self::impact(before, after))
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        constraint::reattach(site, || after.create(site))
    }

    fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
        if let Some(name) = &mut self.attached_to {
            heritage::follow(id, name, catalog, renamed);
        }
    }

    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        constraint::reaction(site, &self.keys.include, cause, impact)
    }

    /// A table has no two of them.
    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        let only = Slot("primary key", id.outermost().path());
        vec![Slot::relation(id.qualified()), Slot::constraint(id), only]
    }

    fn summary(&self) -> String {
        self.keys.definition("")
    }
}
