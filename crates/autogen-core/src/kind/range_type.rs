//! Range types. There is no ALTER for what they are made of, and one that is set aside would keep the
//! functions that bear its name, so that they are dropped and created, unless something is of them.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Reaction, Site, Slot};
use crate::action::Action;
use crate::ident::{Ident, QualifiedName};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A range type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RangeType {
    subtype: String,
    /// Where it is not the subtype's default one.
    opclass: Option<QualifiedName>,
    /// Where it is not the subtype's own.
    collation: Option<QualifiedName>,
    /// A function that brings values into one form, as SQL.
    canonical: Option<String>,
    /// A function that says how far two values are apart.
    subtype_diff: Option<QualifiedName>,
    /// The type of sets of ranges (since 14).
    multirange: Option<QualifiedName>,
}

impl RangeType {
    /// What Postgres calls the multirange if nobody does (`makeMultirangeTypeName` in `multirangetypes.c`).
    fn usual_multirange(id: &ObjectId) -> QualifiedName {
        let name = id.name().as_str();
        let name = match name.split_once("range") {
            Some((before, after)) => format!("{before}multirange{after}"),
            None => format!("{}_multirange", &name[..name.floor_char_boundary(63 - 11)]),
        };
        QualifiedName { schema: id.schema().cloned(), name: Ident::new(name) }
    }

    fn definition(&self, id: &ObjectId) -> String {
        let Self { subtype, opclass, collation, canonical, subtype_diff, multirange } = self;
        let multirange = multirange.as_ref().filter(|name| **name != Self::usual_multirange(id));
        let mut options = vec![format!("subtype = {subtype}")];
        let mut say = |option: &str, value: Option<String>| {
            options.extend(value.map(|value| format!("{option} = {value}")));
        };
        say("subtype_opclass", opclass.as_ref().map(ToString::to_string));
        say("collation", collation.as_ref().map(ToString::to_string));
        say("canonical", canonical.clone());
        say("subtype_diff", subtype_diff.as_ref().map(ToString::to_string));
        say("multirange_type_name", multirange.map(ToString::to_string));
        format!("({})", options.join(", "))
    }
}

impl Object for RangeType {
    const NAME: &'static str = "range type";
    const QUERY: &'static str = include_str!("range_type.sql");

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("type {}", id.qualified())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            subtype: row.text()?.to_owned(),
            opclass: row.maybe_qualified()?,
            collation: row.maybe_qualified()?,
            canonical: row.maybe()?.map(str::to_owned),
            subtype_diff: row.maybe_qualified()?,
            multirange: row.maybe_qualified()?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let definition = self.definition(site.id);
        let sql = format!("create type {} as range {definition}", site.id.qualified());
        let action = Action::new(sql).produces(site.id);
        vec![if self.canonical.is_some() {
            action.impossible(
                "its canonical function takes the type itself, which must be there as a shell before: \
                 create both by hand",
            )
        } else {
            action
        }]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![Action::new(format!("drop type {}", site.id.qualified())).destroys(site.id)]
    }

    fn reaction(&self, _: &Site<'_>, _: &ObjectId, impact: Impact) -> Reaction {
        if impact >= Impact::Rewritten { Reaction::Replace } else { Reaction::Keep }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        let multirange = self.multirange.as_ref().map(Slot::type_name);
        [Slot::type_name(id.qualified())].into_iter().chain(multirange).collect()
    }

    fn summary(&self) -> String {
        let Self { subtype, .. } = self;
        format!("of {subtype}")
    }
}
