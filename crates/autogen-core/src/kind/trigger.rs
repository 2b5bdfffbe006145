//! Triggers of tables and views. Their definition is built from catalog fields, since
//! `pg_get_triggerdef` names the schema of the table.

use serde::{Deserialize, Serialize};

use super::{Deferral, Impact, Object, Reaction, Site, Slot};
use crate::action::Action;
use crate::expression::{code, enclosed};
use crate::ident::{Ident, Literal, QualifiedName, list};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A trigger that somebody made; those of constraints are parts of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    /// `before`, `after`, `instead of`.
    timing: String,
    events: Vec<String>,
    /// Those of `UPDATE OF`.
    columns: Vec<Ident>,
    /// Of a constraint trigger.
    constraint: Option<Constraint>,
    old_table: Option<Ident>,
    new_table: Option<Ident>,
    each_row: bool,
    /// As Postgres deparses it.
    condition: Option<String>,
    function: QualifiedName,
    arguments: Vec<String>,
    fires: Fires,
}

/// What only a constraint trigger has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Constraint {
    /// The other table, as SQL.
    from: Option<String>,
    deferral: Deferral,
}

/// In which sessions it fires, by their `session_replication_role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Fires {
    Ordinarily,
    Never,
    InReplicas,
    Always,
}

impl Fires {
    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(match row.code()? {
            'D' => Self::Never,
            'R' => Self::InReplicas,
            'A' => Self::Always,
            _ => Self::Ordinarily,
        })
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Ordinarily => "enable",
            Self::Never => "disable",
            Self::InReplicas => "enable replica",
            Self::Always => "enable always",
        }
    }

    fn set(self, site: &Site<'_>) -> Action {
        let (table, name) = (site.parent().qualified(), site.id.name());
        Action::new(format!("alter table {table} {} trigger {name}", self.verb()))
            .produces(site.id)
            .locks(Form::EnableTrigger, site.parent())
    }
}

/// The bits of `tgtype` (`pg_trigger.h`), the events in the order of `pg_get_triggerdef`.
const ROW: u32 = 1;
const BEFORE: u32 = 2;
const INSTEAD: u32 = 64;
const EVENTS: [(u32, &str); 4] = [(4, "insert"), (8, "delete"), (16, "update"), (32, "truncate")];

/// What stands in the parentheses of WHEN, which no function deparses by itself: quoted text aside, the
/// word stands in a definition once.
fn condition(definition: &str) -> Option<String> {
    const WHEN: &str = " WHEN (";
    let mut inside = code(definition).skip_while(|at| !definition[at.start..].starts_with(WHEN));
    let start = inside.next()?.start + WHEN.len();
    let mut depth = 1_usize;
    for at in code(&definition[start..]) {
        match definition.as_bytes()[start + at.start] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(definition[start..start + at.start].to_owned());
        }
    }
    None
}

impl Trigger {
    /// All behind the name but whether it fires; `on` is its table.
    fn definition(&self, on: &str) -> String {
        let Self {
            timing,
            events,
            columns,
            constraint,
            old_table,
            new_table,
            each_row,
            condition,
            function,
            arguments,
            fires: _,
        } = self;
        let event = |event: &String| match event.as_str() {
            "update" if !columns.is_empty() => format!("update of {}", list(columns)),
            event => event.to_owned(),
        };
        let events: Vec<_> = events.iter().map(event).collect();
        let mut text = format!("{timing} {}{on}", events.join(" or "));
        if let Some(Constraint { from, deferral }) = constraint {
            if let Some(from) = from {
                text += &format!(" from {from}");
            }
            text += deferral.clause();
        }
        if old_table.is_some() || new_table.is_some() {
            text += " referencing";
        }
        for (word, name) in [("old", old_table), ("new", new_table)] {
            if let Some(name) = name {
                text += &format!(" {word} table as {name}");
            }
        }
        text += if *each_row { " for each row" } else { " for each statement" };
        if let Some(condition) = condition {
            text += &format!(" when ({})", enclosed(condition));
        }
        let arguments: Vec<_> = arguments.iter().map(|argument| Literal(argument)).collect();
        text + &format!(" execute function {function}({})", list(&arguments))
    }
}

impl Object for Trigger {
    const NAME: &'static str = "trigger";
    const QUERY: &'static str = include_str!("trigger.sql");
    const OPTIONAL: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("trigger {} on {}", id.name(), id.parent().unwrap_or(id).qualified())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let bits: u32 = row.number()?;
        let timing = match bits & (BEFORE | INSTEAD) {
            0 => "after",
            BEFORE => "before",
            _ => "instead of",
        };
        let events = EVENTS.iter().filter(|(bit, _)| bits & bit != 0);
        let columns = row.json()?;
        let from = row.maybe()?.map(str::to_owned);
        let (is_constraint, deferral) = (row.bool()?, Deferral::read(row)?);
        Ok(Self {
            timing: timing.to_owned(),
            events: events.map(|(_, word)| (*word).to_owned()).collect(),
            columns,
            constraint: is_constraint.then_some(Constraint { from, deferral }),
            old_table: row.maybe()?.map(Ident::new),
            new_table: row.maybe()?.map(Ident::new),
            each_row: bits & ROW != 0,
            condition: row.maybe()?.and_then(condition),
            function: QualifiedName { schema: row.maybe()?.map(Ident::new), name: row.ident()? },
            arguments: row.json()?,
            fires: Fires::read(row)?,
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let constraint = if self.constraint.is_some() { "constraint " } else { "" };
        let (name, on) = (site.id.name(), format!(" on {}", site.parent().qualified()));
        let sql = format!("create {constraint}trigger {name} {}", self.definition(&on));
        let create = Action::new(sql).produces(site.id);
        let mut actions = vec![create.locks(Form::CreateTrigger, site.parent())];
        if self.fires != Fires::Ordinarily {
            actions.push(self.fires.set(site));
        }
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let sql = format!("drop {}", Self::address(site.id, &site.before.default_schema));
        let action = Action::new(sql).locks(Form::DropTrigger, site.parent());
        vec![action.destroys(site.id).implied_by(site.parent())]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let altered = Self { fires: after.fires, ..before.clone() };
        if altered == *after { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        vec![after.fires.set(site)]
    }

    /// Postgres changes the type of no column that UPDATE OF or WHEN names.
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Reshaped | Impact::Rewritten if cause != site.parent() => Reaction::Replace,
            _ => Reaction::Keep,
        }
    }

    /// A constraint trigger is a constraint by name.
    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        self.constraint.iter().map(|_| Slot::constraint(id)).collect()
    }

    fn summary(&self) -> String {
        let fires = match self.fires {
            Fires::Ordinarily => "",
            Fires::Never => " (disabled)",
            Fires::InReplicas => " (enabled in replicas)",
            Fires::Always => " (enabled always)",
        };
        self.definition("") + fires
    }
}

#[cfg(test)]
mod tests {
    use super::condition;

    #[test]
    fn a_condition_ends_where_its_parenthesis_does() {
        let text = "CREATE TRIGGER \" WHEN (\" AFTER UPDATE OF \"a)\" ON t FOR EACH ROW \
            WHEN (((old.\"a)\" = 'it''s) WHEN ('::text) AND (new.b > 0))) EXECUTE FUNCTION f('x) ')";
        let inside = "((old.\"a)\" = 'it''s) WHEN ('::text) AND (new.b > 0))";
        assert_eq!(condition(text).as_deref(), Some(inside));
        assert_eq!(condition("CREATE TRIGGER t EXECUTE FUNCTION f(' WHEN ()')"), None);
    }
}
