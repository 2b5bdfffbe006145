//! Which major of PostgreSQL brought a feature. It only explains what the server refused: whether it can
//! do a thing, it says itself.

/// What a statement says in lower case, what people call it, and the first major that takes it.
const FEATURES: &[(&str, &str, u32)] = &[
    ("multirange_type_name", "a multirange's own name", 14),
    (" compression ", "COMPRESSION", 14),
    ("begin atomic", "an SQL body", 14),
    ("nulls not distinct", "NULLS NOT DISTINCT", 15),
    ("security_invoker", "security_invoker", 15),
    ("set null (", "ON DELETE SET NULL with columns", 15),
    ("set default (", "ON DELETE SET DEFAULT with columns", 15),
    ("unlogged sequence", "an unlogged sequence", 15),
    ("rules =", "RULES of a collation", 16),
    (") virtual", "VIRTUAL", 18),
    ("not enforced", "NOT ENFORCED", 18),
    ("without overlaps", "WITHOUT OVERLAPS", 18),
    ("period ", "PERIOD", 18),
];

/// What a statement asks for, refused with this SQLSTATE, that a server of this major does not know yet.
pub(super) fn hint(sql: &str, code: &str, major: u32) -> Option<String> {
    // a syntax error, or a parameter without a meaning
    if !["42601", "22023"].contains(&code) {
        return None;
    }
    let sql = sql.to_lowercase();
    let newer = |(words, _, since): &&(&str, &str, u32)| *since > major && sql.contains(words);
    let (_, name, since) = FEATURES.iter().find(newer)?;
    Some(format!("{name} is new in PostgreSQL {since}, and this is {major}: do without it there"))
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn what_a_server_is_too_old_for_is_named() {
        let sql = "CREATE UNIQUE INDEX a ON t (a) NULLS NOT DISTINCT";
        let said =
            "NULLS NOT DISTINCT is new in PostgreSQL 15, and this is 14: do without it there";
        assert_eq!(hint(sql, "42601", 14).as_deref(), Some(said));
        assert_eq!(hint(sql, "42601", 15), None, "something else is wrong with it");
        assert_eq!(hint(sql, "42703", 14), None, "it was understood");
    }
}
