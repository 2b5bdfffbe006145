//! Names as Postgres takes them: quoted, at most 63 bytes long, each once in its namespace.

use std::collections::BTreeSet;

use super::DescribeError;
pub(super) use crate::sql::{qualified, quote};

/// Longest name Postgres keeps (`NAMEDATALEN - 1`); it cuts what is longer.
const MAX_BYTES: usize = 63;

/// A list of quoted identifiers in parentheses.
pub(super) fn column_list(columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| quote(column)).collect();
    format!("({})", columns.join(", "))
}

/// Refuses a name that the database would not keep as it is. A derived name (of an index, of a
/// constraint) is cut instead, see [`Taken`]: nobody wrote it.
pub(super) fn check(entity: &str, what: &'static str, name: &str) -> Result<(), DescribeError> {
    problem(name).map_err(|problem| {
        let (entity, name) = (entity.to_owned(), name.to_owned());
        DescribeError::Name { entity, what, name, problem }
    })
}

/// Says why the database would not keep a name as it is.
pub(super) fn problem(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        Err("is empty")
    } else if name.contains('\0') {
        Err("holds a NUL character, which Postgres cannot store")
    } else if name.len() > MAX_BYTES {
        Err("is longer than the 63 bytes that Postgres keeps; shorten it")
    } else {
        Ok(())
    }
}

/// The names that are used up in a namespace: a schema's for relations, a table's for constraints.
#[derive(Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// Takes `name` as Postgres would keep it; `false` when it was taken before.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.0.insert(cut(name, MAX_BYTES).to_owned())
    }

    /// A name for something whose derived name is `wanted`: `wanted` cut as Postgres cuts it, so that
    /// it is the name the same entity gets from SeaORM itself; where that is taken (two long names cut
    /// to one, a `unique_key` named like an indexed column), one with a hash of `what` at its end.
    pub(super) fn derive(&mut self, wanted: &str, what: &str) -> String {
        if self.take(wanted) {
            return cut(wanted, MAX_BYTES).to_owned();
        }
        let mut hash = fnv(what.as_bytes());
        loop {
            let name = format!("{}-{hash:08x}", cut(wanted, MAX_BYTES - 9));
            if self.take(&name) {
                return name;
            }
            hash = hash.wrapping_add(1);
        }
    }
}

/// `name` cut to at most `max` bytes at a character's border, as Postgres does.
pub(super) fn cut(name: &str, max: usize) -> &str {
    &name[..name.floor_char_boundary(max)]
}

/// FNV-1a: stable over versions and platforms, which the standard hasher does not promise.
fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled_and_the_schema_stands_alone() {
        assert_eq!(qualified(Some("a.b"), "we\"ird"), "\"a.b\".\"we\"\"ird\"");
        assert_eq!(qualified(None, "user"), "\"user\"");
    }

    #[test]
    fn a_long_derived_name_is_cut_at_a_character() {
        let mut taken = Taken::default();
        let wanted = format!("{}é", "x".repeat(62));
        assert_eq!(taken.derive(&wanted, "a"), "x".repeat(62));
        let second = taken.derive(&wanted, "b");
        assert!(second.len() <= 63 && second.starts_with("xxx"), "{second}");
        assert_ne!(taken.derive(&wanted, "c"), second);
    }

    #[test]
    fn a_name_postgres_would_cut_is_refused() {
        assert!(check("models::a", "table", &"ü".repeat(31)).is_ok());
        let error = check("models::a", "table", &"ü".repeat(32)).unwrap_err().to_string();
        assert!(error.contains("models::a") && error.contains("63 bytes"), "{error}");
        assert!(check("models::a", "column", "").is_err());
        assert!(check("models::a", "column", "a\0b").is_err());
    }
}
