//! Columns. Default and comment are facts of their own.

use serde::{Deserialize, Serialize};

use super::{Identity, Impact, Kind, Object, Payload, Reaction, Site, Slot, identity, made_anew};
use crate::action::{Action, Statement};
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::{Ident, QualifiedName};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::sql_type::{Conversion, Fit, SqlType};

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

impl Column {
    fn definition(&self, id: &ObjectId) -> String {
        let Self { data_type, not_null, collation, identity, generated } = self;
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

    fn retype(&self, after: &Self, site: &Site<'_>) -> Option<Action> {
        let (from, to) = (&self.data_type, &after.data_type);
        let moves = made_anew::made_anew(site).next().is_some();
        let rewritten = made_anew::made_anew(site).any(|id| made_anew::is_type(id.kind()));
        let same = from == to || self.moves_with_extension(after, site);
        if !moves && same && self.collation == after.collation {
            return None;
        }
        let Some((conversion, review)) = made_anew::conversion(self, after, site) else {
            let reason = "no expression turns the elements of an array of a composite type \
                into one of other attributes; change its type by hand";
            return Some(Action::new("").impossible(reason));
        };
        let mut sql = format!("{} type {}", alter_column(site), to.text);
        if let Some(collation) = &after.collation {
            sql += &format!(" collate {collation}");
        }
        let label = site.label();
        let mut action = match &conversion {
            Conversion::Assignment => Action::new(sql),
            Conversion::Using(expression) => {
                let action = Action::new(format!("{sql} using {expression}"));
                if !review {
                    action
                } else {
                    let why = format!("suggested conversion `{expression}`");
                    action.hazard(HazardClass::Review(why), label.clone())
                }
            }
        };
        if rewritten || !from.keeps_rows(to, &site.before.casts) {
            action = action.hazard(HazardClass::Rewrite, label.clone());
        }
        let fails = || HazardClass::MayFail("values that do not fit".to_owned());
        let below = made_anew::resolved(from, site.id, site.before);
        action = match below.fit(&made_anew::resolved(to, site.id, site.after)) {
            // a domain may have constraints
            Fit::Fits if rewritten || to.class == 'd' && from.text != to.text => {
                action.hazard(fails(), label)
            }
            Fit::Fits => action,
            Fit::MayFail => action.hazard(fails(), label),
            Fit::Loses => action.loses(label, site.flag("narrow-column")),
        };
        Some(match made_anew::row_type_is_held(site.parent(), site.before) {
            Some(reason) => action.impossible(reason),
            None => action,
        })
    }

    /// Whether its type is a member of an extension that moves to another schema, and nothing else.
    fn moves_with_extension(&self, after: &Self, site: &Site<'_>) -> bool {
        let (from, to) = (&self.data_type, &after.data_type);
        let moves = |id: &ObjectId| {
            id.kind() == Kind::Extension
                && site.stays(id)
                && site.before.payload(id) != site.after.payload(id)
        };
        from.name == to.name
            && from.modifier == to.modifier
            && site.before.needs(site.id).any(moves)
    }

    /// What a column of a domain brings along when it is added: whether it must have a value, and
    /// whether that is checked.
    fn of_domain(&self, site: &Site<'_>) -> (bool, bool) {
        let Some((id, domain)) = made_anew::domain_of(&self.data_type, site.id, site.after) else {
            return (false, false);
        };
        let checked = site.after.parts(Kind::DomainCheck, id).next().is_some();
        (domain.not_null && domain.default.is_none(), checked || domain.not_null)
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
            None => None,
        };
        Ok(Self { data_type, not_null, collation, identity, generated })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let head = format!("alter table {} add column ", site.parent().qualified());
        let statement = Statement::with_definition(head, self.definition(site.id));
        let mut action = Action::new(statement).produces(site.id).folds_into(site.parent(), "");
        let default = ObjectId::part(Kind::Default, site.id.clone(), Ident::new(""));
        let filled = match site.after.payload(&default) {
            Some(Payload::Default(default)) => Some(default.is_volatile()),
            _ => None,
        };
        let computed = self.identity.is_some() || self.generated.as_ref().is_some_and(|g| g.stored);
        let (needs_value, checked) = self.of_domain(site);
        if computed || checked || filled == Some(true) {
            action = action.hazard(HazardClass::Rewrite, site.label());
            let held = made_anew::row_type_is_held(site.parent(), site.before);
            if let Some(reason) = held.filter(|_| site.stays(site.parent())) {
                action = action.impossible(reason);
            }
        }
        if !computed && (self.not_null || needs_value) && filled.is_none() {
            let rows = "a table that has rows".to_owned();
            action = action.hazard(HazardClass::MayFail(rows), site.label());
        }
        vec![action]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let (table, name) = (site.parent().qualified(), site.id.name());
        let action = Action::new(format!("alter table {table} drop column {name}"))
            .destroys(site.id)
            .implied_by(site.parent());
        // what is generated can be generated again
        vec![if self.generated.is_some() {
            action
        } else {
            action.loses(site.label(), site.flag("drop-column"))
        }]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { data_type, not_null: _, collation, identity: _, generated } = after;
        let reshaped = *data_type != before.data_type || *collation != before.collation;
        match (&before.generated, generated) {
            (former, Some(_)) if former != generated || reshaped => Impact::Replaced,
            _ if reshaped => Impact::Reshaped,
            _ => Impact::InPlace,
        }
    }

    fn impact_at(before: &Self, after: &Self, site: &Site<'_>) -> Impact {
        if before.collation == after.collation
            && before.generated.is_none()
            && after.generated.is_none()
            && before.moves_with_extension(after, site)
        {
            return Impact::InPlace;
        }
        Self::impact(before, after)
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { data_type: _, not_null, collation: _, identity, generated } = after;
        if let Some(reason) = made_anew::refusal(site) {
            return vec![Action::new("").produces(site.id).impossible(reason)];
        }
        let head = alter_column(site);
        let mut actions = Vec::new();
        if before.generated.is_some() && generated.is_none() {
            actions.push(Action::new(format!("{head} drop expression")));
        }
        let (first, mut rest) = identity::alter(before.identity.as_ref(), identity.as_ref(), site);
        actions.extend(first);
        actions.extend(before.retype(after, site));
        if *not_null && !before.not_null {
            actions.push(
                Action::new(format!("{head} set not null"))
                    .hazard(HazardClass::Scan("ACCESS EXCLUSIVE".to_owned()), site.label())
                    .hazard(HazardClass::MayFail("rows where it is null".to_owned()), site.label()),
            );
        } else if !*not_null && before.not_null {
            rest.push(Action::new(format!("{head} drop not null")));
        }
        actions.extend(rest);
        actions.into_iter().map(|action| action.produces(site.id)).collect()
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

    fn summary(&self) -> String {
        self.definition(&ObjectId::root(Kind::Column, None, Ident::new("x")))[2..].to_owned()
    }
}
