//! Tables: the shell that columns, constraints and indexes are parts of.

use serde::{Deserialize, Serialize};

use super::heritage::{self, Form};
use super::{Impact, Kind, Object, Partition, Payload, Reaction, Site, Slot, made_anew, sequence};
use crate::action::{Action, Statement};
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::lock;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// An ordinary table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// `UNLOGGED`.
    pub unlogged: bool,
    /// `PARTITION BY`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub partition_by: Option<PartitionKey>,
}

/// What the rows of a partitioned table are told apart by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartitionKey {
    /// `RANGE (day)`, as `pg_get_partkeydef` gives it.
    definition: String,
    /// The columns in it, those in expressions too.
    columns: Vec<Ident>,
}

impl PartitionKey {
    /// Whether the column is a part of it, whose type then cannot change.
    pub(super) fn holds(&self, column: &Ident) -> bool {
        self.columns.contains(column)
    }
}

impl Object for Table {
    const NAME: &'static str = "table";
    const QUERY: &'static str = include_str!("table.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let unlogged = row.code()? == 'u';
        let partition_by = match row.maybe()?.map(str::to_owned) {
            Some(definition) => Some(PartitionKey { definition, columns: row.json()? }),
            None => None,
        };
        Ok(Self { unlogged, partition_by })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let unlogged = if self.unlogged { "unlogged " } else { "" };
        let head = format!("create {unlogged}table {}", site.id.qualified());
        let form = heritage::form(site, site.id);
        let above = heritage::partition(site.after, site.id);
        let mut statement = match (form, above) {
            (Form::Partition, Some(Partition { parent, .. })) => {
                Statement::with_optional_list(format!("{head} partition of {}", parent.qualified()))
            }
            _ => Statement::with_list(head),
        };
        if form == Form::Inherits {
            let parents = heritage::parents(site.after, site.id);
            let names: Vec<_> = parents.iter().map(|id| id.qualified().to_string()).collect();
            statement = statement.followed_by(&format!("inherits ({})", names.join(", ")));
        }
        if let (Form::Partition, Some(partition)) = (form, above) {
            statement = statement.followed_by(&partition.clause());
        }
        if let Some(PartitionKey { definition, columns: _ }) = &self.partition_by {
            statement = statement.followed_by(&format!("partition by {}", respell(definition)));
        }
        let mut action = Action::new(statement).produces(site.id);
        if form == Form::Inherits {
            for parent in heritage::parents(site.after, site.id) {
                action = action.locks(lock::Form::InheritFrom, &parent);
                // of what goes, two of one name may differ
                action = heritage::gone(site, &parent).iter().fold(action, Action::succeeds);
            }
        }
        if let (Form::Partition, Some(partition)) = (form, above) {
            action = action.locks(lock::Form::PartitionOf, &partition.parent);
            action = partition.cost(site, site.id, action);
        }
        heritage::be_born(site, form, action)
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let mut action = Action::new(format!("drop table {}", site.id.qualified()))
            .destroys(site.id)
            .locks(lock::Form::DropTable, site.id);
        if let Some(reason) = made_anew::name_is_held(site) {
            action = action.impossible(reason);
        }
        // the rows of a partitioned table are in its partitions
        vec![match self.partition_by {
            None => action.loses(site.label(), site.flag("drop-table")),
            Some(_) => action,
        }]
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    /// Whatever it is partitioned by, its rows are never given up for a change of that.
    fn reaction(&self, _: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        if impact == Impact::Replaced { Reaction::Alter } else { Reaction::Keep }
    }

    /// A logged table may refer only to logged ones (manual: ALTER TABLE), so the change begins at
    /// that end of a reference where it breaks nothing.
    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { unlogged, partition_by } = after;
        let refuse = |why: &str| vec![Action::new("").produces(site.id).impossible(why)];
        let way = "make one under another name, move the rows, and rename it";
        match (&before.partition_by, partition_by) {
            (None, Some(_)) => {
                return refuse(&format!("a table cannot become partitioned; {way}"));
            }
            (Some(_), None) => {
                return refuse(&format!("a partitioned table cannot become a plain one; {way}"));
            }
            (Some(was), Some(is)) if was != is => {
                return refuse(&format!("what a table is partitioned by cannot be altered; {way}"));
            }
            (Some(_), Some(_)) if before.unlogged != *unlogged => {
                return refuse(
                    "a partitioned table cannot be set logged or unlogged, only its partitions can",
                );
            }
            _ if before == after => {
                return refuse(
                    "what it is partitioned by depends on something that has to be made anew",
                );
            }
            _ => {}
        }
        let word = if *unlogged { "unlogged" } else { "logged" };
        let mut action = Action::new(format!("alter table {} set {word}", site.id.qualified()))
            .produces(site.id)
            .beside(Kind::Column)
            .locks(lock::Form::SetLogged, site.id)
            .hazard(HazardClass::Rewrite, site.label());
        for (id, fact) in site.before.of_kind(Kind::ForeignKey) {
            let Payload::ForeignKey(key) = &*fact.payload else { continue };
            let (Some(from), to) = (id.parent(), &key.references) else { continue };
            let (end, other) = if *unlogged { (to, from) } else { (from, to) };
            let stays = site.stays(id) && site.disturbed.get(id) != Some(&Impact::Replaced);
            if end == site.id && other != site.id && stays {
                action = action.consumes(other);
            }
        }
        let mut actions = vec![made_anew::unless_held(site.id, site, action)];
        actions.extend(sequence::held_back(site, *unlogged));
        actions
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::type_name(id.qualified())]
    }

    fn summary(&self) -> String {
        let mut words = Vec::new();
        if self.unlogged {
            words.push("unlogged".to_owned());
        }
        if let Some(key) = &self.partition_by {
            words.push(format!("partition by {}", key.definition));
        }
        words.join(" ")
    }
}
