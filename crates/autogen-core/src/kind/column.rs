//! Columns. Default and comment are facts of their own.

use serde::{Deserialize, Serialize};

use super::{
    ColumnSettings, Identity, Impact, Kind, Object, Payload, Reaction, Site, Slot, foreign_key,
    heritage, identity, made_anew, retype, sequence,
};
use crate::action::{Action, Statement};
use crate::catalog::Catalog;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::{Ident, QualifiedName};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::sql_type::SqlType;
use crate::version::Compatibility;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its type with modifier.
    pub data_type: SqlType,
    /// `NOT NULL`.
    pub not_null: bool,
    /// Where it is not the type's own.
    pub collation: Option<QualifiedName>,
    /// `GENERATED … AS IDENTITY`.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// Only there because a table above has it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub inherited: bool,
}

/// A generated column's expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generated {
    stored: bool,
    expression: String,
}

/// What statements that alter the column begin with.
pub(super) fn alter_column(site: &Site<'_>) -> String {
    format!("alter table {} alter column {}", site.parent().qualified(), site.id.name())
}

fn alter_column_of(table: &ObjectId, column: &ObjectId, only: bool) -> String {
    let only = if only { "only " } else { "" };
    format!("alter table {only}{} alter column {}", table.qualified(), column.name())
}

fn is_not_null(catalog: &Catalog, column: &ObjectId) -> bool {
    matches!(catalog.payload(column), Some(Payload::Column(Column { not_null: true, .. })))
}

/// Whether setting or dropping NOT NULL on the column does the same to all tables below, and is right to,
/// or is put right afterwards.
fn reaches_all(site: &Site<'_>, column: &ObjectId) -> bool {
    let not_null = is_not_null(site.after, column);
    let table = column.outermost();
    let heirs = heritage::heirs(site, table);
    let same = |heir| is_not_null(site.after, &heritage::at(column, heir)) == not_null;
    heirs.iter().all(same) || !not_null && heritage::is_partitioned(site.after, table)
}

/// Whether a column that comes from above is NOT NULL when it has come.
fn comes_down_not_null(site: &Site<'_>, column: &ObjectId) -> bool {
    heritage::parents(site.after, column.outermost()).iter().any(|parent| {
        let above = heritage::at(column, parent);
        if heritage::is_born(site, &above) || heritage::is_passed_on(site, &above) {
            comes_down_not_null(site, &above)
        } else {
            is_not_null(site.after, &above)
        }
    })
}

/// Whether all tables above bring the column so. What comes second is merged with what is there, which makes
/// it NOT NULL only since 18.
fn surely_comes_down_not_null(site: &Site<'_>, column: &ObjectId) -> bool {
    heritage::parents(site.after, column.outermost()).iter().all(|parent| {
        let above = heritage::at(column, parent);
        match heritage::is_passed_on(site, &above) {
            true => surely_comes_down_not_null(site, &above),
            false => is_not_null(site.after, &above),
        }
    })
}

/// Whether NOT NULL is set or dropped by the statement of a table above.
fn is_nullability_done_above(site: &Site<'_>, column: &ObjectId) -> bool {
    heritage::above(site, site.after, column).iter().any(|above| {
        let (was, is) = (is_not_null(site.before, above), is_not_null(site.after, above));
        was != is
            && !heritage::is_made(site, above)
            && is == is_not_null(site.after, column)
            && (is_nullability_done_above(site, above) || reaches_all(site, above))
    })
}

impl Column {
    fn definition(&self, id: &ObjectId) -> String {
        let Self { data_type, not_null, collation, identity, generated, inherited: _ } = self;
        let mut text = format!("{} {}", id.name(), data_type.text);
        if let Some(collation) = collation {
            text += &format!(" collate {collation}");
        }
        if *not_null {
            text += " not null";
        }
        if let Some(identity) = identity {
            text += &format!(" {}", identity.clause(id));
        }
        if let Some(Generated { stored, expression }) = generated {
            let stored = if *stored { "stored" } else { "virtual" };
            text += &format!(" generated always as ({}) {stored}", respell(expression));
        }
        text
    }

    /// Whether a new partition gets it from `above` as it is, but for what can be altered then.
    pub(super) fn is_copy_of(&self, above: &Self) -> bool {
        let Self { data_type, not_null, collation, identity, generated, inherited: _ } = self;
        *data_type == above.data_type
            && (*not_null || !above.not_null)
            && *collation == above.collation
            && identity.is_none()
            && *generated == above.generated
    }

