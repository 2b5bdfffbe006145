//! States from nothing: enums, sequences, tables with their constraints and indexes, comments.

use super::dice::Dice;
use super::names::{list, name, quote};
use super::state::{Class, Column, Constraint, Enum, Index, Sequence, State, Table};
use super::{below, columns, routines, server, settings, types, views};

/// A state.
pub(super) fn state(dice: &mut Dice) -> State {
    let mut state = State::default();
    for _ in 0..dice.below(3) {
        state.schemas.push(name(dice, "s"));
    }
    if dice.chance(30) {
        for _ in 0..dice.within(1, 2) {
            let made = server::extension(dice, &state);
            state.extensions.extend(made);
        }
    }
    if dice.chance(30) {
        for _ in 0..dice.within(1, 2) {
            let made = server::collation(dice, &state);
            state.collations.push(made);
        }
    }
    for _ in 0..dice.below(4) {
        let made = enum_type(dice, &state);
        state.enums.push(made);
    }
    for _ in 0..dice.below(4) {
        let made = types::data_type(dice, &state);
        state.types.push(made);
    }
    for _ in 0..dice.below(3) {
        let made = sequence(dice, &state);
        state.sequences.push(made);
    }
    for _ in 0..dice.below(6) {
        let made = routines::plain(dice, &state);
        state.routines.push(made);
    }
    for _ in 0..dice.within(1, 5) {
        let made = table(dice, &state);
        state.tables.push(made);
    }
    for at in 0..state.tables.len() {
        for _ in 0..dice.below(3) {
            reference(dice, &mut state, at);
        }
    }
    for _ in 0..dice.below(4) {
        let made = below::below(dice, &state);
        state.below.extend(made);
    }
    for at in 0..state.sequences.len() {
        state.sequences[at].owner = owner(dice, &state);
    }
    for _ in 0..dice.within(1, 6) {
        let made = views::view(dice, &state);
        state.views.extend(made);
    }
    for _ in 0..dice.below(3) {
        let made = routines::of_table(dice, &state);
        state.routines.extend(made);
    }
    for _ in 0..dice.below(5) {
        let made = routines::trigger(dice, &state);
        state.triggers.extend(made);
    }
    for _ in 0..dice.below(4) {
        let made = settings::policy(dice, &state);
        state.policies.extend(made);
    }
    for _ in 0..dice.below(9) {
        let made = settings::setting(dice, &state);
        state.settings.extend(made);
    }
    if dice.chance(15) {
        state.default_privileges.push(settings::default_privileges(dice));
    }
    for on in state.commentable() {
        if dice.chance(12) {
            state.comments.push((on, comment(dice)));
        }
    }
    state
}

pub(super) fn schema(dice: &mut Dice, state: &State) -> String {
    let chosen = if dice.chance(60) { None } else { dice.maybe(&state.schemas).cloned() };
    chosen.unwrap_or_else(|| "public".to_owned())
}

pub(super) fn comment(dice: &mut Dice) -> String {
    dice.pick(&["plain", "it's", "two\nlines", "ünï \\ \"q\"", "other", "$$ ; --"]).to_owned()
}

pub(super) fn label(dice: &mut Dice) -> String {
    dice.pick(&[
        "a",
        "b",
        "c",
        "d",
        "it's",
        "two words",
        "Ä",
        "x,y",
        "e\"f",
        "back\\slash",
        "null",
        "z",
    ])
    .to_owned()
}

pub(super) fn enum_type(dice: &mut Dice, state: &State) -> Enum {
    let mut labels: Vec<String> = (0..dice.within(1, 5)).map(|_| label(dice)).collect();
    let mut seen = Vec::new();
    labels.retain(|label| {
        !seen.contains(label) && {
            seen.push(label.clone());
            true
        }
    });
    Enum { schema: schema(dice, state), name: name(dice, "e"), labels }
}

