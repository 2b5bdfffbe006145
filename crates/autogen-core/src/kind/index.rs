//! Indexes that no constraint stands for. Their definition is built from catalog fields, since
//! `pg_get_indexdef` names the schema of the table.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::attached_index::{self, Making, Shape};
use super::{
    Impact, Object, Reaction, Renamed, Site, Slot, constraint, heritage, relation_options,
};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::{Ident, QualifiedName, list};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::Noticed;

/// An index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    method: String,
    unique: bool,
    nulls_not_distinct: bool,
    keys: Vec<Key>,
    pub(super) include: Vec<Ident>,
    predicate: Option<String>,
    pub(super) parameters: Vec<String>,
    /// Not left behind by a CREATE INDEX CONCURRENTLY that failed.
    valid: bool,
    /// On a partitioned table, so that it has no storage.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    partitioned: bool,
    /// The name of the index of the partitioned table that it is attached to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) attached_to: Option<Ident>,
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Key {
    /// A quoted column name or an expression, in the parentheses it needs.
    expression: String,
    /// The rest as SQL: collation, operator class, order.
    options: String,
    /// What Postgres calls it, if it is an expression of an index that is attached.
    #[serde(skip)]
    called: MadeUp,
}

impl Key {
    /// What Postgres compares of it where it looks for an index that will do.
    fn compared(&self) -> (String, &str) {
        let orders = [1, 2, 3].map(order);
        let options = orders.iter().find_map(|order| self.options.strip_suffix(order));
        (self.expression.clone(), options.unwrap_or(&self.options))
    }
}

/// A name that nobody chose, and that nothing is compared by.
#[derive(Clone, Debug, Default)]
struct MadeUp(Option<String>);

impl PartialEq for MadeUp {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What a key says beyond its column or expression, as `index.sql` delivers it.
#[derive(Deserialize)]
struct Special {
    opclass: Option<(Option<String>, String)>,
    options: Option<Vec<String>>,
    collation: Option<(Option<String>, String)>,
}

impl Index {
    /// What another has to have to be taken for it.
    pub(super) fn shape(&self) -> Shape<'_> {
        Shape {
            method: &self.method,
            unique: self.unique,
            nulls_not_distinct: self.nulls_not_distinct,
            keys: self.keys.iter().map(Key::compared).collect(),
            include: &self.include,
            predicate: self.predicate.as_deref(),
        }
    }

    /// Whether it holds the values of an expression, or only some rows.
    pub(super) fn computes(&self) -> bool {
        let is_expression =
            |key: &Key| key.expression.starts_with('(') || key.expression.ends_with(')');
        self.predicate.is_some() || self.keys.iter().any(is_expression)
    }
}

impl Special {
    fn sql(&self) -> String {
        let name = |(schema, name): &(Option<String>, String)| QualifiedName {
            schema: schema.as_ref().map(Ident::new),
            name: Ident::new(name),
        };
        let mut text = String::new();
        if let Some(collation) = &self.collation {
            text += &format!(" collate {}", name(collation));
        }
        if let Some(opclass) = &self.opclass {
            text += &format!(" {}", name(opclass));
        }
        if let Some(options) = &self.options {
            text += &format!(" ({})", options.join(", "));
        }
        text
    }
}

/// `indoption`: bit 0 is DESC, bit 1 NULLS FIRST (`pg_index.h`).
fn order(option: u32) -> &'static str {
    match option & 3 {
        0 => "",
        1 => " desc nulls last",
        2 => " nulls first",
        _ => " desc",
    }
}

impl Index {
    /// All behind the table's name.
    fn definition(&self) -> String {
        let Self {
            method,
            unique: _,
            nulls_not_distinct,
            keys,
            include,
            predicate,
            parameters,
            valid: _,
            partitioned: _,
            attached_to: _,
        } = self;
        let keys: Vec<_> =
            keys.iter().map(|key| format!("{}{}", respell(&key.expression), key.options)).collect();
        let mut text = if method == "btree" { String::new() } else { format!("using {method} ") };
        text += &format!("({})", keys.join(", "));
        if !include.is_empty() {
            text += &format!(" include ({})", list(include));
        }
        if *nulls_not_distinct {
            text += " nulls not distinct";
        }
        if !parameters.is_empty() {
            text += &format!(" with ({})", parameters.join(", "));
        }
        if let Some(predicate) = predicate {
            text += &format!(" where {}", respell(predicate));
        }
        text
    }
}

