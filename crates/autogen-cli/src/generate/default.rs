//! A column's default as an attribute.

use autogen_core::expression::respell;
use autogen_core::ident::Literal;
use autogen_core::kind::Column;

use super::rust::literal;

/// `default_value` where the default is a plain value of the column's type, else `default_expr`.
pub(super) fn attribute(expression: &str, column: &Column) -> String {
    value(expression, column).map_or_else(
        || format!("default_expr = {}", literal(&code(expression))),
        |value| format!("default_value = {value}"),
    )
}

fn value(expression: &str, column: &Column) -> Option<String> {
    let data_type = &column.data_type;
    match data_type.base.as_str() {
        "boolean" if matches!(expression, "true" | "false") => return Some(expression.to_owned()),
        "smallint" | "integer" | "bigint" => {
            let digits = expression.bytes().all(|b| b.is_ascii_digit());
            let plain = digits && (expression == "0" || !expression.starts_with('0'));
            // more would be no integer for Rust
            return (plain && expression.len() < 10).then(|| expression.to_owned());
        }
        _ => {}
    }
    let is_string = matches!(data_type.base.as_str(), "text" | "character varying" | "bpchar");
    if data_type.element.is_some()
        || !(is_string && data_type.class == 'b' || data_type.class == 'e')
    {
        return None;
    }
    let quoted = expression.strip_suffix(data_type.base.as_str())?.strip_suffix("::")?;
    let text = quoted.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
    (Literal(&text).to_string() == quoted && !text.contains('\\')).then(|| literal(&text))
}

fn code(expression: &str) -> String {
    match expression {
        "CURRENT_TIMESTAMP" => "Expr::current_timestamp()".to_owned(),
        "CURRENT_DATE" => "Expr::current_date()".to_owned(),
        "CURRENT_TIME" => "Expr::current_time()".to_owned(),
        _ => format!("Expr::cust({})", literal(&respell(expression))),
    }
}

#[cfg(test)]
mod tests {
    use autogen_core::sql_type::SqlType;

    use super::*;

    fn of(base: &str, class: char, expression: &str) -> String {
        let (text, name) = (base.to_owned(), String::new());
        let data_type =
            SqlType { text, base: base.to_owned(), element: None, class, name, modifier: -1 };
        let (identity, generated, collation) = (None, None, None);
        let (not_null, inherited) = (false, false);
        let column = Column { data_type, not_null, collation, identity, generated, inherited };
        attribute(expression, &column)
    }

    #[test]
    fn plain_values_are_values() {
        assert_eq!(of("integer", 'b', "600"), "default_value = 600");
        assert_eq!(of("boolean", 'b', "true"), "default_value = true");
        assert_eq!(of("text", 'b', "'it''s'::text"), "default_value = \"it's\"");
        assert_eq!(of("mood", 'e', "'so so'::mood"), "default_value = \"so so\"");
    }

    #[test]
    fn everything_else_is_an_expression() {
        let expression = "default_expr = \"Expr::current_timestamp()\"";
        assert_eq!(of("timestamp with time zone", 'b', "CURRENT_TIMESTAMP"), expression);
        for (base, class, text) in [
            ("integer", 'b', "'-5'::integer"),
            ("integer", 'b', "12345678901"),
            ("text", 'b', "'a'::character varying"),
            ("text", 'b', "('a'::text || 'b'::text)"),
            ("text", 'b', "'a\\b'::text"),
            ("email", 'd', "'a'::text"),
        ] {
            let attribute = of(base, class, text);
            assert!(attribute.starts_with("default_expr = r"), "{text}: {attribute}");
            assert!(attribute.contains(text), "{text}: {attribute}");
        }
    }
}