pub(super) fn sequence(dice: &mut Dice, state: &State) -> Sequence {
    let mut options = columns::options(dice);
    if dice.chance(40) {
        options = format!("as {} {options}", dice.pick(&["smallint", "integer", "bigint"]));
    }
    let unlogged = dice.chance(10);
    Sequence { schema: schema(dice, state), name: name(dice, "q"), unlogged, options, owner: None }
}

pub(super) fn owner(dice: &mut Dice, state: &State) -> Option<String> {
    let table = dice.maybe(&state.tables)?;
    let column = dice.maybe(&table.columns)?;
    dice.chance(50).then(|| format!("{}.{}", table.qualified(), quote(&column.name)))
}

pub(super) fn table(dice: &mut Dice, state: &State) -> Table {
    let mut table = Table {
        schema: schema(dice, state),
        name: name(dice, "t"),
        unlogged: dice.chance(8),
        partition_by: below::method(dice),
        ..Table::of(Vec::new())
    };
    for _ in 0..dice.within(1, 7) {
        let column = columns::column(dice, state, &table.columns);
        table.columns.push(column);
    }
    if dice.chance(70) {
        let key = key(dice, &table, 3);
        let name = if dice.chance(60) { format!("{}_pkey", table.name) } else { name(dice, "n") };
        let definition = format!("primary key {}", keyed(dice, &table, &key, true));
        table.constraints.push(Constraint { name, definition, key, is_reference: false });
    }
    for _ in 0..dice.below(4) {
        let made = constraint(dice, &table);
        table.constraints.extend(made);
    }
    for _ in 0..dice.below(4) {
        let made = index(dice, &table);
        table.indexes.extend(made);
    }
    for _ in 0..dice.below(3) {
        routines::use_in(dice, state, &mut table);
    }
    table
}

fn key(dice: &mut Dice, table: &Table, most: usize) -> Vec<String> {
    let names: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
    let mut key = dice.some(&names, most);
    // what a partitioned table's keys must hold
    if let (Some(_), Some(first)) = (table.partition_by, names.first())
        && !key.contains(first)
    {
        key.push(first.clone());
    }
    key
}

fn keyed(dice: &mut Dice, table: &Table, key: &[String], deferrable: bool) -> String {
    let mut text = format!("({})", list(key));
    if dice.chance(20) {
        text += &format!(" include ({})", list(&self::key(dice, table, 2)));
    }
    if dice.chance(15) {
        text += &format!(" with (fillfactor={})", dice.pick(&[50, 70, 90]));
    }
    if deferrable && dice.chance(15) {
        text += dice.pick(&[" deferrable", " deferrable initially deferred"]);
    }
    text
}

/// A unique, check or exclusion constraint.
pub(super) fn constraint(dice: &mut Dice, table: &Table) -> Option<Constraint> {
    let name = name(dice, "n");
    let ranges: Vec<&Column> = table.columns.iter().filter(|c| c.class == Class::Range).collect();
    let (definition, key) = match dice.below(10) {
        0..3 => {
            let key = key(dice, table, 3);
            let nulls = if dice.chance(25) { " nulls not distinct" } else { "" };
            (format!("unique{nulls} {}", keyed(dice, table, &key, true)), key)
        }
        3..5 if !ranges.is_empty() => {
            let column = quote(&dice.maybe(&ranges)?.name);
            let predicate = if dice.chance(30) {
                format!(" where ({})", condition(dice, table)?)
            } else {
                String::new()
            };
            let with = dice.pick(&["&&", "&&", "=", "-|-"]);
            // what only some extensions have a class for, and what only 18 knows
            let first = quote(&dice.maybe(&table.columns)?.name);
            match dice.below(10) {
                0 => (
                    format!("exclude using gist ({first} with =, {column} with {with})"),
                    Vec::new(),
                ),
                1 => (format!("unique ({first}, {column} without overlaps)"), Vec::new()),
                _ => (format!("exclude using gist ({column} with {with}){predicate}"), Vec::new()),
            }
        }
        _ => {
            let tail = dice.pick(&["", "", "", "", " not valid", " no inherit", " not enforced"]);
            (format!("check ({}){tail}", condition(dice, table)?), Vec::new())
        }
    };
    // that of a partitioned table (since 17) is not modelled
    let is_modelled = table.partition_by.is_none() || !definition.starts_with("exclude");
    is_modelled.then_some(Constraint { name, definition, key, is_reference: false })
}

