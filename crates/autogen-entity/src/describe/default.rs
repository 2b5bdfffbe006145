//! Default expressions.

use sea_orm::sea_query::{Expr, OptionEnum, Value};

use crate::sql::{quote, render, string};

/// The expression behind `DEFAULT`. Anything but a literal or keyword stands in parentheses, since
/// Postgres takes an operator there only so.
pub(super) fn sql(default: &Expr) -> String {
    match default {
        Expr::Value(value) => literal(value),
        Expr::Constant(_) | Expr::Keyword(_) => render(default),
        other => format!("({})", render(other)),
    }
}

/// A literal. Sea-query writes most of them; it leaves a quote in an enum's name as it is, panics on
/// a `char` beyond ASCII, and writes `NaN` and `inf` bare.
fn literal(value: &Value) -> String {
    match value {
        Value::Enum(OptionEnum::Some(value)) => {
            format!("{}::{}", string(&value.value), quote(&value.type_name))
        }
        Value::Enum(OptionEnum::None(_)) => "NULL".to_owned(),
        Value::String(Some(text)) => string(text),
        Value::Char(Some(char)) => string(&char.to_string()),
        Value::Float(Some(number)) if !number.is_finite() => non_finite(f64::from(*number)),
        Value::Double(Some(number)) if !number.is_finite() => non_finite(*number),
        other => render(&Expr::Value(other.clone())),
    }
}

fn non_finite(number: f64) -> String {
    if number.is_nan() {
        "'NaN'".to_owned()
    } else if number > 0.0 {
        "'Infinity'".to_owned()
    } else {
        "'-Infinity'".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Enum, ExprTrait};

    use super::*;

    #[test]
    fn strings_keep_quotes_backslashes_and_lines() {
        assert_eq!(sql(&Expr::val("it's")), "'it''s'");
        assert_eq!(sql(&Expr::val("a\\b'c\nd")), "E'a\\\\b''c\nd'");
    }

    #[test]
    fn an_enum_value_names_its_type_quoted() {
        let value = Enum { type_name: "My\"Enum".into(), value: "it's".into() };
        assert_eq!(sql(&Expr::val(Value::from(value))), "'it''s'::\"My\"\"Enum\"");
    }

    #[test]
    fn what_sea_query_cannot_write_is_written() {
        assert_eq!(sql(&Expr::val('é')), "'é'");
        assert_eq!(sql(&Expr::val(f64::NAN)), "'NaN'");
        assert_eq!(sql(&Expr::val(f32::NEG_INFINITY)), "'-Infinity'");
    }

    #[test]
    fn expressions_stand_in_parentheses_and_keywords_bare() {
        assert_eq!(sql(&Expr::current_timestamp()), "CURRENT_TIMESTAMP");
        assert_eq!(sql(&Expr::cust("gen_random_uuid()")), "(gen_random_uuid())");
        assert_eq!(sql(&Expr::val(1).add(2)), "(1 + 2)");
        assert_eq!(sql(&Expr::val(-5)), "-5");
        assert_eq!(sql(&Expr::val(true)), "TRUE");
    }
}
