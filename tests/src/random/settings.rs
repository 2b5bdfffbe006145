//! Policies, privileges, and what ALTER TABLE sets.

use super::below;
use super::change::drop_one;
use super::dice::Dice;
use super::make;
use super::names::{name, qualified, quote};
use super::state::{State, Table, Trigger};

/// Roles are of the whole server: there are few, and each is made when it is first named.
const ROLES: &[&str] = &["public", "reader", "writer", "\"Odd role\""];

#[derive(Clone)]
pub(super) struct Policy {
    name: String,
    /// The qualified table.
    on: String,
    definition: String,
}

impl Policy {
    pub(super) fn statement(&self) -> String {
        format!("create {} {}", self.address(), self.definition)
    }

    pub(super) fn address(&self) -> String {
        format!("policy {} on {}", quote(&self.name), self.on)
    }
}

/// A policy of one of the tables.
pub(super) fn policy(dice: &mut Dice, state: &State) -> Option<Policy> {
    let table = *dice.maybe(&state.all_tables())?;
    let definition = definition(dice, state, table)?;
    Some(Policy { name: name(dice, "p"), on: table.qualified(), definition })
}

fn definition(dice: &mut Dice, state: &State, table: &Table) -> Option<String> {
    let kind = dice.pick(&["", "", "as restrictive "]);
    let command = dice.pick(&["all", "select", "insert", "update", "delete"]);
    let to = dice.pick(ROLES);
    let own = make::condition(dice, table)?;
    let other = dice.maybe(&state.tables)?;
    let column = quote(&dice.maybe(&other.columns)?.name);
    let condition = match dice.chance(20) {
        true => format!("exists (select {column} from {})", other.qualified()),
        false => own,
    };
    let expressions = match (command, dice.below(3)) {
        ("insert", _) | ("all" | "update", 0) => format!("with check ({condition})"),
        ("all" | "update", 1) => format!("using (true) with check ({condition})"),
        _ => format!("using ({condition})"),
    };
    Some(format!("{kind}for {command} to {to} {expressions}"))
}

/// A statement that sets something, or grants it.
pub(super) fn setting(dice: &mut Dice, state: &State) -> Option<String> {
    match dice.below(10) {
        0..5 => return privilege(dice, state),
        5 => return owner(dice, state),
        6 if dice.chance(50) => return of_view(dice, state),
        7 if dice.chance(50) => return of_copied_trigger(dice, state),
        _ => {}
    }
    let table = *dice.maybe(&state.all_tables())?;
    let column = quote(&dice.maybe(&table.columns)?.name);
    let index = dice.maybe(&table.indexes).map(|index| quote(&index.name));
    let what = match dice.below(10) {
        0 => dice.pick(&["set (fillfactor=50)", "set (fillfactor=90)"]).to_owned(),
        1 => "set (autovacuum_enabled=false, toast.autovacuum_enabled=true)".to_owned(),
        2 => format!("alter {column} set statistics {}", dice.pick(&[0, 10, 500])),
        3 => format!("alter {column} set storage {}", dice.pick(&["external", "main", "plain"])),
        4 => format!("alter {column} set (n_distinct={})", dice.pick(&["-0.5", "7"])),
        5 => format!("alter {column} set compression {}", dice.pick(&["pglz", "lz4"])),
        6 => "enable row level security".to_owned(),
        7 => "force row level security".to_owned(),
        8 => format!("cluster on {}", index?),
        _ => match index {
            Some(index) if dice.chance(60) => format!("replica identity using index {index}"),
            _ => format!("replica identity {}", dice.pick(&["full", "nothing"])),
        },
    };
    Some(format!("alter table {} {what}", table.qualified()))
}

/// Who owns something that can be commented on and owned.
fn owner(dice: &mut Dice, state: &State) -> Option<String> {
    const OWNED: &[&str] = &[
        "table ",
        "view ",
        "materialized view ",
        "sequence ",
        "type ",
        "domain ",
        "schema ",
        "function ",
        "procedure ",
        "collation ",
    ];
    let mut all = state.commentable();
    all.retain(|on| OWNED.iter().any(|word| on.starts_with(word)));
    Some(format!("alter {} owner to {}", dice.maybe(&all)?, dice.pick(&ROLES[1..])))
}

/// When a trigger fires that a partition has from above.
fn of_copied_trigger(dice: &mut Dice, state: &State) -> Option<String> {
    let of = |trigger: &Trigger| below::partitions(state, &trigger.on).into_iter();
    let copies = state.triggers.iter().flat_map(|t| of(t).map(|on| (on, quote(&t.name))));
    let copies: Vec<_> = copies.collect();
    let (table, name) = dice.maybe(&copies)?;
    let only = dice.pick(&["", "only "]);
    let fires = dice.pick(&["enable", "disable", "enable always", "enable replica"]);
    Some(format!("alter table {only}{table} {fires} trigger {name}"))
}