/// A condition on the columns of a table.
pub(super) fn condition(dice: &mut Dice, table: &Table) -> Option<String> {
    let column = dice.maybe(&table.columns)?;
    let name = quote(&column.name);
    let alike: Vec<&Column> =
        table.columns.iter().filter(|c| c.class == column.class && c.name != column.name).collect();
    if dice.chance(25)
        && let Some(other) = dice.maybe(&alike)
    {
        let operator = dice.pick(&["<", "<=", "<>", "=", "is distinct from"]);
        return Some(format!("{name} {operator} {}", quote(&other.name)));
    }
    if dice.chance(20) {
        let left = condition(dice, table)?;
        let right = condition(dice, table)?;
        return Some(format!("({left}) {} ({right})", dice.pick(&["and", "or", "and not"])));
    }
    let values: Vec<String> = dice.some(&column.values, 3);
    let (first, all) = (values.first()?, values.join(", "));
    let own: &[&str] = match column.class {
        Class::Integer | Class::Number => {
            &["X > V", "X between V and 100", "abs(X) < 100", "X % 2 = 0", "-X < V"]
        }
        Class::Text => &[
            "length(X) > 0",
            "X like 'a%'",
            "X ~ '^[a-z]*$'",
            "lower(X) = X",
            "X || 'a' <> V",
            "trim(X) <> ''",
            "X = any (array['a', 'b'])",
            "X collate \"C\" < V",
            "position('a' in X) > 0",
        ],
        Class::Boolean => &["X", "not X", "X is not true"],
        Class::Moment => &["X > V", "X is not null", "extract(epoch from X) > 2"],
        Class::Json => &[
            "X ? 'a'",
            "X ->> 'k' <> ''",
            "jsonb_typeof(X) = 'object'",
            "X @> '{}'",
            "X #>> '{a,b}' is null",
        ],
        Class::Array => &[
            "cardinality(X) < 5",
            "X <> '{}'",
            "X @> V",
            "X[1] is not null",
            "array_length(X, 1) > 0",
        ],
        Class::Range => &["not isempty(X)", "lower(X) is not null", "X && V"],
        Class::Enum => &["X > V", "X::text <> 'q'", "X = any (array[L])"],
        Class::Other => &["X is not null", "X::text <> ''"],
    };
    let pattern = match dice.below(10) {
        0..3 => "X in (L)",
        3 => "X not in (L)",
        4 => "X <> V",
        5 => "coalesce(X, V) = V",
        _ => dice.pick(own),
    };
    // the column last: its name may hold the letters
    Some(pattern.replace('L', &all).replace('V', first).replace('X', &name))
}

