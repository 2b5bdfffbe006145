//! Unique constraints; a unique index is an [`super::Index`].

use serde::{Deserialize, Serialize};

use super::attached_index::Shape;
use super::constraint::{self, Keys};
use super::{
    Impact, Kind, Object, Payload, Reaction, Renamed, Site, Slot, attached_index, heritage,
};
use crate::action::Action;
use crate::catalog::{Catalog, Fact};
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A unique constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unique {
    #[serde(flatten)]
    pub(super) keys: Keys,
    nulls_not_distinct: bool,
    /// The name of the index of the partitioned table that its index is attached to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) attached_to: Option<Ident>,
}

impl Unique {
    pub(super) fn column_names(&self) -> Vec<String> {
        let Keys { columns, include, .. } = &self.keys;
        columns.iter().chain(include).map(|column| column.as_str().to_owned()).collect()
    }

    /// What another index has to have to be taken for that of the constraint.
    pub(super) fn shape(&self) -> Shape<'_> {
        self.keys.shape(self.nulls_not_distinct)
    }

    fn definition(&self) -> String {
        self.keys.definition(if self.nulls_not_distinct {
            "unique nulls not distinct"
        } else {
            "unique"
        })
    }
}

impl Unique {
    /// Whether CREATE TABLE would take it for a constraint that it has already.
    fn repeats_another(&self, site: &Site<'_>) -> bool {
        let table = site.parent();
        let is_primary = |fact: &Fact| match &*fact.payload {
            Payload::PrimaryKey(key) => {
                !self.nulls_not_distinct && key.keys.merges_with(&self.keys)
            }
            _ => false,
        };
        let is_former = |id: &ObjectId, fact: &Fact| match &*fact.payload {
            Payload::Unique(Self { keys, nulls_not_distinct, attached_to: _ }) => {
                id < site.id
                    && *nulls_not_distinct == self.nulls_not_distinct
                    && keys.merges_with(&self.keys)
            }
            _ => false,
        };
        site.after.parts(Kind::PrimaryKey, table).any(|(_, fact)| is_primary(fact))
            || site.after.parts(Kind::Unique, table).any(|(id, fact)| is_former(id, fact))
    }
}

impl Unique {
    /// The columns of a constraint that has nothing else to it.
    pub fn plain(&self) -> Option<&[Ident]> {
        (!self.nulls_not_distinct).then(|| self.keys.plain()).flatten()
    }
}

impl Object for Unique {
    const NAME: &'static str = "unique constraint";
    const QUERY: &'static str = include_str!("unique.sql");
    const ADOPTABLE: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        constraint::address(id)
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let (keys, nulls_not_distinct) = (Keys::read(row)?, row.bool()?);
        Ok(Self { keys, nulls_not_distinct, attached_to: row.maybe()?.map(Ident::new) })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let making = attached_index::making(site, site.id);
        let mut actions =
            constraint::add_index(site, &self.definition(), self.keys.deferral, making);
        if let Some(action) = actions.first_mut() {
            action.add_hazard(HazardClass::IndexBuild(Form::AddKey.level()), site.label());
            action.add_hazard(HazardClass::MayFail("duplicate rows".to_owned()), site.label());
            if self.repeats_another(site) {
                action.fold = None;
            }
        }
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = constraint::remove(site).locks(Form::DropConstraint, site.parent());
        constraint::remove_index(site, action)
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { keys, nulls_not_distinct, attached_to: _ } = after;
        let same = *keys == before.keys && *nulls_not_distinct == before.nulls_not_distinct;
        if same { Impact::InPlace } else { Impact::Replaced }
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

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::constraint(id)]
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
