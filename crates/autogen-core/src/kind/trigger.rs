//! Triggers of tables and views. Their definition is built from catalog fields, since
//! `pg_get_triggerdef` names the schema of the table.

use serde::{Deserialize, Serialize};

use super::{Deferral, Impact, Object, Payload, Reaction, Site, Slot, copied_trigger, heritage};
use crate::action::Action;
use crate::catalog::Catalog;
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
    pub(super) each_row: bool,
    /// As Postgres deparses it.
    condition: Option<String>,
    function: QualifiedName,
    arguments: Vec<String>,
    fires: Fires,
    /// The name of that of the partitioned table which it is a copy of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) attached_to: Option<Ident>,
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
    /// Whether a partition has it from that one as it is.
    pub(super) fn is_copy_of(&self, above: &Self) -> bool {
        self.attached_to.is_some()
            && Self { attached_to: above.attached_to.clone(), ..self.clone() } == *above
    }

    /// Makes it the copy of itself that a partition has, which fires as the former one did.
    pub(super) fn become_copy(&mut self, name: &Ident, former: Option<&Payload>) {
        self.attached_to = Some(name.clone());
        if let Some(Payload::Trigger(former)) = former {
            self.fires = former.fires;
        }
    }

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
            attached_to: _,
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

/// When a trigger fires.
fn fires(catalog: &Catalog, id: &ObjectId) -> Option<Fires> {
    match catalog.payload(id)? {
        Payload::Trigger(trigger) => Some(trigger.fires),
        _ => None,
    }
}

/// When it does before a statement sets that. A copy is made as the one above is then.
fn fires_before(site: &Site<'_>, id: &ObjectId) -> Option<Fires> {
    if !heritage::is_made(site, id) {
        return fires(site.before, id);
    }
    match heritage::original(site.after, id) {
        None => Some(Fires::Ordinarily),
        Some(above) if copied_trigger::comes_with_link(site, id) => fires(site.after, &above),
        Some(above) => fires_before(site, &above),
    }
}

/// The statement that sets when it fires, unless it does already or the statement of one above sets that too: it
/// sets all copies where all shall fire alike.
fn set(site: &Site<'_>) -> Option<Action> {
    let is_set = |id: &ObjectId| fires_before(site, id) != fires(site.after, id);
    let are_alike = |id: &ObjectId| {
        let copies = copied_trigger::below(site.after, id);
        copies.iter().all(|copy| fires(site.after, copy) == fires(site.after, id))
    };
    let up = |id: &ObjectId| heritage::original(site.after, id);
    let mut above = std::iter::successors(up(site.id), up);
    if !is_set(site.id) || above.any(|id| is_set(&id) && are_alike(&id)) {
        return None;
    }
    let verb = fires(site.after, site.id)?.verb();
    let (table, name) = (site.parent().qualified(), site.id.name());
    let copies = copied_trigger::below(site.after, site.id);
    if !are_alike(site.id) {
        let action = Action::new(format!("alter table only {table} {verb} trigger {name}"));
        return Some(action.locks_only(Form::EnableTrigger, site.parent()));
    }
    let action = Action::new(format!("alter table {table} {verb} trigger {name}"));
    let stay = copies.iter().filter(|copy| !heritage::is_made(site, copy) && is_set(copy));
    Some(stay.fold(action.locks(Form::EnableTrigger, site.parent()), Action::produces))
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
            attached_to: row.maybe()?.map(Ident::new),
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let mut actions = Vec::new();
        if self.attached_to.is_none() {
            let constraint = if self.constraint.is_some() { "constraint " } else { "" };
            let (name, on) = (site.id.name(), format!(" on {}", site.parent().qualified()));
            let sql = format!("create {constraint}trigger {name} {}", self.definition(&on));
            let create = Action::new(sql).produces(site.id);
            let create = copied_trigger::made_by(site, site.id, create);
            actions.push(create.locks(Form::CreateTrigger, site.parent()));
        } else if copied_trigger::maker(site, site.id).is_none() {
            let why =
                "a partition has it from the partitioned table, and cannot be given it by itself";
            return vec![Action::new("").produces(site.id).impossible(why)];
        }
        if let Some(set) = set(site) {
            // what is made by the same statement does not wait for this one
            let is_beside = |copy: &ObjectId| {
                copied_trigger::maker(site, copy) == copied_trigger::maker(site, site.id)
            };
            let is_shared = copied_trigger::below(site.after, site.id).iter().any(is_beside);
            actions.push(if is_shared { set.consumes(site.id) } else { set.produces(site.id) });
        }
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let sql = format!("drop {}", Self::address(site.id, &site.before.default_schema));
        let action = Action::new(sql).destroys(site.id).locks(Form::DropTrigger, site.parent());
        if self.attached_to.is_none() {
            return vec![action.implied_by(site.parent())];
        }
        let why = "a partition has it from the partitioned table, and cannot lose it by itself";
        vec![match copied_trigger::breaker(site, site.id) {
            Some(breaker) => action.implied_by(&breaker),
            None => action.impossible(why),
        }]
    }

    fn impact(before: &Self, after: &Self) -> Impact {
        let altered = Self { fires: after.fires, ..before.clone() };
        if altered == *after { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(_: &Self, _: &Self, site: &Site<'_>) -> Vec<Action> {
        set(site).map(|set| set.produces(site.id)).into_iter().collect()
    }

    /// Postgres changes the type of no column that UPDATE OF or WHEN names. A copy goes by the one above.
    fn reaction(&self, site: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced => Reaction::Replace,
            Impact::Reshaped | Impact::Rewritten
                if cause != site.parent() && self.attached_to.is_none() =>
            {
                Reaction::Replace
            }
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
        let copied = if self.attached_to.is_some() { " (of the partitioned table)" } else { "" };
        self.definition("") + copied + fires
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