/// An index.
pub(super) fn index(dice: &mut Dice, table: &Table) -> Option<Index> {
    let method = dice.pick(&["btree", "btree", "btree", "btree", "hash", "gin", "gist", "brin"]);
    let most = if method == "hash" { 1 } else { 3 };
    let names: Vec<&Column> = table.columns.iter().collect();
    let mut keys = Vec::new();
    for column in dice.some(&names, most) {
        let name = quote(&column.name);
        let mut text = match (dice.below(6), column.class) {
            (0, Class::Text) => format!("lower({name})"),
            (1, Class::Text) => format!("({name} || 'x')"),
            (0, Class::Integer) => format!("({name} + 1)"),
            (0, Class::Json) => format!("({name} ->> 'k')"),
            (0, Class::Enum) => format!("({name} = {})", column.values.first()?),
            (1, _) => format!("({name} is null)"),
            _ => name,
        };
        if column.class == Class::Text && dice.chance(25) {
            text += dice.pick(&[" collate \"C\"", " collate \"POSIX\"", " collate \"default\""]);
        }
        if dice.chance(12) {
            text += dice.pick(&[
                " text_pattern_ops",
                " gin_trgm_ops",
                " gist_trgm_ops",
                " varchar_pattern_ops",
                " jsonb_path_ops",
                " int4_ops",
            ]);
        }
        if method == "btree" && dice.chance(25) {
            text += dice.pick(&[" desc", " desc nulls last", " nulls first", " asc"]);
        }
        keys.push(text);
    }
    let mut definition = format!("using {method} ({})", keys.join(", "));
    if method == "btree" && dice.chance(15) {
        definition += &format!(" include ({})", list(&key(dice, table, 2)));
    }
    let unique = method == "btree" && dice.chance(25);
    if unique && dice.chance(25) {
        definition += " nulls not distinct";
    }
    if dice.chance(15) && method != "gin" && method != "brin" {
        definition += &format!(" with (fillfactor={})", dice.pick(&[50, 70, 90]));
    } else if method == "gin" && dice.chance(30) {
        definition += dice.pick(&[" with (fastupdate=off)", " with (gin_pending_list_limit=64)"]);
    }
    if dice.chance(20) {
        definition += &format!(" where {}", condition(dice, table)?);
    }
    Some(Index { name: name(dice, "n"), unique, definition })
}

/// A foreign key of the table at a place, with columns for it where there are none.
pub(super) fn reference(dice: &mut Dice, state: &mut State, at: usize) {
    let target = if dice.chance(20) { at } else { dice.below(state.tables.len()) };
    let target = &state.tables[target];
    let keys: Vec<&Vec<String>> =
        target.constraints.iter().map(|c| &c.key).filter(|key| !key.is_empty()).collect();
    let Some(key) = dice.maybe(&keys).map(|key| (*key).clone()) else { return };
    let referenced: Vec<Column> = key
        .iter()
        .filter_map(|name| target.columns.iter().find(|c| c.name == *name).cloned())
        .collect();
    let on = target.qualified();
    let mut columns = Vec::new();
    for column in referenced {
        let table = &mut state.tables[at];
        let same: Vec<String> = table
            .columns
            .iter()
            .filter(|c| c.data_type == column.data_type && !columns.contains(&c.name))
            .map(|c| c.name.clone())
            .collect();
        let chosen = if dice.chance(60) { dice.maybe(&same).cloned() } else { None };
        columns.push(chosen.unwrap_or_else(|| {
            let name = name(dice, "f");
            let filling = super::state::Filling::Plain;
            table.columns.push(Column { name: name.clone(), filling, not_null: false, ..column });
            name
        }));
    }
    if columns.is_empty() {
        return;
    }
    let mut definition =
        format!("foreign key ({}) references {on} ({})", list(&columns), list(&key));
    if dice.chance(15) {
        definition += " match full";
    }
    for event in ["update", "delete"] {
        let actions = ["cascade", "set null", "set default", "restrict", "no action"];
        if dice.chance(40) {
            definition += &format!(" on {event} {}", dice.pick(&actions));
            if event == "delete" && definition.ends_with("null") && dice.chance(30) {
                definition += &format!(" ({})", quote(&columns[0]));
            }
        }
    }
    definition += dice.pick(&[
        "",
        "",
        "",
        " deferrable",
        " deferrable initially deferred",
        " not valid",
        " not enforced",
    ]);
    let constraint =
        Constraint { name: name(dice, "n"), definition, key: Vec::new(), is_reference: true };
    state.tables[at].constraints.push(constraint);
}