impl Index {
    /// The names of its columns, unless one is an expression of which it is not known what Postgres calls it.
    pub(super) fn column_names(&self) -> Option<Vec<String>> {
        let name =
            |key: &Key| match key.expression.strip_prefix('"').and_then(|k| k.strip_suffix('"')) {
                Some(quoted) => Some(quoted.replace("\"\"", "\"")),
                None if key.expression.contains('(') => key.called.0.clone(),
                None => Some(key.expression.clone()),
            };
        let mut names = self.keys.iter().map(name).collect::<Option<Vec<_>>>()?;
        names.extend(self.include.iter().map(|column| column.as_str().to_owned()));
        Some(names)
    }

    /// Whether Postgres would read its text back as another.
    fn is_respelled(&self) -> bool {
        let expressions = self.keys.iter().map(|key| &key.expression);
        expressions.chain(&self.predicate).any(|text| respell(text) != *text)
    }
}

/// What an index says, to be said in other words.
#[derive(Clone, Debug)]
pub struct IndexParts<'a> {
    /// `btree`, `gin` …
    pub method: &'a str,
    /// `UNIQUE`.
    pub unique: bool,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// Each key's quoted column or expression, and the options behind it, as SQL.
    pub keys: Vec<(&'a str, &'a str)>,
    /// `INCLUDE`.
    pub include: &'a [Ident],
    /// `WHERE`.
    pub predicate: Option<&'a str>,
    /// `WITH`.
    pub parameters: &'a [String],
}

impl Index {
    /// All that it says.
    pub fn parts(&self) -> IndexParts<'_> {
        let Self {
            method,
            unique,
            nulls_not_distinct,
            keys,
            include,
            predicate,
            parameters,
            partitioned: _,
            attached_to: _,
            valid: _,
        } = self;
        IndexParts {
            method,
            unique: *unique,
            nulls_not_distinct: *nulls_not_distinct,
            keys: keys.iter().map(|key| (key.expression.as_str(), key.options.as_str())).collect(),
            include,
            predicate: predicate.as_deref(),
            parameters,
        }
    }

    /// The columns, as SQL spells them, of a valid btree over whole columns that has nothing else to it,
    /// and whether it is unique.
    pub fn plain(&self) -> Option<(Vec<&str>, bool)> {
        let whole = Self {
            method: "btree".to_owned(),
            unique: self.unique,
            nulls_not_distinct: false,
            keys: self.keys.iter().map(|k| Key { options: String::new(), ..k.clone() }).collect(),
            include: Vec::new(),
            predicate: None,
            parameters: Vec::new(),
            partitioned: false,
            attached_to: None,
            valid: true,
        };
        let columns = self.keys.iter().map(|key| key.expression.as_str()).collect();
        (whole == *self).then_some((columns, self.unique))
    }
}

