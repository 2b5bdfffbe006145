use super::*;

/// A built-in type as `column.sql` would read it.
fn built_in(text: &str, base: &str, name: &str, modifier: i32) -> SqlType {
    let (text, base, name) = (text.to_owned(), base.to_owned(), name.to_owned());
    SqlType { text, base, element: None, class: 'b', name, modifier }
}

fn varchar(length: i32) -> SqlType {
    let text = format!("character varying({length})");
    built_in(&text, "character varying", "varchar", length + 4)
}

/// An array of them; without a limit for -5.
fn varchars(length: i32) -> SqlType {
    let SqlType { text, base, .. } = varchar(length);
    SqlType {
        text: format!("{text}[]"),
        base: format!("{base}[]"),
        element: Some(base),
        ..varchar(length)
    }
}

fn numeric(precision: i32, scale: i32) -> SqlType {
    let modifier = (precision << 16 | scale & 0x7ff) + 4;
    built_in(&format!("numeric({precision},{scale})"), "numeric", "numeric", modifier)
}

fn plain(name: &str) -> SqlType {
    let udt = match name {
        "integer" => "int4",
        "bigint" => "int8",
        "smallint" => "int2",
        "double precision" => "float8",
        "timestamp with time zone" => "timestamptz",
        name => name,
    };
    built_in(name, name, udt, -1)
}

fn casts() -> Casts {
    let mut casts = Casts::default();
    for (from, to, context, method) in [
        ("integer", "bigint", "i", "f"),
        ("bigint", "integer", "a", "f"),
        ("integer", "boolean", "e", "f"),
        ("character varying", "text", "i", "b"),
        ("text", "character varying", "i", "b"),
    ] {
        casts.insert(from, to, context, method);
    }
    casts
}

#[test]
fn what_shrinks_fails_and_what_rounds_loses() {
    for (from, to, fit) in [
        (varchar(10), varchar(20), Fit::Fits),
        (varchar(20), varchar(10), Fit::MayFail),
        (plain("text"), varchar(10), Fit::MayFail),
        (varchar(10), plain("text"), Fit::Fits),
        (plain("integer"), plain("bigint"), Fit::Fits),
        (plain("bigint"), plain("integer"), Fit::MayFail),
        (plain("bigint"), plain("double precision"), Fit::Loses),
        (plain("double precision"), plain("integer"), Fit::Loses),
        (numeric(10, 2), numeric(12, 2), Fit::Fits),
        (numeric(10, 2), numeric(10, 4), Fit::MayFail),
        (numeric(10, 4), numeric(10, 2), Fit::Loses),
        (numeric(10, 2), plain("numeric"), Fit::Fits),
        (plain("text"), numeric(10, 2), Fit::Loses),
        (plain("integer"), numeric(5, -2), Fit::Loses),
        (numeric(10, 2), numeric(5, -2), Fit::Loses),
        (numeric(5, -3), numeric(8, -2), Fit::MayFail),
        (plain("timestamp with time zone"), plain("date"), Fit::Loses),
        (plain("date"), plain("timestamp with time zone"), Fit::Fits),
        (plain("interval"), plain("time without time zone"), Fit::Loses),
        (plain("json"), plain("jsonb"), Fit::MayFail),
    ] {
        assert_eq!(from.fit(&to), fit, "{} -> {}", from.text, to.text);
    }
    let domain = SqlType { class: 'd', text: "short".to_owned(), ..varchar(5) };
    assert_eq!(plain("text").fit(&domain), Fit::MayFail);
}

#[test]
fn rows_are_kept_only_where_their_bytes_are() {
    let casts = casts();
    for (from, to, kept) in [
        (varchar(10), varchar(20), true),
        (varchar(20), varchar(10), false),
        (varchar(10), plain("text"), true),
        (plain("text"), varchar(10), false),
        (plain("integer"), plain("bigint"), false),
        (numeric(10, 2), numeric(12, 2), true),
        (numeric(10, 2), numeric(12, 3), false),
        (varchars(10), varchars(-5), true),
        (varchars(10), varchars(20), false),
    ] {
        assert_eq!(from.keeps_rows(&to, &casts), kept, "{} -> {}", from.text, to.text);
    }
}

#[test]
fn a_conversion_is_suggested_where_there_is_no_assignment() {
    let casts = casts();
    let array = |element: &str| SqlType {
        element: Some(element.to_owned()),
        ..plain(&format!("{element}[]"))
    };
    for (from, to, expression) in [
        (plain("integer"), plain("bigint"), None),
        (plain("integer"), plain("text"), None),
        (plain("integer"), plain("boolean"), Some("a::boolean")),
        (plain("text"), plain("jsonb"), Some("a::jsonb")),
        (plain("text"), plain("integer"), Some("a::integer")),
        (array("integer"), plain("jsonb"), Some("to_jsonb(a)")),
        (plain("date"), numeric(8, 2), Some("a::text::numeric")),
        (plain("uuid"), array("text"), Some("case when a is not null then array[a]::text[] end")),
    ] {
        let found = match from.conversion(&to, "a", &casts) {
            Conversion::Assignment => None,
            Conversion::Using(expression) => Some(expression),
        };
        assert_eq!(found.as_deref(), expression, "{} -> {}", from.text, to.text);
    }
}
