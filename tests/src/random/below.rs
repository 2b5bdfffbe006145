//! Tables below others: partitions and what inherits.

use super::change::drop_one;
use super::dice::Dice;
use super::make;
use super::names::{name, qualified};
use super::state::{State, Table};

#[derive(Clone)]
pub(super) struct Below {
    schema: String,
    name: String,
    /// All behind the name.
    definition: String,
}

impl Below {
    pub(super) fn statement(&self) -> String {
        format!("create table {} {}", qualified(&self.schema, &self.name), self.definition)
    }

    pub(super) fn address(&self) -> String {
        format!("table {}", qualified(&self.schema, &self.name))
    }
}

/// How a new table is partitioned, if it is.
pub(super) fn method(dice: &mut Dice) -> Option<&'static str> {
    dice.chance(15).then(|| dice.pick(&["range", "list", "hash"]))
}

/// A table below one of the others.
pub(super) fn below(dice: &mut Dice, state: &State) -> Option<Below> {
    let partitioned: Vec<&Table> =
        state.tables.iter().filter(|t| t.partition_by.is_some()).collect();
    let table = match dice.maybe(&partitioned).filter(|_| dice.chance(80)) {
        Some(table) => *table,
        None => dice.maybe(&state.tables)?,
    };
    let definition = definition(dice, table)?;
    Some(Below { schema: make::schema(dice, state), name: name(dice, "b"), definition })
}

fn definition(dice: &mut Dice, table: &Table) -> Option<String> {
    let parent = table.qualified();
    let Some(method) = table.partition_by else {
        return Some(match dice.below(3) {
            0 => format!("(like {parent})"),
            1 => format!("(own integer) inherits ({parent})"),
            _ => format!("() inherits ({parent})"),
        });
    };
    if dice.chance(15) {
        return Some(format!("(like {parent})"));
    }
    if dice.chance(15) && method != "hash" {
        return Some(format!("partition of {parent} default"));
    }
    let values = &table.columns.first()?.values;
    let (first, second) = (dice.maybe(values)?, dice.maybe(values)?);
    let bounds = match method {
        "range" => match dice.below(3) {
            0 => format!("from (minvalue) to ({first})"),
            1 => format!("from ({first}) to (maxvalue)"),
            _ => format!("from ({first}) to ({second})"),
        },
        "list" if first == second => format!("in ({first})"),
        "list" => format!("in ({first}, {second})"),
        _ => format!("with (modulus 3, remainder {})", dice.below(3)),
    };
    Some(format!("partition of {parent} for values {bounds}"))
}

/// One goes, comes, or stands below another.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    let (at, made) = (dice.below(state.below.len()), below(dice, state));
    match (dice.below(4), state.below.get_mut(at), made) {
        (0, _, _) => drop(drop_one(dice, &mut state.below)),
        (1, _, made) => state.below.extend(made),
        (_, Some(found), Some(made)) => found.definition = made.definition,
        _ => {}
    }
}
