//! Materialized views. Their query cannot be changed in place; their rows can always be had again,
//! so that dropping one loses nothing but time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::query::Counted;
use super::{Impact, Object, Payload, Reaction, Site, Slot, Turn, query, relation_options};
use crate::action::Action;
use crate::hazard::HazardClass;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A materialized view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MaterializedView {
    /// As Postgres deparses it, without the semicolon.
    pub query: String,
    pub(super) counted: Vec<Counted>,
    /// Storage parameters, those of its TOAST table too.
    pub options: Vec<String>,
    /// Where it is not `heap`.
    access_method: Option<Ident>,
    /// Whether it can be read; `WITH NO DATA` is what it cannot.
    pub populated: bool,
    /// Their names, which the query says too.
    columns: Vec<Ident>,
    /// The tables whose rows it holds as values.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) rows_of: Vec<ObjectId>,
}

impl MaterializedView {
    /// An action that runs the query: behind everything that this reads, by way of views too, and not at
    /// all if there is something in it that cannot be read.
    fn filled(mut action: Action, site: &Site<'_>) -> Action {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&ObjectId> = site.after.needs(site.id).collect();
        while let Some(id) = waiting.pop() {
            match site.after.payload(id) {
                Some(Payload::MaterializedView(Self { populated: false, .. })) => {
                    let label = id.label(&site.after.default_schema);
                    let reason = format!("it is populated, but reads {label}, which is not");
                    return action.impossible(reason);
                }
                Some(Payload::View(_)) if seen.insert(id) => waiting.extend(site.after.needs(id)),
                Some(Payload::MaterializedView(_)) => {}
                _ => continue,
            }
            action = action.consumes(id);
        }
        action.hazard(HazardClass::Refresh, site.label())
    }
}

impl Object for MaterializedView {
    const NAME: &'static str = "materialized view";
    const QUERY: &'static str = include_str!("materialized_view.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let mut read = Self {
            query: row.text()?.to_owned(),
            counted: row.json()?,
            options: row.json()?,
            access_method: row.maybe()?.map(Ident::new),
            populated: row.bool()?,
            columns: row.json()?,
            rows_of: Vec::new(),
        };
        for oid in row.json::<Vec<u32>>()? {
            read.rows_of.push(row.relation(oid)?);
        }
        Ok(read)
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let Self { query, counted: _, options, access_method, populated, columns, rows_of: _ } =
            self;
        let (columns, query) = query::clause(query, columns);
        let method = access_method.as_ref().map(|m| format!(" using {m}")).unwrap_or_default();
        let head = format!(
            "create materialized view {}{columns}{method}{}",
            site.id.qualified(),
            relation_options::clause(options)
        );
        let data = if *populated { "" } else { "\nwith no data" };
        let action = Action::new(format!("{head} as\n{query}{data}"));
        let action = query::behind_columns(action.produces(site.id), site);
        vec![if *populated { Self::filled(action, site) } else { action }]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let sql = format!("drop materialized view {}", site.id.qualified());
        vec![Action::new(sql).destroys(site.id).locks(Form::DropMaterializedView, site.id)]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let changed =
            Self { options: after.options.clone(), populated: after.populated, ..before.clone() };
        if changed == *after { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self {
            query: _,
            counted: _,
            options,
            access_method: _,
            populated,
            columns: _,
            rows_of: _,
        } = after;
        let name = site.id.qualified();
        let head = format!("alter materialized view {name}");
        let changes = relation_options::changes(&head, &before.options, options);
        let mut actions: Vec<_> = changes.into_iter().map(|c| c.locks(site.id)).collect();
        if *populated && !before.populated {
            let action = Action::new(format!("refresh materialized view {name}"))
                .locks(Form::Refresh, site.id);
            actions.push(Self::filled(action, site));
        } else if !*populated && before.populated {
            let why = "its rows are thrown away until it is refreshed".to_owned();
            actions.push(
                Action::new(format!("refresh materialized view {name} with no data"))
                    .locks(Form::Refresh, site.id)
                    .hazard(HazardClass::Review(why), site.label()),
            );
        }
        actions.into_iter().map(|action| action.produces(site.id)).collect()
    }

    /// What its query reads cannot change its type or be dropped while it stands.
    fn reaction(&self, _: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        if impact == Impact::InPlace { Reaction::Keep } else { Reaction::Replace }
    }

    fn comes_out_of_turn(&self, site: &Site<'_>, turn: Turn<'_>) -> Option<String> {
        query::miscounts(&self.counted, site, turn)
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::type_name(id.qualified())]
    }

    fn selects(&self) -> Option<&str> {
        Some(&self.query)
    }

    fn summary(&self) -> String {
        let data = if self.populated { "" } else { " with no data" };
        let options = relation_options::clause(&self.options);
        query::summary(&format!("{options}{data}"), self.columns.len(), &self.query)
    }
}