    /// What is left to do on a column that came from above.
    fn mend(&self, site: &Site<'_>) -> Vec<Action> {
        let table = site.parent();
        let mut parents = heritage::parents(site.after, table).into_iter();
        // a table above may be mended itself, be it before or after this one has come
        let nearest = heritage::is_born(site, site.id)
            && parents.any(|parent| is_not_null(site.after, &heritage::at(site.id, &parent)));
        let comes_down = comes_down_not_null(site, site.id);
        let mut actions = Vec::new();
        if self.not_null != comes_down || nearest && !self.not_null {
            let word = if self.not_null { "set" } else { "drop" };
            let only = !heritage::is_partitioned(site.after, table);
            let head = alter_column_of(table, site.id, only);
            actions.push(Action::new(format!("{head} {word} not null")));
        } else if self.not_null
            && site.after.major < 18
            && heritage::is_passed_on(site, site.id)
            && !surely_comes_down_not_null(site, site.id)
        {
            let action =
                Action::new(format!("{} set not null", alter_column_of(table, site.id, true)));
            let rows = "rows where it is null".to_owned();
            actions.push(action.hazard(HazardClass::MayFail(rows), site.label()));
        }
        let (_, identity) = identity::alter(None, self.identity.as_ref(), site);
        actions.extend(identity);
        actions.extend(ColumnSettings::take_back(site));
        actions.into_iter().map(|action| action.consumes(site.id)).collect()
    }

    /// Whether only its expression changes, and `SET EXPRESSION` does that (since 17). Tables below might have
    /// expressions of their own, and a check stops it where nothing is stored (`ATExecSetExpression`).
    fn is_computed_anew(&self, after: &Self, site: &Site<'_>) -> bool {
        let (Some(was), Some(is)) = (&self.generated, &after.generated) else { return false };
        let table = site.parent();
        let alone = |catalog: &Catalog| {
            heritage::parents(catalog, table).is_empty()
                && heritage::descendants(catalog, table).is_empty()
                && (is.stored || catalog.parts(Kind::Check, table).next().is_none())
        };
        site.before.major.min(site.after.major) >= 17
            && was.expression != is.expression
            && was.stored == is.stored
            && self.data_type == after.data_type
            && self.collation == after.collation
            && alone(site.before)
            && alone(site.after)
    }

    /// What a column of a domain brings along when it is added: whether it must have a value, whether
    /// that is checked, and whether it has one.
    fn of_domain(&self, site: &Site<'_>) -> [bool; 3] {
        let Some((id, domain)) = made_anew::domain_of(&self.data_type, site.id, site.after) else {
            return [false; 3];
        };
        let checked = site.after.parts(Kind::DomainCheck, id).next().is_some();
        let filled = domain.default.is_some();
        // that of an array's elements is none of the array's
        let has_value = filled && self.data_type.element.is_none();
        [domain.not_null && !filled, checked || domain.not_null, has_value]
    }

    /// Whether being attached, or left by the table above, makes it inherited or its own.
    fn comes_to_be_so(&self, site: &Site<'_>) -> bool {
        let table = site.parent();
        if self.inherited {
            let partition = |catalog| heritage::partition(catalog, table);
            partition(site.after).is_some() && partition(site.before) != partition(site.after)
        } else {
            heritage::above(site, site.after, site.id).is_empty()
        }
    }
}

