//! Columns. Default and comment are facts of their own.

use serde::{Deserialize, Serialize};

use super::{Identity, Impact, Kind, Object, Payload, Reaction, Site, Slot, identity};
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
        let rewritten = self.moves_over(site);
        if !rewritten && from == to && self.collation == after.collation {
            return None;
        }
        let name = site.id.name().to_string();
        let conversion = if rewritten {
            let array = if to.element.is_some() { "[]" } else { "" };
            Conversion::Using(format!("{name}::text{array}::{}", to.text))
        } else {
            from.conversion(to, &name, &site.before.casts)
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
                if rewritten {
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
        action = match from.fit(to) {
            _ if rewritten => action.hazard(fails(), label),
            Fit::Fits => action,
            Fit::MayFail => action.hazard(fails(), label),
            Fit::Loses => action.loses(label, site.flag("narrow-column")),
        };
        Some(action)
    }

    /// Whether its type is made anew under the same name, so that it must move over.
    fn moves_over(&self, site: &Site<'_>) -> bool {
        self.data_type.class == 'e'
            && site.before.needs(site.id).any(|id| {
                id.kind() == Kind::EnumType && site.disturbed.get(id) == Some(&Impact::Rewritten)
            })
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
        if computed || filled == Some(true) {
            action = action.hazard(HazardClass::Rewrite, site.label());
        } else if self.not_null && filled.is_none() {
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

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { data_type: _, not_null, collation: _, identity, generated } = after;
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
            Impact::Replaced => Reaction::Replace,
            Impact::InPlace => Reaction::Keep,
            _ if self.generated.is_some() => Reaction::Replace,
            Impact::Rewritten if cause.kind() == Kind::EnumType && site.stays(site.id) => {
                Reaction::Alter
            }
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
