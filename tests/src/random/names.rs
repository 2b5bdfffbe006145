//! Names, friendly and hostile. There are few of each, so that objects of different kinds meet in them.

use super::dice::Dice;

const LONG: &str = "a_name_that_is_just_as_long_as_a_name_can_be_in_this_server_xx";

const HOSTILE: &[&str] = &[
    "user",
    "order",
    "select",
    "Camel",
    "two words",
    "it's",
    "a\"quote",
    "a.dot",
    "int4",
    "text",
    "date",
    "pg_class",
    "pg_type",
    "pg_index",
    "pg_stat_activity",
    "pg_class_oid_index",
    "count",
    "lower",
    "abs",
    "now",
    "nextval",
    "oid",
    "regclass",
    "information_schema",
    "ünïcödé",
    "日本語",
    "back\\slash",
    "$1",
    "100%",
    " lead",
    "trail ",
    "value",
    "current_user",
    "timestamp",
    "interval",
    "x__old",
    "char",
    "bit",
    "a;b",
    "--c",
    "/*",
    "array[x]",
    "(ARRAY[",
    "new\nline",
    "numeric",
    "json",
    "all",
    "position",
    "using",
    "C",
];

/// A name of a kind: `t3`, or a hostile one.
pub(super) fn name(dice: &mut Dice, prefix: &str) -> String {
    match dice.below(100) {
        0..70 => format!("{prefix}{}", dice.below(9)),
        70..75 => format!("{LONG}{}", dice.below(3)),
        75..80 => format!("{}{}", "é".repeat(31), dice.below(3)),
        80..85 => format!("n{}", dice.below(6)),
        _ => dice.pick(HOSTILE).to_owned(),
    }
}

/// Quoted.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Quoted and with its schema.
pub(super) fn qualified(schema: &str, name: &str) -> String {
    format!("{}.{}", quote(schema), quote(name))
}

/// As a literal.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A list of quoted names.
pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|name| quote(name)).collect::<Vec<_>>().join(", ")
}
