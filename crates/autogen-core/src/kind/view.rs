//! Views. Postgres replaces one in place as long as its columns stay and new ones come last; what
//! depends on it does not notice. Any other view is dropped and created, with all that reads it.

use serde::{Deserialize, Serialize};

use super::query::Counted;
use super::{Impact, Object, Reaction, Site, Slot, Turn, query, relation_options};
use crate::action::Action;
use crate::ident::Ident;
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// As Postgres deparses it, without the semicolon.
    pub query: String,
    pub(super) counted: Vec<Counted>,
    /// `security_barrier=true`, `check_option=local`.
    pub options: Vec<String>,
    columns: Vec<Column>,
}

/// A column, in its place. Its type and collation follow from the query and from what that reads, so
/// they are no difference of their own; they say whether the view can be replaced in place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Column(Ident, String, Option<String>);

impl View {
    fn make(&self, verb: &str, site: &Site<'_>) -> Action {
        let Self { query, counted: _, options, columns: _ } = self;
        let (options, names) = (relation_options::clause(options), self.names());
        let name = site.id.qualified();
        let (columns, query) = query::clause(query, &names);
        let action = Action::new(format!("{verb} view {name}{columns}{options} as\n{query}"))
            .locks(Form::View, site.id);
        query::behind_columns(action.produces(site.id), site)
    }

    fn names(&self) -> Vec<Ident> {
        self.columns.iter().map(|Column(name, ..)| name.clone()).collect()
    }
}

impl Object for View {
    const NAME: &'static str = "view";
    const QUERY: &'static str = include_str!("view.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            query: row.text()?.to_owned(),
            counted: row.json()?,
            options: row.json()?,
            columns: row.json()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        vec![self.make("create", site)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let action = Action::new(format!("drop view {}", site.id.qualified()));
        vec![action.destroys(site.id).locks(Form::View, site.id)]
    }

    fn differs(before: &Self, after: &Self) -> bool {
        let Self { query, counted, options, columns: _ } = before;
        let same = *query == after.query && *counted == after.counted && *options == after.options;
        !same || before.names() != after.names()
    }

    /// As `checkViewColumns` in `view.c` has it.
    fn impact(before: &Self, after: &Self) -> Impact {
        let kept = after.columns.starts_with(&before.columns);
        if kept { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { query, counted, options, columns: _ } = after;
        if *query != before.query || *counted != before.counted {
            return vec![after.make("create or replace", site)];
        }
        let head = format!("alter view {}", site.id.qualified());
        let changes = relation_options::changes(&head, &before.options, options);
        changes.into_iter().map(|change| change.locks(site.id).produces(site.id)).collect()
    }

    /// What its query reads cannot change its type or be dropped while the view stands.
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
        let options = relation_options::clause(&self.options);
        query::summary(&options, self.columns.len(), &self.query)
    }
}
