//! What logical replication tells rows of a table apart by, where it is not the primary key.

use serde::{Deserialize, Serialize};

use super::{
    Column, Impact, Kind, Object, Payload, Reaction, Renamed, Site, attached_index, reindex,
};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// The replica identity of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplicaIdentity {
    /// The whole row.
    Full,
    /// Nothing at all.
    Nothing,
    /// The columns of a unique index, which may be that of a constraint.
    Index(Ident),
}

impl ReplicaIdentity {
    fn definition(&self) -> String {
        match self {
            Self::Full => "full".to_owned(),
            Self::Nothing => "nothing".to_owned(),
            Self::Index(index) => format!("using index {index}"),
        }
    }

    fn set(identity: &str, site: &Site<'_>) -> Action {
        let sql = format!("alter table {} replica identity {identity}", site.parent().qualified());
        // the columns of its index may be null neither before nor after
        let nullable = |catalog: &Catalog, id: &ObjectId| match catalog.payload(id) {
            Some(Payload::Column(Column { not_null, .. })) => !not_null,
            _ => false,
        };
        let columns = |catalog: &Catalog| -> Vec<ObjectId> {
            let below = catalog.needs(site.id).flat_map(|index| catalog.needs(index));
            below.filter(|id| id.kind() == Kind::Column && site.stays(id)).cloned().collect()
        };
        let loses = |id: &ObjectId| !nullable(site.before, id) && nullable(site.after, id);
        let gains = |id: &ObjectId| nullable(site.before, id) && !nullable(site.after, id);
        let action = Action::new(sql).locks(Form::ReplicaIdentity, site.parent());
        let former = columns(site.before).into_iter().filter(loses);
        let action = former.fold(action, |action, id| action.precedes(&id));
        let next = columns(site.after).into_iter().filter(gains);
        next.fold(action, |action, id| action.consumes(&id))
    }
}

impl Object for ReplicaIdentity {
    const NAME: &'static str = "replica identity";
    const QUERY: &'static str = include_str!("replica_identity.sql");
    const OPTIONAL: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(match row.code()? {
            'f' => Self::Full,
            'i' => Self::Index(row.ident()?),
            _ => Self::Nothing,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let action = Self::set(&self.definition(), site).produces(site.id);
        vec![reindex::behind(site, action)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![Self::set("default", site).destroys(site.id).implied_by(site.parent())]
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        after.create(site)
    }

    fn reaction(&self, _: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        reindex::mark_reaction(impact)
    }

    fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
        if let Self::Index(name) = self {
            attached_index::follow_index(id, name, catalog, renamed);
        }
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
