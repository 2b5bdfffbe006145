//! What a role lacks, from the server's words, and the statement that gives it.
//!
//! The words are those of `aclcheck_error` in PostgreSQL's sources. A server that speaks another language
//! (`lc_messages`) is quoted as ever, without a way out.

use autogen_sql::ident::Ident;

/// A refusal for want of a privilege (SQLSTATE 42501).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// The kind of the object: `table`, `schema`.
    kind: String,
    /// Its name, of which the server leaves out the schema.
    name: Ident,
    /// Whether only the owner may do it.
    owner: bool,
    /// Whether something was to be written.
    writes: bool,
}

impl Denied {
    /// Reads it out of an error; none of any other one.
    #[must_use]
    pub fn of(error: &sqlx::Error, writes: bool) -> Option<Self> {
        let said = error.as_database_error()?;
        (said.code()? == "42501").then(|| Self::said(said.message(), writes)).flatten()
    }

    /// Reads it out of a message: `permission denied for table t`, `must be owner of type t`.
    pub(crate) fn said(message: &str, writes: bool) -> Option<Self> {
        let message = message.lines().next()?.trim_start_matches("ERROR: ");
        let denied = message.strip_prefix("permission denied for ").map(|rest| (rest, false));
        let (rest, owner) = denied
            .or_else(|| message.strip_prefix("must be owner of ").map(|rest| (rest, true)))?;
        let kinds = ["materialized view", "foreign table", "event trigger", "large object"];
        let long = kinds.into_iter().find(|kind| rest.starts_with(&format!("{kind} ")));
        let kind = long.or_else(|| rest.split(' ').next())?;
        let name = rest.get(kind.len() + 1..).filter(|name| !name.is_empty())?;
        // newer servers quote some names
        let name = Ident::new(name.trim_matches('"'));
        // an index or a trigger is its table's owner's; `relation` is any of them
        let kind = if kind == "relation" { "table" } else { kind };
        Some(Self { kind: kind.to_owned(), name, owner, writes })
    }

    /// What to type so that `role` may do it, by somebody who may give it.
    #[must_use]
    pub fn ways_out(&self, role: &Ident) -> Vec<String> {
        let Self { kind, name, owner, writes } = self;
        if *owner {
            return vec![
                format!(
                    "let the owner's role do it: grant that role to {role}, or set `role` of the database in autogen.toml"
                ),
                format!("or give it away, as its owner: alter {kind} {name} owner to {role}"),
            ];
        }
        let privileges = match (kind.as_str(), writes) {
            ("schema", false) => "usage",
            ("schema", true) => "usage, create",
            ("database", _) => "create",
            ("table" | "view" | "sequence" | "materialized view", false) => "select",
            ("function" | "procedure" | "routine", _) => "execute",
            ("type" | "domain" | "language", _) => "usage",
            _ => "all",
        };
        let on = match kind.as_str() {
            "table" | "view" | "materialized view" => String::new(),
            kind => format!("{kind} "),
        };
        vec![format!("allow it, as its owner: grant {privileges} on {on}{name} to {role}")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(message: &str, writes: bool) -> String {
        let denied = Denied::said(message, writes).expect(message);
        denied.ways_out(&Ident::new("app")).pop().unwrap_or_default()
    }

    #[test]
    fn words_become_grants() {
        for (message, writes, sql) in [
            ("permission denied for table T x", false, "grant select on \"T x\" to app"),
            ("ERROR: permission denied for table t\n  hint: x", true, "grant all on t to app"),
            ("permission denied for schema audit", false, "grant usage on schema audit to app"),
            (
                "permission denied for schema audit",
                true,
                "grant usage, create on schema audit to app",
            ),
            ("permission denied for database shop", true, "grant create on database shop to app"),
            ("permission denied for materialized view m", false, "grant select on m to app"),
            (
                "must be owner of materialized view m",
                true,
                "alter materialized view m owner to app",
            ),
            ("must be owner of relation t", true, "alter table t owner to app"),
            ("permission denied for function f", true, "grant execute on function f to app"),
        ] {
            let told = grant(message, writes);
            assert!(told.ends_with(sql), "{message}: {told}");
        }
        assert_eq!(Denied::said("division by zero", true), None);
        assert_eq!(Denied::said("permission denied for table", true), None);
    }
}