/// What a materialized view may be set to, column by column or as a whole.
fn of_view(dice: &mut Dice, state: &State) -> Option<String> {
    let views: Vec<_> = state.views.iter().filter(|view| view.materialized).collect();
    let view = dice.maybe(&views)?;
    let name = qualified(&view.schema, &view.name);
    let index = dice.maybe(&view.indexes).map(|index| quote(&index.name));
    let column = dice.maybe(view.columns()).map(|column| quote(&column.name));
    let what = match (dice.below(3), index, column) {
        (0, Some(index), _) => format!("cluster on {index}"),
        (1, _, Some(column)) => {
            format!("alter {column} set statistics {}", dice.pick(&[0, 10, 500]))
        }
        (2, _, Some(column)) => format!("alter {column} set storage external"),
        _ => "set (fillfactor=70)".to_owned(),
    };
    Some(format!("alter materialized view {name} {what}"))
}

fn privilege(dice: &mut Dice, state: &State) -> Option<String> {
    let to = dice.pick(ROLES);
    let table = *dice.maybe(&state.all_tables())?;
    let on = table.qualified();
    let column = quote(&dice.maybe(&table.columns)?.name);
    let any = ["select", "insert", "update", "select, delete", "all"];
    let (privileges, on) = match dice.below(9) {
        0..3 => (dice.pick(&any).to_owned(), format!("table {on}")),
        3 | 4 => (format!("{} ({column})", dice.pick(&any[..3])), format!("table {on}")),
        5 => {
            let view = dice.maybe(&state.views)?;
            (dice.pick(&any).to_owned(), qualified(&view.schema, &view.name))
        }
        6 => {
            let routine = dice.maybe(&state.routines)?;
            let name = qualified(&routine.schema, &routine.name);
            ("execute".to_owned(), format!("{} {name}({})", routine.kind, routine.signature))
        }
        7 => {
            let sequence = dice.maybe(&state.sequences)?;
            let name = qualified(&sequence.schema, &sequence.name);
            ("usage".to_owned(), format!("sequence {name}"))
        }
        _ => match (dice.maybe(&state.types), dice.maybe(&state.schemas)) {
            (Some(found), _) => ("usage".to_owned(), format!("type {}", found.qualified())),
            (_, Some(schema)) => ("usage".to_owned(), format!("schema {}", quote(schema))),
            _ => return None,
        },
    };
    Some(if dice.chance(15) {
        format!("revoke {privileges} on {on} from {to}")
    } else {
        let option = if to != "public" && dice.chance(15) { " with grant option" } else { "" };
        format!("grant {privileges} on {on} to {to}{option}")
    })
}

/// What roles get with objects that are made.
pub(super) fn default_privileges(dice: &mut Dice) -> String {
    let to = dice.pick(ROLES);
    let schema = dice.pick(&["", "", " in schema public"]);
    let (privileges, on) = dice.pick(&[
        ("select", "tables"),
        ("all", "tables"),
        ("execute", "functions"),
        ("usage", "sequences"),
        ("usage", "types"),
    ]);
    let head = format!("alter default privileges{schema}");
    if dice.chance(25) && matches!(on, "functions" | "types") {
        return format!("{head} revoke {privileges} on {on} from public");
    }
    format!("{head} grant {privileges} on {on} to {to}")
}

/// Some go, some come, a policy says something else.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    match dice.below(8) {
        0 => drop(drop_one(dice, &mut state.policies)),
        1 => {
            let made = policy(dice, state);
            state.policies.extend(made);
        }
        2 | 3 => {
            let at = dice.below(state.policies.len());
            let Some(mut found) = state.policies.get(at).cloned() else { return };
            let tables = state.all_tables();
            let table = tables.into_iter().find(|table| table.qualified() == found.on);
            if let Some(made) = table.and_then(|table| definition(dice, state, table)) {
                found.definition = made;
                state.policies[at] = found;
            }
        }
        4 | 5 => drop(drop_one(dice, &mut state.settings)),
        6 if dice.chance(40) => {
            drop_one(dice, &mut state.default_privileges);
            if dice.chance(60) {
                state.default_privileges.push(default_privileges(dice));
            }
        }
        _ => {
            let made = setting(dice, state);
            state.settings.extend(made);
        }
    }
}
