//! Owners, each a part of what it owns. An object of the role that reads has none, so that catalogs
//! read by different roles compare.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Payload, Reaction, Site};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// The owner of an object, who is not the role that reads the catalog.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Owner {
    /// The role.
    pub role: Ident,
    /// Whether the role that reads may act as this one; not compared, and not known of a snapshot.
    #[serde(skip, default = "yes")]
    may_act: bool,
}

fn yes() -> bool {
    true
}

impl PartialEq for Owner {
    fn eq(&self, other: &Self) -> bool {
        let Self { role, may_act: _ } = other;
        self.role == *role
    }
}

/// The id of an object's owner.
pub(super) fn id(object: &ObjectId) -> ObjectId {
    ObjectId::part(Kind::Owner, object.clone(), Ident::new(""))
}

/// The owner of an object, or of what it is a part of; none for the role that runs.
pub(super) fn of<'a>(catalog: &'a Catalog, id: &ObjectId) -> Option<&'a Ident> {
    id.lineage().find_map(|id| match catalog.payload(&self::id(id)) {
        Some(Payload::Owner(owner)) => Some(&owner.role),
        _ => None,
    })
}

/// Makes `role` the owner: after all that is done to the sequences that belong to the object, which go
/// along, and before its grants, which it rewrites. What the role itself was granted is revoked before.
fn statement(role: Option<&Ident>, site: &Site<'_>) -> Action {
    let object = site.parent();
    let address = object.kind().address(object, &site.after.default_schema);
    let role_is = role;
    let role = role.map_or_else(|| "current_user".to_owned(), ToString::to_string);
    let mut action = Action::new(format!("alter {address} owner to {role}"));
    if matches!(object.kind(), Kind::Table | Kind::View | Kind::MaterializedView | Kind::Sequence) {
        action = action.locks(Form::Owner, object);
    }
    // a grant on what is made waits for its owner by itself, and one on a column that goes need not
    if !site.makes(object) {
        for catalog in [site.before, site.after] {
            let columns = catalog.parts(Kind::Column, object).map(|(id, _)| id);
            let columns = columns.filter(|id| site.stays(id) && !site.makes(id));
            for whole in columns.chain([object]) {
                let others = |id: &&ObjectId| role_is != Some(id.name());
                for id in catalog.parts(Kind::Grant, whole).map(|(id, _)| id).filter(others) {
                    action = action.precedes(id);
                }
            }
        }
    }
    if matches!(site.after.payload(object), Some(Payload::Sequence(next)) if next.owner.is_some()) {
        // of what belongs to a column, nobody can change the owner
        action = action.precedes(object);
    }
    for (id, fact) in site.after.of_kind(Kind::Sequence) {
        let Payload::Sequence(sequence) = &*fact.payload else { continue };
        if sequence.owner.as_ref().and_then(ObjectId::parent) == Some(object) {
            action = action.consumes(id);
        }
    }
    action
}

impl Owner {
    /// Why the role that reads may not do something to an object of this owner.
    fn refuse(&self, action: Action) -> Action {
        if self.may_act {
            return action;
        }
        let role = &self.role;
        action.impossible(format!(
            "it needs membership in role {role}; grant it (`grant {role} to …`) or run as another role"
        ))
    }
}

impl Object for Owner {
    const NAME: &'static str = "owner";
    const QUERY: &'static str = include_str!("owner.sql");
    const OPTIONAL: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { role: row.ident()?, may_act: row.bool()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let action = statement(Some(&self.role), site).produces(site.id);
        // what the former catalog says of the role holds for the database that is changed
        vec![match site.before.payload(site.id) {
            Some(Payload::Owner(former)) if former == self => former.refuse(action),
            _ => action,
        }]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = statement(None, site).destroys(site.id);
        let stays = site.stays(site.parent()) && !site.makes(site.parent());
        let action = if stays { self.refuse(action) } else { action };
        vec![action.implied_by(site.parent())]
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        if site.makes(site.parent()) {
            return after.create(site);
        }
        let Self { role, may_act: _ } = after;
        vec![before.refuse(statement(Some(role), site).produces(site.id))]
    }

    /// A type made anew is that of the role that runs.
    fn reaction(&self, _: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten => Reaction::Alter,
            Impact::Reshaped | Impact::InPlace => Reaction::Keep,
        }
    }

    fn roles(&self, _: &ObjectId) -> Vec<Ident> {
        vec![self.role.clone()]
    }

    fn in_reach(&self) -> bool {
        self.may_act
    }

    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        self.role.to_string()
    }
}
