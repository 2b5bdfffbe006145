//! Tables below others: partitions, those of partitions too, and what inherits.

use super::change::drop_one;
use super::dice::Dice;
use super::make;
use super::names::{name, qualified};
use super::state::{State, Table};

#[derive(Clone)]
pub(super) struct Below {
    /// With the columns that the table above had when this one was thought of.
    pub(super) table: Table,
    /// All behind the name.
    definition: String,
}

impl Below {
    pub(super) fn statement(&self) -> String {
        format!("create table {} {}", self.table.qualified(), self.definition)
    }
}

/// Those of the tables that are partitioned.
pub(super) fn partitioned<'a>(tables: &[&'a Table]) -> Vec<&'a Table> {
    tables.iter().copied().filter(|table| table.partition_by.is_some()).collect()
}

/// The partitions of a table, those of partitions too, by qualified names.
pub(super) fn partitions(state: &State, table: &str) -> Vec<String> {
    let above = format!("partition of {table} ");
    let direct = state.below.iter().filter(|below| below.definition.starts_with(&above));
    let mut found = Vec::new();
    for name in direct.map(|below| below.table.qualified()) {
        found.extend(partitions(state, &name));
        found.push(name);
    }
    found
}

/// How a new table is partitioned, if it is.
pub(super) fn method(dice: &mut Dice) -> Option<&'static str> {
    dice.chance(15).then(|| dice.pick(&["range", "list", "hash"]))
}

/// A table below one of the others.
pub(super) fn below(dice: &mut Dice, state: &State) -> Option<Below> {
    let tables = state.all_tables();
    let partitioned = partitioned(&tables);
    let above = match dice.maybe(&partitioned).filter(|_| dice.chance(80)) {
        Some(table) => *table,
        None => *dice.maybe(&tables)?,
    };
    let other = *dice.maybe(&tables)?;
    let mut table = Table {
        schema: make::schema(dice, state),
        name: name(dice, "b"),
        ..Table::of(above.columns.clone())
    };
    let definition = definition(dice, above, other, &mut table)?;
    if dice.chance(40) {
        table.indexes.extend(make::index(dice, &table));
    }
    if dice.chance(40) {
        table.constraints.extend(make::constraint(dice, &table));
    }
    Some(Below { table, definition })
}

fn definition(dice: &mut Dice, above: &Table, other: &Table, table: &mut Table) -> Option<String> {
    let parent = above.qualified();
    let Some(method) = above.partition_by else {
        return Some(match dice.below(4) {
            0 => format!("(like {parent})"),
            1 => format!("(own integer) inherits ({parent})"),
            2 => format!("() inherits ({parent}, {})", other.qualified()),
            _ => format!("() inherits ({parent})"),
        });
    };
    if dice.chance(15) {
        return Some(format!("(like {parent})"));
    }
    let first = above.columns.first()?;
    let mut below = String::new();
    if dice.chance(20) {
        table.partition_by = self::method(dice);
        if let Some(by) = table.partition_by.or(Some("list")) {
            table.partition_by = Some(by);
            below = format!(" partition by {by} ({})", super::names::quote(&first.name));
        }
    }
    if dice.chance(15) && method != "hash" {
        return Some(format!("partition of {parent} default{below}"));
    }
    let values = &first.values;
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
    Some(format!("partition of {parent} for values {bounds}{below}"))
}

/// One goes, comes, stands below another, or has other parts of its own.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    let (at, made) = (dice.below(state.below.len()), below(dice, state));
    match (dice.below(6), state.below.get_mut(at), made) {
        (0, _, _) => drop(drop_one(dice, &mut state.below)),
        (1, _, made) => state.below.extend(made),
        (2, Some(found), _) => {
            drop_one(dice, &mut found.table.indexes);
            let made = make::index(dice, &found.table);
            found.table.indexes.extend(made);
        }
        (3, Some(found), _) => {
            drop_one(dice, &mut found.table.constraints);
            let made = make::constraint(dice, &found.table);
            found.table.constraints.extend(made);
        }
        (_, Some(found), Some(made)) => {
            let (schema, name) = (found.table.schema.clone(), found.table.name.clone());
            *found = Below { table: Table { schema, name, ..made.table }, ..made };
        }
        _ => {}
    }
}

/// The address of one, for COMMENT ON.
pub(super) fn address(below: &Below) -> String {
    format!("table {}", qualified(&below.table.schema, &below.table.name))
}
