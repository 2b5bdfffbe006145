//! Comments, each a part of what it is on.

use serde::{Deserialize, Serialize};

use super::routine::quoted;
use super::{Impact, Kind, Object, Reaction, Site, attached_index, constraint, reindex};
use crate::action::Action;
use crate::ident::{Ident, Literal};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// The comment on an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// The text.
    pub text: String,
}

/// The name of a comment that is not on a constraint but on the index below it. Any other name is that of
/// a column that is no fact of its own, a view's or a composite type's.
const ON_INDEX: &str = "index";

/// The name of a comment that is not on a constraint trigger but on the constraint that it stands for.
const ON_CONSTRAINT: &str = "constraint";

/// What initdb says of the schema `public`; without it, `pg_dump` would take its absence for a change.
const BORN_WITH: &str = "standard public schema";

/// What gives an extension the comment that CREATE EXTENSION would: that of its control file, which only the
/// server that runs it knows.
fn of_control_file(extension: &ObjectId) -> String {
    let name = Literal(extension.name().as_str());
    let body = format!(
        "\nbegin\n    execute format('comment on extension %I is %L', {name}, (\n        \
         select comment from pg_available_extensions() where name = {name}));\nend\n"
    );
    format!("do {}", quoted(&body))
}

/// How COMMENT ON names an object.
fn target(comment: &ObjectId, on: &ObjectId, default_schema: &Ident) -> String {
    match comment.name().as_str() {
        "" => on.kind().address(on, default_schema),
        ON_INDEX if on.parent().is_some() => {
            format!("index {}", constraint::seen(on, default_schema))
        }
        ON_CONSTRAINT if on.kind() == Kind::Trigger => {
            format!("constraint {} on {}", on.name(), on.parent().unwrap_or(on).qualified())
        }
        _ => format!("column {}.{}", on.qualified(), comment.name()),
    }
}

/// The relation that COMMENT ON locks.
fn relation<'a>(comment: &ObjectId, on: &'a ObjectId) -> Option<&'a ObjectId> {
    const RELATIONS: [Kind; 5] =
        [Kind::Table, Kind::View, Kind::MaterializedView, Kind::Sequence, Kind::Index];
    match (comment.name().as_str(), on.kind()) {
        ("", Kind::Column) => on.parent(),
        ("", kind) => RELATIONS.contains(&kind).then_some(on),
        // that of a composite type has no rows
        (_, Kind::CompositeType | Kind::Trigger) => None,
        _ => Some(on),
    }
}

impl Comment {
    fn statement(text: Option<&str>, site: &Site<'_>) -> Action {
        let target = target(site.id, site.parent(), &site.after.default_schema);
        let born_with = (target == "schema public").then_some(BORN_WITH);
        let action = Action::new(match text.or(born_with) {
            Some(text) => format!("comment on {target} is {}", Literal(text)),
            None if site.parent().kind() == Kind::Extension => of_control_file(site.parent()),
            None => format!("comment on {target} is null"),
        });
        match relation(site.id, site.parent()) {
            Some(relation) => action.locks(Form::Comment, relation),
            None => action,
        }
    }
}

/// What takes from an index that is made anew from the one above the comment of that, which comes along
/// before 17.
pub(super) fn take_from_above(site: &Site<'_>) -> Option<Action> {
    let on = |index: &ObjectId| {
        let name = if index.kind() == Kind::Index { "" } else { ON_INDEX };
        ObjectId::part(Kind::Comment, index.clone(), Ident::new(name))
    };
    let above = |id: &ObjectId| attached_index::index_above(site.before, id);
    let top = on(&std::iter::successors(above(site.id), above).last()?);
    let comes = site.before.facts.contains_key(&top) || site.after.facts.contains_key(&top);
    let own = on(site.id);
    let left = site.before.major < 17
        && is_anew(site, site.id)
        && comes
        && !site.after.facts.contains_key(&own);
    left.then(|| Comment::statement(None, &Site { id: &own, ..*site }).produces(site.id))
}

fn is_anew(site: &Site<'_>, on: &ObjectId) -> bool {
    site.disturbed.get(on) == Some(&Impact::Rewritten)
}

impl Object for Comment {
    const NAME: &'static str = "comment";
    const QUERY: &'static str = include_str!("comment.sql");
    const JOINT: &'static str = "on";

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self { text: row.text()?.to_owned() })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let action = Self::statement(Some(&self.text), site).produces(site.id);
        vec![reindex::behind(site, action)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        if attached_index::INDEXES.contains(&site.parent().kind()) && is_anew(site, site.parent()) {
            return Vec::new();
        }
        vec![Self::statement(None, site).destroys(site.id).implied_by(site.parent())]
    }

    fn impact(Self { text: _ }: &Self, Self { text: _ }: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        after.create(site)
    }

    /// What is made anew has lost its comment; a column only moves over.
    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Rewritten if cause.kind() != Kind::Column => Reaction::Restate,
            _ => Reaction::Keep,
        }
    }

    fn noticed(&self) -> Noticed {
        Noticed::Never
    }

    fn summary(&self) -> String {
        Literal(&self.text).to_string()
    }
}
