//! Columns: types with literals of them, defaults, identities, generated expressions.

use super::dice::Dice;
use super::names::{literal, name, qualified, quote};
use super::state::{Class, Column, Enum, Filling, State};
use super::{server, types};

const INTEGERS: &[&str] = &["smallint", "integer", "integer", "bigint"];
const NUMBERS: &[&str] = &[
    "numeric",
    "numeric(10,2)",
    "numeric(12,4)",
    "numeric(5)",
    "real",
    "double precision",
    "money",
];
const TEXTS: &[&str] = &[
    "text",
    "text",
    "varchar",
    "varchar(20)",
    "varchar(40)",
    "char(3)",
    "char(4)",
    "bpchar",
    "name",
    "\"char\"",
];
const MOMENTS: &[&str] = &[
    "date",
    "timestamp",
    "timestamptz",
    "timestamp(3)",
    "timestamptz(0)",
    "time",
    "timetz",
    "time(2)",
];
const RANGES: &[&str] = &["int4range", "int8range", "tstzrange", "daterange", "numrange"];
const OTHERS: &[&str] = &[
    "uuid",
    "bytea",
    "inet",
    "cidr",
    "macaddr",
    "bit(3)",
    "bit varying(5)",
    "interval",
    "interval(2)",
    "interval day to second",
    "tsvector",
    "point",
    "box",
    "xml",
    "oid",
    "pg_lsn",
    "int4multirange",
];
const ELEMENTS: &[&str] = &[
    "integer[]",
    "bigint[]",
    "text[]",
    "varchar(10)[]",
    "varchar[]",
    "numeric(8,2)[]",
    "timestamptz[]",
    "char(3)[]",
    "jsonb[]",
    "smallint[][]",
];

/// A type, its class, and literals of it.
pub(super) fn data_type(dice: &mut Dice, state: &State) -> (String, Class, Vec<String>) {
    if dice.chance(15)
        && let Some(Enum { schema, name, labels }) = dice.maybe(&state.enums)
    {
        let (text, first) = (qualified(schema, name), labels.first().cloned());
        let values: Vec<String> = labels.iter().map(|label| literal(label)).collect();
        return if dice.chance(25) {
            let quoted = first.map(|l| l.replace('\\', "\\\\").replace('"', "\\\""));
            let one = quoted.map(|l| literal(&format!("{{\"{l}\"}}")));
            (text + "[]", Class::Array, one.into_iter().chain(["'{}'".to_owned()]).collect())
        } else {
            (text, Class::Enum, values)
        };
    }
    if dice.chance(8)
        && let Some(found) = server::data_type(dice, state)
    {
        return found;
    }
    if dice.chance(15)
        && let Some(found) = types::of_some(dice, state)
    {
        return found;
    }
    let class = dice.pick(&[
        Class::Integer,
        Class::Integer,
        Class::Integer,
        Class::Number,
        Class::Text,
        Class::Text,
        Class::Text,
        Class::Boolean,
        Class::Moment,
        Class::Moment,
        Class::Json,
        Class::Array,
        Class::Range,
        Class::Other,
    ]);
    let (text, values) = of_class(dice, class);
    (text.to_owned(), class, values.iter().map(|v| (*v).to_owned()).collect())
}

