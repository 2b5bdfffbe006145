//! What the kinds of constraint share: how one is added to its table and dropped from it.

use serde::{Deserialize, Serialize};

use super::attached_index::{self, Making, Shape};
use super::{Impact, Kind, Reaction, Site, comment, heritage, made_anew, reindex};
use crate::action::{Action, Statement};
use crate::ident::{Ident, QualifiedName, list};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deferral {
    /// At once.
    #[default]
    NotDeferrable,
    /// At once, unless the transaction says otherwise.
    InitiallyImmediate,
    /// At commit.
    InitiallyDeferred,
}

impl Deferral {
    /// From `condeferrable` and `condeferred`.
    pub(super) fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(match (row.bool()?, row.bool()?) {
            (false, _) => Self::NotDeferrable,
            (true, false) => Self::InitiallyImmediate,
            (true, true) => Self::InitiallyDeferred,
        })
    }

    pub(super) fn clause(self) -> &'static str {
        match self {
            Self::NotDeferrable => "",
            Self::InitiallyImmediate => " deferrable",
            Self::InitiallyDeferred => " deferrable initially deferred",
        }
    }
}

/// How COMMENT ON names a constraint.
pub(super) fn address(id: &ObjectId) -> String {
    let table = id.parent().unwrap_or(id).qualified();
    format!("constraint {} on {table}", id.name())
}

/// The action that adds the constraint `definition` to its table; a clause of its CREATE TABLE. What it
/// locks goes by the kind.
pub(super) fn add(site: &Site<'_>, definition: &str) -> Action {
    let head = format!("alter table {} add ", site.parent().qualified());
    let constraint = format!("constraint {} {definition}", site.id.name());
    Action::new(Statement::with_definition(head, constraint))
        .produces(site.id)
        .folds_into(site.parent(), "")
}

/// The action that drops the constraint; implied by the drop of its table. What
/// it locks goes by the kind.
pub(super) fn remove(site: &Site<'_>) -> Action {
    removal(site, "")
}

/// The same, of one that another statement may have dropped.
pub(super) fn remove_if_there(site: &Site<'_>) -> Action {
    removal(site, "if exists ")
}

fn removal(site: &Site<'_>, if_there: &str) -> Action {
    let (table, name) = (site.parent().qualified(), site.id.name());
    Action::new(format!("alter table {table} drop constraint {if_there}{name}"))
        .destroys(site.id)
        .implied_by(site.parent())
}

/// The action that adds a constraint with an index, as the tables above and below need it.
pub(super) fn add_index(
    site: &Site<'_>,
    definition: &str,
    deferral: Deferral,
    making: Making,
) -> Vec<Action> {
    let Making { done, only, attach_to, behind, below } = making;
    if done {
        return Vec::new();
    }
    let mut action = add(site, definition).locks(Form::AddKey, site.parent());
    if only {
        let (table, name) = (site.parent().qualified(), site.id.name());
        let head = format!("alter table only {table} add ");
        let constraint = format!("constraint {name} {definition}");
        action.statement = Statement::with_definition(head, constraint);
    } else {
        // that is how partitions get theirs; since 18, and for the nulls of a primary key, all tables below
        // are looked at before
        let is_partitioned = heritage::is_partitioned(site.after, site.parent());
        let looks = site.id.kind() == Kind::PrimaryKey && !is_partitioned;
        let whole = looks || site.after.major >= 18;
        let form = if whole { Form::AddKeyToTree } else { Form::CreateIndex };
        action = action.locks(form, site.parent());
        if deferral != Deferral::NotDeferrable {
            action = action.locks(Form::CreateTrigger, site.parent());
        }
    }
    for id in &below {
        action = action.produces(id);
    }
    if !behind.is_empty() {
        action.fold = None;
    }
    action = behind.iter().fold(action, Action::consumes);
    let attach = attach_to.map(|above| attach(site, &above));
    [action].into_iter().chain(attach).collect()
}

/// How a statement names an index. In the default schema a relation of the system would come first, and
/// all of these are named so.
pub(super) fn index_name(id: &ObjectId, site: &Site<'_>) -> QualifiedName {
    seen(id, &site.after.default_schema)
}

/// The same by the default schema.
pub(super) fn seen(id: &ObjectId, default_schema: &Ident) -> QualifiedName {
    let QualifiedName { schema, name } = id.qualified();
    let hidden = name.as_str().starts_with("pg_").then(|| default_schema.clone());
    QualifiedName { schema: schema.or(hidden), name }
}

/// The action that attaches an index to that of the partitioned table.
pub(super) fn attach(site: &Site<'_>, above: &ObjectId) -> Action {
    let (above_name, name) = (index_name(above, site), index_name(site.id, site));
    Action::new(format!("alter index {above_name} attach partition {name}"))
        .produces(site.id)
        .consumes(above)
        .locks(Form::AttachIndex, site.id)
        .locks(Form::AttachIndexTo, above)
}

