//! Functions, procedures and triggers, and what uses functions: defaults, checks, indexes.

use super::below;
use super::dice::Dice;
use super::make;
use super::names::{list, name, qualified, quote};
use super::state::{Class, Constraint, Filling, Index, Routine, State, Table, Trigger};
use super::types::Type;

/// Attributes that any routine may have.
const ATTRIBUTES: &[&str] =
    &["", "", "security definer", "set search_path to public, \"$user\"", "set work_mem to '1MB'"];

/// One that stands without any table: of a number, of a text, of an enum, for triggers, a procedure.
pub(super) fn plain(dice: &mut Dice, state: &State) -> Routine {
    let argument = dice.pick(&["a", "b", "two words", ""]);
    let argument = if argument.is_empty() { String::new() } else { quote(argument) };
    let sometimes = |dice: &mut Dice, text: &'static str| if dice.chance(25) { text } else { "" };
    let attributes = dice.pick(ATTRIBUTES);
    let (kind, signature, arguments, rest) = match dice.below(14) {
        0..4 => {
            let result = dice.pick(&["integer", "integer", "bigint", "setof integer"]);
            let default = sometimes(dice, " default 7");
            let body = dice.pick(&[
                "language sql immutable as 'select $1'",
                "language sql immutable strict as 'select $1 + 1'",
                "language sql immutable parallel safe return $1 * 2",
                "language plpgsql immutable cost 10 as 'begin return $1; end'",
                "language plpgsql as 'begin return $1; end -- $$'",
            ]);
            let body = if result.starts_with("setof") {
                "language sql stable rows 5 as 'select $1'"
            } else {
                body
            };
            let arguments = format!("{argument} integer{default}");
            ("function", "integer".to_owned(), arguments, format!("returns {result} {body}"))
        }
        4 | 5 => {
            let body = dice.pick(&[
                "as 'select lower($1)'",
                "as e'select $1 || ''it\\\\''\\r\\n'",
                "return upper($1)",
                "return case when $1 in ('a', 'b') then 'x' else $1 end",
            ]);
            let default = sometimes(dice, " default 'it''s'");
            let arguments = format!("{argument} text{default}");
            let result = dice.pick(&["text", "text", "varchar"]);
            let rest = format!("returns {result} language sql immutable {body}");
            ("function", "text".to_owned(), arguments, rest)
        }
        6 if !state.enums.is_empty() || !state.types.is_empty() => {
            let enums = state.enums.iter().map(|e| qualified(&e.schema, &e.name));
            let types: Vec<_> = enums.chain(state.types.iter().map(Type::qualified)).collect();
            let data_type = types[dice.below(types.len())].clone();
            let mode = dice.pick(&["", "variadic "]);
            let data_type = if mode.is_empty() { data_type } else { data_type + "[]" };
            let arguments = format!("{mode}{argument} {data_type}");
            let rest = "returns text language sql immutable as 'select $1::text'".to_owned();
            ("function", data_type, arguments, rest)
        }
        7 => {
            let (arguments, signature) = dice.pick(&[
                ("inout x integer", "integer"),
                ("x integer", "integer"),
                ("x text, variadic y integer[] default '{}'", "text, integer[]"),
            ]);
            let rest = "language plpgsql as 'begin commit; end'".to_owned();
            ("procedure", signature.to_owned(), arguments.to_owned(), rest)
        }
        _ => {
            let body = dice.pick(&["begin return new; end", "begin return new; /* x */ end"]);
            let rest = format!("returns trigger language plpgsql as '{body}'");
            ("function", String::new(), String::new(), rest)
        }
    };
    let (schema, name) = (make::schema(dice, state), name(dice, "f"));
    let rest = format!("{rest} {}", if rest.contains("return ") { "" } else { attributes });
    Routine { schema, name, kind, signature, arguments, rest, of_table: false }
}