impl Object for Column {
    const NAME: &'static str = "column";
    const QUERY: &'static str = include_str!("column.sql");

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("column {}.{}", id.parent().unwrap_or(id).qualified(), id.name())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let data_type = SqlType::read(row)?;
        let not_null = row.bool()?;
        let collation = row.maybe_qualified()?;
        let identity = match row.maybe()? {
            Some(kind) => Some(Identity::read(kind, row)?),
            None => {
                row.skip(8);
                None
            }
        };
        let generated = match row.maybe()? {
            Some(kind) => {
                Some(Generated { stored: kind == "s", expression: row.text()?.to_owned() })
            }
            None => {
                row.skip(1);
                None
            }
        };
        let inherited = row.bool()?;
        Ok(Self { data_type, not_null, collation, identity, generated, inherited })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        if heritage::is_born(site, site.id) || heritage::is_passed_on(site, site.id) {
            return self.mend(site).into_iter().chain(sequence::own_again(site)).collect();
        }
        if self.inherited
            && site.stays(site.parent())
            && heritage::partition(site.after, site.parent()).is_none()
        {
            let why = "a table that comes to inherit has the column of its own";
            return vec![Action::new("").produces(site.id).impossible(why)];
        }
        let head = format!("alter table {} add column ", site.parent().qualified());
        let statement = Statement::with_definition(head, self.definition(site.id));
        let mut action = Action::new(statement)
            .produces(site.id)
            .folds_into(site.parent(), "")
            .locks(Form::AddColumn, site.parent());
        let default = ObjectId::part(Kind::Default, site.id.clone(), Ident::new(""));
        let filled = match site.after.payload(&default) {
            Some(Payload::Default(default)) if !default.is_too_long(&self.data_type) => {
                Some(default.is_volatile())
            }
            _ => None,
        };
        let computed = self.identity.is_some() || self.generated.as_ref().is_some_and(|g| g.stored);
        let [needs_value, checked, has_value] = self.of_domain(site);
        if computed || checked || filled == Some(true) {
            action = action.hazard(HazardClass::Rewrite, site.label());
        }
        // Postgres takes what it does not store, or not in each row, for written
        if computed || checked || has_value || filled.is_some() || self.generated.is_some() {
            action = made_anew::unless_held(site.parent(), site, action);
        }
        let rows = if self.generated.is_some() {
            "rows for which it comes to null"
        } else {
            "a table that has rows"
        };
        if self.identity.is_none() && (self.not_null || needs_value) && filled.is_none() {
            action = action.hazard(HazardClass::MayFail(rows.to_owned()), site.label());
        }
        let heirs = heritage::heirs(site, site.parent());
        if self.identity.is_some() && !heirs.is_empty() && site.after.major < 17 {
            let why =
                "PostgreSQL before 17 adds no identity column to a table with tables below it";
            action = action.impossible(why);
        }
        for below in heirs.iter().map(|heir| heritage::at(site.id, heir)) {
            if heritage::is_passed_on(site, &below) {
                action = heritage::pass_on(site, &below, action);
            } else {
                // it is merged with what is there
                action = action.consumes(&below);
            }
        }
        [action].into_iter().chain(sequence::own_again(site)).collect()
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let free = sequence::set_free(site);
        if !heritage::above(site, site.before, site.id).is_empty() {
            return free;
        }
        let name = site.id.name();
        let payload = |catalog: &Catalog, id: &ObjectId| match catalog.payload(id) {
            Some(Payload::Column(column)) => Some(column.inherited),
            _ => None,
        };
        let heirs = heritage::heirs(site, site.parent());
        let below: Vec<_> = heirs.iter().map(|heir| heritage::at(site.id, heir)).collect();
        // what inherits from the table may keep the column as its own
        let keeps = |id: &ObjectId| {
            payload(site.before, id) == Some(true) && payload(site.after, id) == Some(false)
        };
        let only = below.iter().any(keeps);
        let drop = |table: &ObjectId, only: bool| {
            let (word, name_of) = (if only { "only " } else { "" }, table.qualified());
            // ONLY too locks the tables below, whose own the column comes to be
            Action::new(format!("alter table {word}{name_of} drop column {name}"))
                .locks(Form::DropColumn, table)
        };
        let mut action = drop(site.parent(), only).destroys(site.id).implied_by(site.parent());
        // what is generated can be generated again, but not for a column that holds it from then on
        let becomes_plain = matches!(
            site.after.payload(site.id),
            Some(Payload::Column(Self { generated: None, .. }))
        );
        if self.generated.is_none() || becomes_plain {
            action = action.loses(site.label(), site.flag("drop-column"));
        }
        // what goes on to be inherited, from another table then, would be dropped too if it were not merged before
        for id in below.iter().filter(|id| site.stays(id) && !heritage::is_gone(site, id)) {
            let sources = heritage::above(site, site.after, id);
            let (kept, new): (Vec<_>, Vec<_>) =
                sources.iter().partition(|id| site.before.facts.contains_key(id));
            let has_one = kept.iter().any(|id| !heritage::is_gone(site, id));
            action = new.iter().filter(|_| !has_one).fold(action, |action, id| action.consumes(id));
        }
        let mut others = Vec::new();
        for id in below.iter().filter(|id| heritage::is_gone(site, id)) {
            if payload(site.before, id) == Some(true) && !only {
                action = action.destroys(id);
            } else {
                let there = Site { id, ..*site };
                let action = drop(there.parent(), false).destroys(id);
                others.push(action.loses(there.label(), there.flag("drop-column")));
            }
        }
        free.into_iter().chain([action]).chain(others).collect()
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { data_type, not_null: _, collation, identity: _, generated, inherited: _ } =
            after;
        let reshaped = *data_type != before.data_type || *collation != before.collation;
        match (&before.generated, generated) {
            (Some(Generated { stored: false, .. }), None) => Impact::Replaced,
            (former, Some(_)) if former != generated || reshaped => Impact::Replaced,
            _ if reshaped => Impact::Reshaped,
            _ => Impact::InPlace,
        }
    }

    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        if before.collation == after.collation
            && before.generated.is_none()
            && after.generated.is_none()
            && retype::moves_with_extension(before, after, site)
        {
            return Impact::InPlace;
        }
        if before.is_computed_anew(after, site) {
            return Impact::InPlace;
        }
        Self::impact(before, after)
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        if let Some(reason) = made_anew::refusal(site) {
            return vec![Action::new("").produces(site.id).impossible(reason)];
        }
        let Self { data_type: _, not_null, collation: _, identity, generated, inherited } = after;
        let head = alter_column(site);
        let table = site.parent();
        let mut actions = Vec::new();
        let is_below = !heritage::above(site, site.after, site.id).is_empty();
        if *inherited != before.inherited && !after.comes_to_be_so(site) {
            let why = if *inherited {
                "a column that the table has of its own cannot become one that it only inherits"
            } else {
                "a column that the table only inherits cannot become its own while it inherits it"
            };
            return vec![Action::new("").produces(site.id).impossible(why)];
        }
        if before.generated.is_some() && generated.is_none() && !is_below {
            let action = Action::new(format!("{head} drop expression"));
            let action = action.locks(Form::DropExpression, table);
            // `ATPrepDropExpression` of `tablecmds.c` takes a table below for one that is left out (13 to 18)
            let mut below = heritage::heirs(site, table).into_iter();
            let is_deep = below.any(|table| !heritage::heirs(site, &table).is_empty());
            actions.push(match is_deep {
                true => action.impossible(
                    "Postgres does not drop the expression of a column that tables two levels below have",
                ),
                false => action,
            });
        }
        if let Some(Generated { stored, expression }) =
            generated.as_ref().filter(|is| before.generated.as_ref() != Some(is))
        {
            let sql = format!("{head} set expression as ({})", respell(expression));
            let action = Action::new(sql).locks(Form::SetExpression, table);
            let action = foreign_key::locks_other_ends(site, action);
            let written = |action: Action| action.hazard(HazardClass::Rewrite, site.label());
            actions.push(match *stored {
                true => written(made_anew::unless_held(table, site, action)),
                false => action,
            });
        }
        let (first, mut rest) = identity::alter(before.identity.as_ref(), identity.as_ref(), site);
        actions.extend(first);
        if !is_below {
            actions.extend(retype::retype(before, after, site));
        }
        let heirs = heritage::heirs(site, table);
        let only = !heirs.is_empty() && !reaches_all(site, site.id);
        let head = alter_column_of(table, site.id, only);
        let locks = |action: Action, form| {
            if only { action.locks_only(form, table) } else { action.locks(form, table) }
        };
        if *not_null != before.not_null && is_nullability_done_above(site, site.id) {
            // nothing is left to do
        } else if *not_null && !before.not_null {
            actions.push(
                locks(Action::new(format!("{head} set not null")), Form::SetNotNull)
                    .hazard(HazardClass::Scan(Form::SetNotNull.level()), site.label())
                    .hazard(HazardClass::MayFail("rows where it is null".to_owned()), site.label()),
            );
        } else if !*not_null && before.not_null {
            rest.push(locks(Action::new(format!("{head} drop not null")), Form::DropNotNull));
            for heir in heirs.iter().filter(|_| !only) {
                let below = heritage::at(site.id, heir);
                if is_not_null(site.after, &below) {
                    let head = alter_column_of(heir, site.id, false);
                    let action = Action::new(format!("{head} set not null"));
                    rest.push(action.locks_only(Form::SetNotNull, heir));
                }
            }
        }
        actions.extend(rest);
        let below = heirs.iter().map(|heir| heritage::at(site.id, heir));
        let below: Vec<_> = below.filter(|id| site.stays(id)).collect();
        let effects =
            |action: Action| below.iter().fold(action.produces(site.id), Action::produces);
        actions.into_iter().map(effects).collect()
    }

    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::InPlace => Reaction::Keep,
            _ if self.generated.is_some() => Reaction::Replace,
            // it is never dropped for its type, since its values would be lost
            Impact::Rewritten | Impact::Replaced
                if (made_anew::is_type(cause.kind()) || cause.kind() == Kind::Collation)
                    && site.stays(site.id) =>
            {
                Reaction::Alter
            }
            Impact::Replaced => Reaction::Replace,
            Impact::Reshaped | Impact::Rewritten => Reaction::Keep,
        }
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        let sequence = self.identity.as_ref().map(|identity| {
            let schema = id.schema().cloned();
            Slot::relation(QualifiedName { schema, name: identity.sequence.clone() })
        });
        sequence.into_iter().collect()
    }

    fn compatibility(before: &Self, after: &Self) -> Compatibility {
        let counts = |column: &Self| column.identity.as_ref().map(|identity| identity.always);
        match (counts(before), counts(after)) {
            // rows that came without a value, or with one, are refused from now on
            (Some(_), None) | (Some(false) | None, Some(true)) => Compatibility::Breaking,
            _ if Self::impact(before, after) == Impact::InPlace => Compatibility::Additive,
            _ => Compatibility::Breaking,
        }
    }

    fn summary(&self) -> String {
        self.definition(&ObjectId::root(Kind::Column, None, Ident::new("x")))[2..].to_owned()
    }
}