/// Another type of the class.
pub(super) fn of_class(dice: &mut Dice, class: Class) -> (&'static str, &'static [&'static str]) {
    match class {
        Class::Integer => (dice.pick(INTEGERS), &["0", "1", "2", "7", "-3", "42", "300"]),
        Class::Number => (dice.pick(NUMBERS), &["0", "1.5", "'2.25'", "99", "-7"]),
        Class::Text => (dice.pick(TEXTS), &["'a'", "'b'", "''", "'i''s'", "'x y'", "'é'"]),
        Class::Boolean => ("boolean", &["true", "false"]),
        Class::Moment => match dice.pick(MOMENTS) {
            day if day.starts_with("date") || day.starts_with("timestamp") => {
                (day, &["'2020-01-02'", "'2021-12-31'", "now()", "'epoch'"])
            }
            time => (time, &["'12:34:56.789'", "'00:00'"]),
        },
        Class::Json => (dice.pick(&["json", "jsonb", "jsonb"]), &["'{}'", "'{\"k\": 1}'", "'[1]'"]),
        Class::Array => (dice.pick(ELEMENTS), &["'{}'"]),
        Class::Range => (dice.pick(RANGES), &["'empty'", "'(,)'"]),
        Class::Enum | Class::Other => match dice.pick(OTHERS) {
            "uuid" => ("uuid", &["gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'"]),
            inet @ ("inet" | "cidr") => (inet, &["'10.0.0.1'", "'::1'"]),
            bits if bits.starts_with("bit") => (bits, &["B'101'", "'010'"]),
            span if span.starts_with("interval") => (span, &["'1 day 02:03:04.567'", "'1 hour'"]),
            oid @ "oid" => (oid, &["1", "2"]),
            "xml" => ("xml", &["'<a/>'"]),
            "point" => ("point", &["'(1,2)'"]),
            "box" => ("box", &["'(1,2),(3,4)'"]),
            other => (other, &["''", "'{}'", "'0/1'", "'08:00:2b:01:02:03'"]),
        },
    }
}

/// A column of a table that has `siblings`.
pub(super) fn column(dice: &mut Dice, state: &State, siblings: &[Column]) -> Column {
    let (data_type, class, values) = data_type(dice, state);
    let collation = collation(dice, state, class);
    let not_null = dice.chance(35);
    let mut column = Column {
        name: name(dice, "c"),
        data_type,
        class,
        values,
        collation,
        not_null,
        filling: Filling::Plain,
    };
    column.filling = filling(dice, state, siblings, &column);
    column
}

pub(super) fn collation(dice: &mut Dice, state: &State, class: Class) -> Option<String> {
    if class != Class::Text || !dice.chance(20) {
        return None;
    }
    match dice.maybe(&state.collations).filter(|_| dice.chance(50)) {
        Some(own) => Some(own.qualified()),
        None => Some(quote(dice.pick(&["C", "POSIX", "en-x-icu", "und-x-icu"]))),
    }
}

/// What a column holds by itself.
pub(super) fn filling(
    dice: &mut Dice,
    state: &State,
    siblings: &[Column],
    column: &Column,
) -> Filling {
    match (dice.below(100), column.class) {
        (0..15, Class::Integer) => Filling::Identity(identity(dice)),
        (15..25, Class::Integer) => Filling::Serial,
        (25..40, Class::Integer | Class::Number) => match dice.maybe(&state.sequences) {
            Some(s) => {
                Filling::Default(format!("nextval({})", literal(&qualified(&s.schema, &s.name))))
            }
            None => Filling::Plain,
        },
        (40..52, _) => match generated(dice, siblings, column) {
            Some(expression) if dice.chance(10) => Filling::Virtual(expression),
            Some(expression) => Filling::Generated(expression),
            None => Filling::Plain,
        },
        (52..55, Class::Text) => server::call(dice, state).map_or(Filling::Plain, Filling::Default),
        (52..80, _) => default(dice, column),
        _ => Filling::Plain,
    }
}

fn default(dice: &mut Dice, column: &Column) -> Filling {
    let Some(value) = dice.maybe(&column.values).cloned() else { return Filling::Plain };
    Filling::Default(match (dice.below(8), column.class) {
        (0, Class::Moment) => "now()".to_owned(),
        (1, Class::Moment) => "clock_timestamp()".to_owned(),
        (2, Class::Moment) => "timezone('utc', now())".to_owned(),
        (0, Class::Text) => "current_user".to_owned(),
        (1, Class::Text) => format!("upper({value})"),
        (2, Class::Text) => format!("{value} || 'x'"),
        (0, Class::Integer | Class::Number) => "(1 + 2) * 3".to_owned(),
        (0, Class::Json) => "jsonb_build_object('a', 1)".to_owned(),
        (0, Class::Array) => format!("array[]::{}", column.data_type),
        (1, _) => "null".to_owned(),
        (2, _) => format!("cast({value} as {})", column.data_type),
        _ => value,
    })
}

/// `always as identity (…)`.
pub(super) fn identity(dice: &mut Dice) -> String {
    let kind = dice.pick(&["always", "by default"]);
    let options = if dice.chance(50) { format!(" ({})", options(dice)) } else { String::new() };
    format!("{kind} as identity{options}")
}

/// Options of a sequence.
pub(super) fn options(dice: &mut Dice) -> String {
    const OPTIONS: &[&str] = &[
        "start 5",
        "start 100",
        "increment 2",
        "increment -1",
        "minvalue 3",
        "minvalue -10",
        "maxvalue 1000",
        "maxvalue 30000",
        "no maxvalue",
        "cache 7",
        "cycle",
        "maxvalue 40000",
        "minvalue 0",
    ];
    let mut chosen: Vec<&str> = Vec::new();
    for option in dice.some(OPTIONS, 3) {
        let word = |text: &str| {
            text.split(' ').next_back().map(|_| text.trim_start_matches("no ").to_owned())
        };
        let head = |text: &str| word(text).and_then(|w| w.split(' ').next().map(str::to_owned));
        if !chosen.iter().any(|c| head(c) == head(option)) {
            chosen.push(option);
        }
    }
    chosen.join(" ")
}

fn generated(dice: &mut Dice, siblings: &[Column], column: &Column) -> Option<String> {
    let base = dice.maybe(siblings)?;
    let name = quote(&base.name);
    Some(match (base.class, column.class) {
        (Class::Integer | Class::Number, Class::Integer | Class::Number) => {
            dice.pick(&["X + 1", "X * 2", "abs(X)", "coalesce(X, 0)", "X"]).replace('X', &name)
        }
        (Class::Text, Class::Text) => dice
            .pick(&[
                "lower(X)",
                "X || 'z'",
                "coalesce(X, 'none')",
                "X",
                "case X when 'a' then 'b' else X end",
            ])
            .replace('X', &name),
        (Class::Text, Class::Integer | Class::Number) => format!("length({name})"),
        (Class::Json, Class::Text) => format!("{name} ->> 'k'"),
        (Class::Array, Class::Integer) => format!("cardinality({name})"),
        (Class::Enum, Class::Boolean) => format!("{name} = {}", base.values.first()?),
        (_, Class::Boolean) => format!("{name} is null"),
        (Class::Integer | Class::Boolean, Class::Text) => format!("{name}::text"),
        _ => name,
    })
}