/// The action that drops a constraint with an index, as the tables above and below need it.
pub(super) fn remove_index(site: &Site<'_>, mut action: Action) -> Vec<Action> {
    if let Some(above) = attached_index::index_above(site.before, site.id)
        .filter(|_| !heritage::kept(site, site.id.outermost()).is_empty())
    {
        if attached_index::goes_with_above(site, site.id) {
            return Vec::new();
        }
        if let Some(next) = attached_index::renamed(site, site.id) {
            let rename = |name, to: &Ident| {
                Action::new(format!("alter index {name} rename to {to}"))
                    .locks(Form::RenameIndex, site.id)
            };
            let (name, aside) = (index_name(site.id, site), made_anew::aside(site.id));
            return match attached_index::is_exchanged(site, site.id) {
                true => vec![
                    rename(name, &aside.name).destroys(site.id),
                    rename(aside.clone(), next.name()).produces(&next),
                ],
                false => vec![rename(name, next.name()).destroys(site.id).produces(&next)],
            };
        }
        let above = above.label(&site.before.default_schema);
        return vec![action.impossible(format!(
            "it cannot be dropped without the {above}, which it is attached to"
        ))];
    }
    for id in attached_index::indexes_below(site, site.before, site.id) {
        action = action.destroys(&id);
    }
    vec![action]
}

/// How an index, or a constraint with one, reacts. What refers to it has to know of columns that it includes,
/// on which it does not depend by itself.
pub(super) fn reaction(
    site: &Site<'_>,
    include: &[Ident],
    cause: &ObjectId,
    impact: Impact,
) -> Reaction {
    match impact {
        Impact::Replaced if attached_index::renamed(site, cause).is_some() => Reaction::Keep,
        Impact::Replaced => Reaction::Replace,
        Impact::Reshaped | Impact::Rewritten if cause.kind() == Kind::Column => {
            if reindex::loses_names(site) {
                Reaction::Replace
            } else if reindex::comes_from_above(site) {
                Reaction::Rewrite
            } else if include.contains(cause.name()) {
                Reaction::Alter
            } else {
                Reaction::Keep
            }
        }
        _ => Reaction::Keep,
    }
}

/// How deep an index, or a constraint with one, changes: it goes with what it is attached to.
pub(super) fn impact_at(site: &Site<'_>, impact: Impact) -> Impact {
    if attached_index::is_another(site, site.id) { Impact::Replaced } else { impact }
}

/// What an index, or a constraint with one, that stays needs when it is attached or not any more, or was made
/// anew.
pub(super) fn reattach(site: &Site<'_>, create: impl FnOnce() -> Vec<Action>) -> Vec<Action> {
    if attached_index::goes_with_above(site, site.id) {
        return create();
    }
    let above = attached_index::index_above(site.after, site.id);
    let attached = attached_index::index_above(site.before, site.id).is_some();
    match above.filter(|_| !attached && !heritage::kept(site, site.id.outermost()).is_empty()) {
        Some(above) if !attached_index::making(site, site.id).done => vec![attach(site, &above)],
        _ => comment::take_from_above(site).into_iter().collect(),
    }
}

/// The columns and parameters of a constraint that an index enforces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Keys {
    pub(super) columns: Vec<Ident>,
    pub(super) include: Vec<Ident>,
    pub(super) deferral: Deferral,
    pub(super) parameters: Vec<String>,
    /// Whether the last column is one `WITHOUT OVERLAPS` (since 18).
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    without_overlaps: bool,
}

impl Keys {
    /// From the table's oid, `conkey`, `indkey`, the deferral, `reloptions` and `conperiod`.
    pub(super) fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let table = row.number()?;
        let columns = row.columns(table)?;
        let include = row.columns(table)?.split_off(columns.len());
        Ok(Self {
            columns,
            include,
            deferral: Deferral::read(row)?,
            parameters: row.json()?,
            without_overlaps: row.bool()?,
        })
    }

    /// The columns, if there is nothing else.
    pub(super) fn plain(&self) -> Option<&[Ident]> {
        let Self { columns, include, deferral, parameters, without_overlaps } = self;
        let plain =
            include.is_empty() && parameters.is_empty() && *deferral == Deferral::NotDeferrable;
        (plain && !without_overlaps).then_some(columns)
    }

    /// What another index has to have to be taken for this one.
    pub(super) fn shape(&self, nulls_not_distinct: bool) -> Shape<'_> {
        Shape {
            method: if self.without_overlaps { "gist" } else { "btree" },
            unique: !self.without_overlaps,
            nulls_not_distinct,
            keys: self.columns.iter().map(|column| (column.to_string(), "")).collect(),
            include: &self.include,
            predicate: None,
        }
    }

    /// Whether CREATE TABLE takes both for one and forgets a name (`transformIndexConstraints`).
    pub(super) fn merges_with(&self, other: &Self) -> bool {
        *self == Self { parameters: self.parameters.clone(), ..other.clone() }
    }

    pub(super) fn definition(&self, keyword: &str) -> String {
        let Self { columns, include, deferral, parameters, without_overlaps } = self;
        let overlaps = if *without_overlaps { " without overlaps" } else { "" };
        let mut text = format!("{keyword} ({}{overlaps})", list(columns));
        if !include.is_empty() {
            text += &format!(" include ({})", list(include));
        }
        if !parameters.is_empty() {
            text += &format!(" with ({})", parameters.join(", "));
        }
        text + deferral.clause()
    }
}
