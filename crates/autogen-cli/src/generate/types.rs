//! What a column's type is in an entity: autogen-entity's `column_type`, taken backwards.

use autogen_core::sql_type::SqlType;

use super::rust::literal;

/// A column's type in Rust, and what the field says of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FieldType {
    /// Without `Option`.
    pub(super) rust: String,
    /// `column_type`, where the Rust type does not say it.
    pub(super) column_type: Option<String>,
    /// The type that is selected instead, where Rust has none for the column's own.
    pub(super) select_as: Option<String>,
}

impl FieldType {
    fn of(rust: &str) -> Self {
        Self { rust: rust.to_owned(), column_type: None, select_as: None }
    }

    fn typed(rust: &str, column_type: impl Into<String>) -> Self {
        Self { column_type: Some(column_type.into()), ..Self::of(rust) }
    }

    /// A type by its name.
    pub(super) fn custom(rust: &str, sql: &str) -> Self {
        Self::typed(rust, format!("custom({})", literal(sql)))
    }

    /// As text, for want of a type.
    fn as_text(sql: &str) -> Self {
        Self { select_as: Some("text".to_owned()), ..Self::custom("String", sql) }
    }

    /// The arguments of `#[sea_orm(…)]`.
    pub(super) fn arguments(&self, sql: &str) -> Vec<String> {
        let column_type = self.column_type.iter().map(|t| format!("column_type = {}", literal(t)));
        let casts = self.select_as.iter().flat_map(|select_as| {
            [format!("select_as = {}", literal(select_as)), format!("save_as = {}", literal(sql))]
        });
        column_type.chain(casts).collect()
    }
}

/// The type of a column that is no enum. `key` is for columns of the primary key, which SeaORM cannot
/// have arrays in.
pub(super) fn field_type(sql: &SqlType, key: bool) -> FieldType {
    let SqlType { text, base, element, class, modifier, .. } = sql;
    if *class == 'd' {
        return match element.is_none().then(|| scalar(base)).flatten() {
            Some(rust) if !matches!(rust, "Json" | "Vec<u8>") => {
                FieldType { select_as: Some(base.clone()), ..FieldType::custom(rust, text) }
            }
            _ => FieldType::as_text(text),
        };
    }
    if let Some(element) = element {
        let bare = text.strip_suffix("[]");
        return match scalar(element).filter(|rust| !key && !matches!(*rust, "Json" | "Vec<u8>")) {
            Some(rust) if bare == Some(element) && has_array(element) => {
                FieldType::of(&format!("Vec<{rust}>"))
            }
            Some(rust) if bare.is_some() && *class == 'b' => {
                FieldType::custom(&format!("Vec<{rust}>"), text)
            }
            _ => FieldType::as_text(text),
        };
    }
    let Some(rust) = scalar(base).filter(|_| *class == 'b') else {
        return FieldType::as_text(text);
    };
    let bits = modifier - 4;
    match base.as_str() {
        "text" => FieldType::typed(rust, "Text"),
        "jsonb" => FieldType::typed(rust, "JsonBinary"),
        "json" => FieldType::typed(rust, "Json"),
        "character varying" if bits > 0 => {
            FieldType::typed(rust, format!("String(StringLen::N({bits}))"))
        }
        "bpchar" if bits > 0 => FieldType::typed(rust, format!("Char(Some({bits}))")),
        "bpchar" => FieldType::custom(rust, text),
        // numeric packs precision and an 11-bit signed scale (numeric.c, make_numeric_typmod)
        "numeric" if bits >= 0 && bits & 0x400 == 0 => {
            FieldType::typed(rust, format!("Decimal(Some(({}, {})))", bits >> 16, bits & 0x7ff))
        }
        _ if *modifier >= 0 => FieldType::custom(rust, text),
        _ => FieldType::of(rust),
    }
}

/// The Rust type of a type without modifier.
fn scalar(base: &str) -> Option<&'static str> {
    Some(match base {
        "smallint" => "i16",
        "integer" => "i32",
        "bigint" => "i64",
        "real" => "f32",
        "double precision" => "f64",
        "boolean" => "bool",
        "character varying" | "text" | "bpchar" => "String",
        "numeric" => "Decimal",
        "date" => "Date",
        "time without time zone" => "Time",
        "timestamp without time zone" => "DateTime",
        "timestamp with time zone" => "DateTimeUtc",
        "uuid" => "Uuid",
        "bytea" => "Vec<u8>",
        "json" | "jsonb" => "Json",
        _ => return None,
    })
}

/// Whether a `Vec` of its Rust type is an array of it without more words: a `String` is a varchar.
fn has_array(element: &str) -> bool {
    !matches!(element, "text" | "bpchar")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, base: &str, element: Option<&str>, class: char, modifier: i32) -> FieldType {
        let element = element.map(str::to_owned);
        let (text, base, name) = (text.to_owned(), base.to_owned(), String::new());
        field_type(&SqlType { text, base, element, class, name, modifier }, false)
    }

    #[test]
    fn types_that_sea_orm_knows() {
        assert_eq!(of("integer", "integer", None, 'b', -1), FieldType::of("i32"));
        assert_eq!(
            of("character varying(20)", "character varying", None, 'b', 24),
            FieldType::typed("String", "String(StringLen::N(20))")
        );
        assert_eq!(
            of("numeric(12,4)", "numeric", None, 'b', (12 << 16 | 4) + 4),
            FieldType::typed("Decimal", "Decimal(Some((12, 4)))")
        );
        assert_eq!(
            of("timestamp(3) with time zone", "timestamp with time zone", None, 'b', 3),
            FieldType::custom("DateTimeUtc", "timestamp(3) with time zone")
        );
        assert_eq!(
            of("character varying[]", "character varying[]", Some("character varying"), 'b', -1),
            FieldType::of("Vec<String>")
        );
        assert_eq!(
            of("text[]", "text[]", Some("text"), 'b', -1),
            FieldType::custom("Vec<String>", "text[]")
        );
    }

    #[test]
    fn types_that_it_does_not_know() {
        assert_eq!(of("inet", "inet", None, 'b', -1), FieldType::as_text("inet"));
        let negative = ((5 << 16) | (-2_i32 & 0x7ff)) + 4;
        assert_eq!(
            of("numeric(5,-2)", "numeric", None, 'b', negative),
            FieldType::custom("Decimal", "numeric(5,-2)")
        );
        assert_eq!(
            of("email", "text", None, 'd', -1).arguments("email"),
            [
                "column_type = r#\"custom(\"email\")\"#",
                "select_as = \"text\"",
                "save_as = \"email\""
            ]
        );
        assert_eq!(
            of("int2vector", "int2vector", Some("smallint"), 'b', -1),
            FieldType::as_text("int2vector")
        );
        assert_eq!(of("point", "point", None, 'c', -1), FieldType::as_text("point"));
    }
}