/// One whose signature or body names a table.
pub(super) fn of_table(dice: &mut Dice, state: &State) -> Option<Routine> {
    let table = dice.maybe(&state.tables)?;
    let column = quote(&dice.maybe(&table.columns)?.name);
    let on = table.qualified();
    let (signature, rest) = match dice.below(5) {
        0 => (on, "returns text language plpgsql as 'begin return $1; end'".to_owned()),
        1 => {
            let rest = "returns integer language plpgsql as 'begin return 1; end'".to_owned();
            (format!("{on}[]"), rest)
        }
        2 => {
            let rest = format!("returns setof {on} language plpgsql as 'begin return; end'");
            (String::new(), rest)
        }
        3 => {
            let body = format!("select count({column}) from {on}");
            (String::new(), format!("returns bigint language sql return ({body})"))
        }
        _ => {
            let body = format!("select 1; select x.* from {on} x where {column} is not null");
            (String::new(), format!("returns setof {on} language sql begin atomic {body}; end"))
        }
    };
    let (schema, name) = (make::schema(dice, state), name(dice, "f"));
    let arguments = signature.clone();
    Some(Routine { schema, name, kind: "function", signature, arguments, rest, of_table: true })
}

/// Has the table use a function.
pub(super) fn use_in(dice: &mut Dice, state: &State, table: &mut Table) {
    let Some(routine) = dice.maybe(&state.routines) else { return };
    let (f, class) = match routine.signature.as_str() {
        "integer" => (qualified(&routine.schema, &routine.name), Class::Integer),
        "text" => (qualified(&routine.schema, &routine.name), Class::Text),
        _ => return,
    };
    let alike = |c: &super::state::Column| c.class == class;
    let Some(at) = table.columns.iter().position(alike) else { return };
    let column = quote(&table.columns[at].name);
    match dice.below(4) {
        0 => {
            let argument = if class == Class::Text { "'a'" } else { "1" };
            table.columns[at].filling = Filling::Default(format!("{f}({argument})"));
        }
        1 => table.constraints.push(Constraint {
            name: name(dice, "n"),
            definition: format!("check ({f}({column}) is not null or {column} is null)"),
            key: Vec::new(),
            is_reference: false,
        }),
        2 => table.indexes.push(Index {
            name: name(dice, "n"),
            unique: false,
            definition: format!("({f}({column}))"),
        }),
        _ => {
            let base = table.columns[at].clone();
            table.columns.push(super::state::Column {
                name: name(dice, "g"),
                not_null: false,
                filling: Filling::Generated(format!("{f}({column})")),
                ..base
            });
        }
    }
}

/// A trigger of one of the tables.
pub(super) fn trigger(dice: &mut Dice, state: &State) -> Option<Trigger> {
    let functions = state.routines.iter().filter(|r| r.rest.contains("returns trigger"));
    let functions: Vec<String> = functions.map(|r| qualified(&r.schema, &r.name)).collect();
    let function = dice.maybe(&functions)?.clone();
    let tables = state.all_tables();
    let partitioned = below::partitioned(&tables);
    let table = match dice.maybe(&partitioned).filter(|_| dice.chance(30)) {
        Some(table) => *table,
        None => *dice.maybe(&tables)?,
    };
    let columns: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
    let column = quote(dice.maybe(&columns)?);
    let on = table.qualified();
    let of = list(&dice.some(&columns, 2));
    let function = format!("execute function {function}({})", dice.pick(&["", "'it''s', ''", "1"]));
    let when = match dice.below(4) {
        0 => format!("when (new.{column} is not null)"),
        1 => "when (old.* is distinct from new.*)".to_owned(),
        2 => format!("when (old.{column}::text in ('a', 'b)') or new.{column} is null)"),
        _ => String::new(),
    };
    let constraint = dice.chance(20);
    let timing = if constraint { "after" } else { dice.pick(&["before", "after"]) };
    let definition = match dice.below(4) {
        0 if !constraint => {
            format!("{timing} insert or truncate on {on} for each statement {function}")
        }
        1 if !constraint => format!(
            "after update on {on} referencing old table as o new table as {column} {function}"
        ),
        2 => format!("{timing} update of {of} on {on} for each row {when} {function}"),
        _ => format!("{timing} update on {on} for each row {when} {function}"),
    };
    let fires = dice.pick(&["", "", "disable", "enable always", "enable replica"]);
    let name = name(dice, "g");
    Some(Trigger { on, name, constraint, definition, fires })
}
