//! Composite types that stand by themselves; the row type of a table is a part of the table.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Reaction, Site, Slot, made_anew};
use crate::action::Action;
use crate::cast::Casts;
use crate::ident::{Ident, QualifiedName};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A composite type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompositeType {
    /// In their order.
    pub attributes: Vec<Attribute>,
}

/// One attribute of a composite type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: Ident,
    /// Its type with modifier.
    pub data_type: String,
    /// Where it is not the type's own.
    pub collation: Option<QualifiedName>,
}

impl Attribute {
    fn definition(&self) -> String {
        let Self { name, data_type, collation } = self;
        let collation = collation.as_ref().map(|collation| format!(" collate {collation}"));
        format!("{name} {data_type}{}", collation.unwrap_or_default())
    }
}

/// Whether a value of one type can be cast to the other without going through its text.
fn has_cast(from: &str, to: &str, casts: &Casts) -> bool {
    // without the modifier: `time(2) without time zone`
    let base = |text: &str| match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if !text.contains('"') => {
            format!("{}{}", &text[..open], &text[close + 1..])
        }
        _ => text.to_owned(),
    };
    let (from, to) = (base(from), base(to));
    from == to || casts.find(&from, &to).is_some()
}

impl CompositeType {
    fn find(&self, name: &Ident) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == *name)
    }

    fn names(&self) -> Vec<&Ident> {
        self.attributes.iter().map(|attribute| &attribute.name).collect()
    }

    fn gone<'a>(&'a self, after: &'a Self) -> impl Iterator<Item = &'a Attribute> {
        self.attributes.iter().filter(|attribute| after.find(&attribute.name).is_none())
    }

    /// Whether dropping attributes and adding others at the end leads there.
    fn keeps_order(&self, after: &Self) -> bool {
        let kept: Vec<_> =
            self.names().into_iter().filter(|name| after.find(name).is_some()).collect();
        after.names().starts_with(&kept)
    }

    /// How a value of this type becomes one of the other: by its text if the attributes are the same,
    /// else one by one. There is no such expression for the elements of an array.
    pub(super) fn conversion(
        &self,
        after: &Self,
        column: &str,
        target: &str,
        array: bool,
        by_text: bool,
        casts: &Casts,
    ) -> Option<String> {
        if self.names() == after.names() {
            let array = if array { "[]" } else { "" };
            return Some(format!("{column}::text{array}::{target}"));
        }
        if array {
            return None;
        }
        let value = |attribute: &Attribute| match self.find(&attribute.name) {
            None => "null".to_owned(),
            Some(was)
                if was.data_type != attribute.data_type
                    && has_cast(&was.data_type, &attribute.data_type, casts) =>
            {
                format!("({column}).{}::{}", was.name, attribute.data_type)
            }
            Some(was) if by_text || was.data_type != attribute.data_type => {
                format!("({column}).{}::text::{}", was.name, attribute.data_type)
            }
            Some(was) => format!("({column}).{}", was.name),
        };
        let values: Vec<_> = after.attributes.iter().map(value).collect();
        let row = format!("row({})::{target}", values.join(", "));
        Some(format!("case when {column} is distinct from null then {row} end"))
    }

    /// What dropping attributes loses.
    fn losing(&self, after: &Self, mut action: Action, site: &Site<'_>) -> Action {
        if made_anew::columns_of(site.id, site.before).is_empty() {
            return action;
        }
        for attribute in self.gone(after) {
            let path = site.id.full_path(&site.after.default_schema);
            let name = attribute.name.as_str();
            action = action
                .loses(format!("attribute {path}.{name}"), format!("drop-attribute:{path}.{name}"));
        }
        action
    }
}

impl Object for CompositeType {
    const NAME: &'static str = "composite type";
    const QUERY: &'static str = include_str!("composite_type.sql");

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("type {}", id.qualified())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { attributes: row.json()? })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let attributes: Vec<_> = self.attributes.iter().map(Attribute::definition).collect();
        let list = match attributes.as_slice() {
            [] => "()".to_owned(),
            some => format!("(\n    {}\n)", some.join(",\n    ")),
        };
        vec![
            Action::new(format!("create type {} as {list}", site.id.qualified())).produces(site.id),
        ]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        made_anew::remove(site, "type")
    }

    /// Attributes come and go in place, the new ones at the end; one changes its type in place only
    /// while no column holds a value (`find_composite_type_dependencies` in `tablecmds.c`).
    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        let same = |attribute: &Attribute| {
            after.find(&attribute.name).is_none_or(|next| next == attribute)
        };
        if !before.keeps_order(after) {
            Impact::Rewritten
        } else if before.attributes.iter().all(same)
            || made_anew::columns_of(site.id, site.before).is_empty()
        {
            Impact::Reshaped
        } else {
            Impact::Rewritten
        }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        if let Some(reason) = made_anew::refusal(site) {
            return vec![Action::new("").produces(site.id).impossible(reason)];
        }
        if site.disturbed.get(site.id) == Some(&Impact::Rewritten) {
            let [create] = after.create(site).try_into().unwrap_or_else(|_| [Action::new("")]);
            return made_anew::rewrite(site, "type", before.losing(after, create, site));
        }
        let mut steps = Vec::new();
        for attribute in before.gone(after) {
            steps.push(format!("drop attribute {}", attribute.name));
        }
        for attribute in &after.attributes {
            match before.find(&attribute.name) {
                None => steps.push(format!("add attribute {}", attribute.definition())),
                Some(was) if was != attribute => {
                    let Attribute { name, data_type, collation } = attribute;
                    let collation = collation.as_ref().map(|c| format!(" collate {c}"));
                    let collation = collation.unwrap_or_default();
                    steps.push(format!("alter attribute {name} type {data_type}{collation}"));
                }
                Some(_) => {}
            }
        }
        let sql = format!("alter type {} {}", site.id.qualified(), steps.join(", "));
        vec![before.losing(after, Action::new(sql).produces(site.id), site)]
    }

    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        let below = made_anew::is_type(cause.kind()) || cause.kind() == Kind::Collation;
        match impact {
            Impact::Rewritten | Impact::Replaced if below => Reaction::Alter,
            Impact::Replaced => Reaction::Replace,
            _ => Reaction::Keep,
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified()), Slot::type_name(id.qualified())]
    }

    fn summary(&self) -> String {
        let attributes: Vec<_> = self.attributes.iter().map(Attribute::definition).collect();
        format!("({})", attributes.join(", "))
    }
}