impl Object for Index {
    const NAME: &'static str = "index";
    const QUERY: &'static str = include_str!("index.sql");
    const ADOPTABLE: bool = true;

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let (method, unique) = (row.text()?.to_owned(), row.bool()?);
        let nulls_not_distinct = row.bool()?;
        let table = row.number()?;
        let count: usize = row.number()?;
        let mut columns = row.maybe_columns(table)?;
        let names: Vec<Option<Ident>> = row.json()?;
        columns.extend(names);
        let orders: Vec<u32> = row.numbers()?;
        let expressions: Vec<String> = row.json()?;
        let called: Vec<String> = row.json()?;
        let special: BTreeMap<String, Special> = row.json()?;
        let key = |(place, column): (usize, &Option<Ident>)| Key {
            expression: match (column, expressions.get(place)) {
                (Some(column), _) => column.to_string(),
                (None, Some(expression)) => expression.clone(),
                (None, None) => String::new(),
            },
            options: special.get(&(place + 1).to_string()).map(Special::sql).unwrap_or_default()
                + order(orders.get(place).copied().unwrap_or_default()),
            called: MadeUp(called.get(place).cloned()),
        };
        Ok(Self {
            method,
            unique,
            nulls_not_distinct,
            keys: columns[..count].iter().enumerate().map(key).collect(),
            include: columns[count..].iter().flatten().cloned().collect(),
            predicate: row.maybe()?.map(str::to_owned),
            parameters: row.json()?,
            valid: row.bool()?,
            partitioned: row.bool()?,
            attached_to: row.maybe()?.map(Ident::new),
        })
    }

    fn address(id: &ObjectId, default_schema: &Ident) -> String {
        format!("index {}", constraint::seen(id, default_schema))
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let Making { done, only, attach_to, behind, below } = attached_index::making(site, site.id);
        if done {
            return Vec::new();
        }
        let unique = if self.unique { "unique " } else { "" };
        let only = if only { "only " } else { "" };
        let (name, table) = (site.id.name(), site.parent().qualified());
        let sql = format!("create {unique}index {name} on {only}{table} {}", self.definition());
        let mut action = Action::new(sql).produces(site.id);
        action = if only.is_empty() {
            action.locks(Form::CreateIndex, site.parent())
        } else {
            action.locks_only(Form::CreateIndex, site.parent())
        };
        // a view that is made anew is locked as a whole
        if !site.makes(site.parent()) {
            action =
                action.hazard(HazardClass::IndexBuild(Form::CreateIndex.level()), site.label());
        }
        if self.unique {
            action = action.hazard(HazardClass::MayFail("duplicate rows".to_owned()), site.label());
        }
        action = below.iter().fold(action, Action::produces);
        action = behind.iter().fold(action, Action::consumes);
        let attach = attach_to.map(|above| constraint::attach(site, &above));
        [action].into_iter().chain(attach).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let sql = format!("drop index {}", constraint::index_name(site.id, site));
        let action = Action::new(sql)
            .destroys(site.id)
            .implied_by(site.parent())
            .locks(Form::DropIndex, site.parent());
        constraint::remove_index(site, action)
    }

    /// No plan makes an invalid index, and a valid one is as good.
    fn differs(before: &Self, after: &Self) -> bool {
        let valid = before.valid || !after.valid;
        Self { valid, ..before.clone() } != Self { valid: true, ..after.clone() }
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let mut altered =
            Self { attached_to: after.attached_to.clone(), valid: after.valid, ..before.clone() };
        if !after.partitioned {
            altered.parameters.clone_from(&after.parameters);
        }
        if altered == *after && before.valid { Impact::InPlace } else { Impact::Replaced }
    }

    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        constraint::impact_at(site, Self::impact(before, after))
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        if attached_index::goes_with_above(site, site.id) {
            return after.create(site);
        }
        let name = constraint::index_name(site.id, site);
        let word = |parameter: &String| parameter.split('=').next().unwrap_or_default().to_owned();
        let kept: Vec<_> = after.parameters.iter().map(word).collect();
        let gone: Vec<_> =
            before.parameters.iter().map(word).filter(|word| !kept.contains(word)).collect();
        let new: Vec<_> =
            after.parameters.iter().filter(|p| !before.parameters.contains(p)).cloned().collect();
        let mut actions = Vec::new();
        if !gone.is_empty() {
            let action = Action::new(format!("alter index {name} reset ({})", gone.join(", ")));
            actions.push(action.locks(relation_options::form(&gone), site.id));
        }
        if !new.is_empty() {
            let action = Action::new(format!("alter index {name} set ({})", new.join(", ")));
            actions.push(action.locks(relation_options::form(&new), site.id));
        }
        let attach = constraint::reattach(site, Vec::new);
        actions.into_iter().map(|action| action.produces(site.id)).chain(attach).collect()
    }

    /// `ALTER COLUMN TYPE` rebuilds it from its text, which must come back as it was; a type made anew
    /// may stand in that text.
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Rewritten if cause.parent().is_none() => Reaction::Replace,
            Impact::Rewritten if self.computes() && site.is_between_types() => Reaction::Replace,
            Impact::Reshaped | Impact::Rewritten if self.is_respelled() => Reaction::Replace,
            _ => constraint::reaction(site, &self.include, cause, impact),
        }
    }

    fn follow(&mut self, id: &ObjectId, catalog: &Catalog, renamed: Renamed<'_>) {
        if let Some(name) = &mut self.attached_to {
            heritage::follow(id, name, catalog, renamed);
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified())]
    }

    /// A unique one refuses rows, and ON CONFLICT names it by its columns.
    fn noticed(&self) -> Noticed {
        if self.unique { Noticed::InUse } else { Noticed::Never }
    }

    fn summary(&self) -> String {
        let unique = if self.unique { "unique " } else { "" };
        let valid = if self.valid { "" } else { " (invalid)" };
        format!("{unique}{}{valid}", self.definition())
    }
}
