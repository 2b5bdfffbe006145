//! The index that CLUSTER goes by when it is not told one. The mark moves no row.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Reaction, Renamed, Site, attached_index, reindex};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// The mark on an index of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterMark {
    /// The index, which may be that of a constraint.
    pub index: Ident,
}

impl Object for ClusterMark {
    const NAME: &'static str = "cluster mark";
    const QUERY: &'static str = include_str!("cluster_mark.sql");
    const OPTIONAL: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { index: row.ident()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let (table, index) = (site.parent().qualified(), &self.index);
        let action = Action::new(format!("alter table {table} cluster on {index}"));
        let action = action.produces(site.id).locks(Form::ClusterOn, site.parent());
        vec![reindex::behind(site, action)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let sql = format!("alter table {} set without cluster", site.parent().qualified());
        let action = Action::new(sql).locks(Form::ClusterOn, site.parent());
        vec![action.destroys(site.id).implied_by(site.parent())]
    }

    fn impact(Self { index: _ }: &Self, Self { index: _ }: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        after.create(site)
    }

    fn reaction(&self, _: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        reindex::mark_reaction(impact)
    }

    fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
        attached_index::follow_index(id, &mut self.index, catalog, renamed);
    }

    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        format!("on {}", self.index)
    }
}
