//! Identifiers and literals that quote themselves, so that no name reaches SQL by string pasting.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::keyword;

/// A PostgreSQL identifier, as the catalog holds it. `Display` writes it as SQL: plain where Postgres
/// reads it back unchanged, else in double quotes (manual, section 4.1.1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ident(Arc<str>);

impl Ident {
    /// Takes the name unquoted, in the case the catalog holds.
    pub fn new(name: impl AsRef<str>) -> Self {
        Self(Arc::from(name.as_ref()))
    }

    /// The name unquoted.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether Postgres reads the bare name back as itself.
    fn is_plain(&self) -> bool {
        let mut bytes = self.0.bytes();
        let first = bytes.next().is_some_and(|b| b == b'_' || b.is_ascii_lowercase());
        first
            && bytes.all(|b| b == b'_' || b.is_ascii_lowercase() || b.is_ascii_digit())
            && !keyword::needs_quotes(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            return f.write_str(&self.0);
        }
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<&str> for Ident {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

/// A name with its schema; no schema means the catalog's default schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QualifiedName {
    /// `None`: the default schema, which is left to `search_path`.
    pub schema: Option<Ident>,
    /// The object's own name.
    pub name: Ident,
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        write!(f, "{}", self.name)
    }
}

/// Text written as a SQL string constant, under `standard_conforming_strings = on`.
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.0.replace('\'', "''"))
    }
}

/// A comma-separated list.
pub fn list<T: fmt::Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_postgres_would_fold_or_reserve() {
        for (name, sql) in [
            ("user", "\"user\""),
            ("phone", "phone"),
            ("Mixed", "\"Mixed\""),
            ("a\"b c", "\"a\"\"b c\""),
            ("größe", "\"größe\""),
            ("1st", "\"1st\""),
            ("", "\"\""),
            ("interval", "\"interval\""),
            ("name", "name"),
        ] {
            assert_eq!(Ident::new(name).to_string(), sql);
        }
        assert_eq!(Literal("it's \\ok").to_string(), "'it''s \\ok'");
    }
}
