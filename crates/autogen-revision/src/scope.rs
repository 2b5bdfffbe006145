//! What a project manages, as a revision and the lock file record it.
//!
//! Only names are kept: which objects fall in a scope is decided elsewhere.

use std::collections::BTreeSet;

use crate::escape::{escape, unescape};

/// The schemas and kinds of objects that the project manages. Recorded, so that it does not
/// shrink when the last entity of a schema is deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Names of schemas, as the catalog has them (not quoted).
    pub schemas: BTreeSet<String>,
    /// Words for kinds of objects: `table`, `enum`, `view` …
    pub kinds: BTreeSet<String>,
}

impl Scope {
    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.schemas.is_empty() && self.kinds.is_empty()
    }

    /// Adds what another scope holds.
    pub fn extend(&mut self, other: &Self) {
        self.schemas.extend(other.schemas.iter().cloned());
        self.kinds.extend(other.kinds.iter().cloned());
    }

    /// The lines that record it, without what a file puts before them: `scope schemas a, b` and
    /// `scope kinds enum, table`; a line that would be empty is left out.
    pub(crate) fn lines(&self) -> Vec<String> {
        [("schemas", &self.schemas), ("kinds", &self.kinds)]
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(word, names)| {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                format!("scope {word} {}", names.join(", "))
            })
            .collect()
    }

    /// Takes in the rest of a `scope ` line. `None` if it is not one that [`Self::lines`] writes.
    pub(crate) fn read_line(&mut self, rest: &str) -> Option<()> {
        let (word, names) = rest.split_once(' ')?;
        let set = match word {
            "schemas" => &mut self.schemas,
            "kinds" => &mut self.kinds,
            _ => return None,
        };
        set.extend(unquoted_list(names)?);
        Some(())
    }
}

/// A name as it is, if it is a plain word, else in double quotes (doubled within), as SQL does.
fn quoted(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !name.is_empty() && name.bytes().all(plain) {
        name.to_owned()
    } else {
        escape(&format!("\"{}\"", name.replace('"', "\"\"")))
    }
}

/// Reads names separated by `, `.
fn unquoted_list(text: &str) -> Option<Vec<String>> {
    let text = unescape(text);
    let mut names = Vec::new();
    let mut rest = text.as_str();
    loop {
        let name;
        (name, rest) = match rest.strip_prefix('"') {
            Some(inner) => quoted_name(inner)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        names.push(name);
        if rest.is_empty() {
            return Some(names);
        }
        rest = rest.strip_prefix(',')?.trim_start_matches(' ');
    }
}

/// Reads a quoted name after its opening quote: the name and what follows the closing one.
fn quoted_name(inner: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = inner;
    loop {
        let end = rest.find('"')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                name.push('"');
                rest = more;
            }
            None => return Some((name, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_read_as_in_sql() {
        let scope = Scope {
            schemas: ["public", "My, \"own\"", "é"].map(str::to_owned).into(),
            kinds: ["table", "enum"].map(str::to_owned).into(),
        };
        assert_eq!(
            scope.lines(),
            [r#"scope schemas "My, ""own""", public, "é""#, "scope kinds enum, table"]
        );
        assert!(Scope::default().lines().is_empty());
    }

    #[test]
    fn other_lines_are_refused() {
        for line in ["", "schemas", "colours red", "schemas \"open", "schemas \"a\"b"] {
            assert_eq!(Scope::default().read_line(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_scope_comes_back(schemas: BTreeSet<String>, kinds: BTreeSet<String>) {
            let scope = Scope { schemas, kinds };
            let mut read = Scope::default();
            for line in scope.lines() {
                prop_assert!(!line.contains('\n'));
                read.read_line(line.strip_prefix("scope ").unwrap()).unwrap();
            }
            prop_assert_eq!(read, scope);
        }
    }
}
