//! A second state from a first: several things are added, dropped and altered at once. What no longer
//! fits goes by itself, since the server refuses it.

use super::dice::Dice;
use super::names::name;
use super::state::{Column, Filling, State, Table};
use super::{below, columns, make, routines, server, settings, types, views};

/// Changes a state in a few places.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    for _ in 0..dice.within(1, 8) {
        match dice.below(39) {
            0 => enums(dice, state),
            1 | 2 => labels(dice, state),
            3 => sequences(dice, state),
            4 => comments(dice, state),
            5 => tables(dice, state),
            6 => {
                let at = dice.below(state.tables.len());
                if !state.tables.is_empty() {
                    make::reference(dice, state, at);
                }
            }
            7 => drop(drop_one(dice, &mut state.schemas)),
            8 => state.schemas.push(name(dice, "s")),
            25..29 => views::change(dice, state),
            29..31 => types::change(dice, state),
            31..33 => below::change(dice, state),
            33..37 => settings::change(dice, state),
            37.. => server::change(dice, state),
            9..12 => routines(dice, state),
            12 | 13 => triggers(dice, state),
            _ => in_table(dice, state),
        }
    }
}

pub(super) fn drop_one<T>(dice: &mut Dice, from: &mut Vec<T>) -> Option<T> {
    let at = dice.below(from.len());
    (!from.is_empty()).then(|| from.swap_remove(at))
}

fn enums(dice: &mut Dice, state: &mut State) {
    if dice.chance(50) {
        drop_one(dice, &mut state.enums);
    }
    if dice.chance(50) {
        let made = make::enum_type(dice, state);
        state.enums.push(made);
    }
}

fn labels(dice: &mut Dice, state: &mut State) {
    let at = dice.below(state.enums.len());
    let Some(found) = state.enums.get_mut(at) else { return };
    let (count, place) = (found.labels.len(), dice.below(found.labels.len() + 1));
    match dice.below(4) {
        0 if count > 1 => drop(drop_one(dice, &mut found.labels)),
        1 if count > 1 => found.labels.swap(0, place.min(count - 1)),
        _ => {
            let label = make::label(dice);
            if !found.labels.contains(&label) {
                found.labels.insert(place, label);
            }
        }
    }
}

fn sequences(dice: &mut Dice, state: &mut State) {
    match dice.below(5) {
        0 => drop(drop_one(dice, &mut state.sequences)),
        1 => {
            let made = make::sequence(dice, state);
            state.sequences.push(made);
        }
        other => {
            let (at, owner) = (dice.below(state.sequences.len()), make::owner(dice, state));
            let made = make::sequence(dice, state);
            let Some(found) = state.sequences.get_mut(at) else { return };
            if other == 2 {
                found.options = made.options;
            } else if other == 3 {
                found.owner = owner;
            } else {
                found.unlogged = made.unlogged;
            }
        }
    }
}

/// One goes, comes, or changes behind its signature; a table begins to use one.
fn routines(dice: &mut Dice, state: &mut State) {
    let (at, table) = (dice.below(state.routines.len()), dice.below(state.tables.len()));
    match dice.below(6) {
        0 => drop(drop_one(dice, &mut state.routines)),
        1 => {
            let made = routines::plain(dice, state);
            state.routines.push(made);
        }
        2 => {
            let made = routines::of_table(dice, state);
            state.routines.extend(made);
        }
        3 if !state.tables.is_empty() => {
            let mut changed = state.tables[table].clone();
            routines::use_in(dice, state, &mut changed);
            state.tables[table] = changed;
        }
        _ => {
            for _ in 0..20 {
                let made = routines::plain(dice, state);
                if let Some(found) = state.routines.get_mut(at)
                    && found.signature == made.signature
                    && !found.of_table
                {
                    let (schema, name) = (found.schema.clone(), found.name.clone());
                    *found = super::state::Routine { schema, name, ..made };
                }
            }
        }
    }
}

fn triggers(dice: &mut Dice, state: &mut State) {
    let at = dice.below(state.triggers.len());
    let made = routines::trigger(dice, state);
    match (dice.below(4), state.triggers.get_mut(at), made) {
        (0, _, _) => drop(drop_one(dice, &mut state.triggers)),
        (1, _, made) => state.triggers.extend(made),
        (2, Some(found), Some(made)) => found.fires = made.fires,
        (_, Some(found), Some(made)) => {
            let name = found.name.clone();
            *found = super::state::Trigger { name, ..made };
        }
        _ => {}
    }
}

fn comments(dice: &mut Dice, state: &mut State) {
    let on = dice.maybe(&state.commentable()).cloned();
    state.comments.extend(on.map(|on| (on, make::comment(dice))));
    if dice.chance(50) {
        drop_one(dice, &mut state.comments);
    }
    let at = dice.below(state.comments.len());
    if let Some(found) = state.comments.get_mut(at) {
        found.1 = make::comment(dice);
    }
}

fn tables(dice: &mut Dice, state: &mut State) {
    match dice.below(4) {
        0 => drop(drop_one(dice, &mut state.tables)),
        1 => {
            let made = make::table(dice, state);
            state.tables.push(made);
        }
        2 => {
            // one under another's name
            let (a, b) = (dice.below(state.tables.len()), dice.below(state.tables.len()));
            if a != b {
                let name = state.tables[a].name.clone();
                state.tables[a].name = std::mem::replace(&mut state.tables[b].name, name);
            }
        }
        _ => {
            let (at, schema) = (dice.below(state.tables.len()), make::schema(dice, state));
            if let Some(found) = state.tables.get_mut(at) {
                found.schema = schema;
            }
        }
    }
}

fn in_table(dice: &mut Dice, state: &mut State) {
    let at = dice.below(state.tables.len());
    let Some(mut table) = state.tables.get(at).cloned() else { return };
    match dice.below(12) {
        0 => drop(drop_one(dice, &mut table.columns)),
        1 => {
            let made = columns::column(dice, state, &table.columns);
            table.columns.push(made);
        }
        2..6 => column(dice, state, &mut table),
        6 => drop(drop_one(dice, &mut table.constraints)),
        7 | 8 => {
            let made = make::constraint(dice, &table);
            let taken = if dice.chance(50) { drop_one(dice, &mut table.constraints) } else { None };
            table.constraints.extend(made.map(|mut made| {
                made.name = taken.map_or(made.name, |taken| taken.name);
                made
            }));
        }
        9 => {
            let taken = if dice.chance(60) { drop_one(dice, &mut table.indexes) } else { None };
            let made = make::index(dice, &table);
            table.indexes.extend(made.map(|mut made| {
                made.name = taken.map_or(made.name, |taken| taken.name);
                made
            }));
        }
        10 => names(dice, &mut table),
        _ => table.unlogged ^= true,
    }
    state.tables[at] = table;
}

/// Two of the table's things exchange their names, or one gets another.
fn names(dice: &mut Dice, table: &mut Table) {
    let (a, b) = (dice.below(table.indexes.len()), dice.below(table.indexes.len()));
    let (c, d) = (dice.below(table.constraints.len()), dice.below(table.constraints.len()));
    if dice.chance(50) && a != b {
        let name = table.indexes[a].name.clone();
        table.indexes[a].name = std::mem::replace(&mut table.indexes[b].name, name);
    } else if dice.chance(50) && c != d {
        let name = table.constraints[c].name.clone();
        table.constraints[c].name = std::mem::replace(&mut table.constraints[d].name, name);
    } else if let (Some(index), Some(constraint)) =
        (table.indexes.get_mut(a), table.constraints.get_mut(c))
    {
        std::mem::swap(&mut index.name, &mut constraint.name);
    }
}

fn column(dice: &mut Dice, state: &State, table: &mut Table) {
    let at = dice.below(table.columns.len());
    let Some(mut column) = table.columns.get(at).cloned() else { return };
    let siblings: Vec<Column> =
        table.columns.iter().filter(|c| c.name != column.name).cloned().collect();
    match dice.below(10) {
        0 | 1 => {
            let (text, values) = columns::of_class(dice, column.class);
            column.data_type = text.to_owned();
            column.values = values.iter().map(|v| (*v).to_owned()).collect();
        }
        2 | 3 => {
            (column.data_type, column.class, column.values) = columns::data_type(dice, state);
            column.collation = columns::collation(dice, state, column.class);
            if dice.chance(60) {
                column.filling = Filling::Plain;
            }
        }
        4 => column.not_null ^= true,
        5 => column.collation = columns::collation(dice, state, column.class),
        6 if matches!(column.filling, Filling::Identity(_)) => {
            column.filling = Filling::Identity(columns::identity(dice));
        }
        7 => column.filling = Filling::Plain,
        8 => {
            let b = dice.below(table.columns.len());
            let other = table.columns[b].name.clone();
            table.columns[b].name = std::mem::replace(&mut column.name, other);
        }
        _ => column.filling = columns::filling(dice, state, &siblings, &column),
    }
    table.columns[at] = column;
}
