//! The forms of statements whose outcome the catalog can tell, by their leading words. Whatever is not
//! surely of a form is of none.

use crate::words::{slices, tokens};

/// A statement of a known form. Names are as they are written in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `create [unique] index concurrently NAME on TABLE …`
    CreateIndex {
        /// The index, without schema.
        name: String,
        /// Its table.
        table: String,
    },
    /// `drop index concurrently NAME`
    DropIndex {
        /// The index.
        name: String,
    },
    /// `reindex … concurrently …`
    Reindex(Reindexed),
    /// `alter type NAME add value 'LABEL'`
    AddValue {
        /// The type.
        name: String,
        /// The label, as a string constant.
        label: String,
    },
    /// `alter table TABLE detach partition PARTITION concurrently`
    Detach {
        /// The partitioned table.
        table: String,
        /// The partition.
        partition: String,
    },
    /// It does the same however often it runs.
    Repeatable,
}

/// What is rebuilt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reindexed {
    /// An index.
    Index(String),
    /// All indexes of a table.
    Table(String),
    /// All indexes of a schema.
    Schema(String),
    /// All indexes of the database.
    Everything,
}

impl Form {
    /// The form of a statement.
    pub(crate) fn of(sql: &str) -> Option<Self> {
        let all = tokens(sql);
        let all = slices(&all);
        match all.as_slice() {
            ["create", "index", "concurrently", rest @ ..]
            | ["create", "unique", "index", "concurrently", rest @ ..] => created(rest),
            ["drop", "index", "concurrently", rest @ ..] => {
                let rest = rest.strip_prefix(&["if", "exists"]).unwrap_or(rest);
                let (name, rest) = path(rest)?;
                let rest = match rest {
                    ["cascade" | "restrict", rest @ ..] => rest,
                    rest => rest,
                };
                rest.is_empty().then_some(Self::DropIndex { name })
            }
            ["reindex", rest @ ..] => reindexed(rest),
            ["alter", "type", rest @ ..] => {
                let (name, rest) = path(rest)?;
                let rest = rest.strip_prefix(&["add", "value"])?;
                let rest = rest.strip_prefix(&["if", "not", "exists"]).unwrap_or(rest);
                let label = rest.first().filter(|label| is_string(label))?;
                Some(Self::AddValue { name, label: (*label).to_owned() })
            }
            ["alter", "table", rest @ ..] => {
                let rest = rest.strip_prefix(&["if", "exists"]).unwrap_or(rest);
                let (table, rest) = path(rest)?;
                let (partition, rest) = path(rest.strip_prefix(&["detach", "partition"])?)?;
                (rest == ["concurrently"]).then_some(Self::Detach { table, partition })
            }
            ["refresh", "materialized", "view", ..]
            | ["vacuum" | "analyze" | "analyse" | "cluster" | "checkpoint", ..] => {
                Some(Self::Repeatable)
            }
            _ => None,
        }
    }
}

fn created(rest: &[&str]) -> Option<Form> {
    let rest = rest.strip_prefix(&["if", "not", "exists"]).unwrap_or(rest);
    // without a name of its own, the server makes one up
    let (name, rest) = rest.split_first().filter(|(name, _)| is_name(name) && **name != "on")?;
    let rest = rest.strip_prefix(&["on"])?;
    let rest = rest.strip_prefix(&["only"]).unwrap_or(rest);
    let (table, _) = path(rest)?;
    Some(Form::CreateIndex { name: (*name).to_owned(), table })
}

fn reindexed(rest: &[&str]) -> Option<Form> {
    let mut rest = rest;
    let mut concurrently = false;
    if rest.first() == Some(&"(") {
        let end = rest.iter().position(|token| *token == ")")?;
        let options = &rest[1..end];
        let at = options.iter().position(|option| *option == "concurrently");
        let off = at
            .and_then(|at| options.get(at + 1))
            .is_some_and(|value| ["false", "off", "0", "'false'", "'off'"].contains(value));
        concurrently = at.is_some() && !off;
        rest = &rest[end + 1..];
    }
    let (what, rest) = rest.split_first()?;
    let rest = match rest {
        ["concurrently", rest @ ..] => {
            concurrently = true;
            rest
        }
        rest => rest,
    };
    if !concurrently {
        return Some(Form::Repeatable);
    }
    let name = || path(rest).filter(|(_, rest)| rest.is_empty()).map(|(name, _)| name);
    Some(Form::Reindex(match *what {
        "index" => Reindexed::Index(name()?),
        "table" => Reindexed::Table(name()?),
        "schema" => Reindexed::Schema(name()?),
        "database" | "system" => Reindexed::Everything,
        _ => return None,
    }))
}

/// A name with or without a schema at the start of the tokens, and the rest.
fn path<'t, 's>(tokens: &'t [&'s str]) -> Option<(String, &'t [&'s str])> {
    let (first, mut rest) = tokens.split_first().filter(|(name, _)| is_name(name))?;
    let mut path = (*first).to_owned();
    while let [".", name, more @ ..] = rest
        && is_name(name)
    {
        path = format!("{path}.{name}");
        rest = more;
    }
    Some((path, rest))
}

fn is_name(token: &str) -> bool {
    let first = token.chars().next();
    first.is_some_and(|first| first == '"' || first == '_' || first.is_alphabetic())
}

fn is_string(token: &str) -> bool {
    token.starts_with('\'') || token.to_ascii_lowercase().starts_with("e'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn forms_are_known_by_their_words() {
        let index =
            |index: &str, table: &str| Form::CreateIndex { name: name(index), table: name(table) };
        for (sql, form) in [
            ("create index concurrently i on t (a)", index("i", "t")),
            (
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I i\" ON ONLY S.\"T\" USING btree (a)",
                index("\"I i\"", "s.\"T\""),
            ),
            (
                "drop index concurrently if exists s.i cascade",
                Form::DropIndex { name: name("s.i") },
            ),
            ("reindex (verbose) index concurrently i", Form::Reindex(Reindexed::Index(name("i")))),
            (
                "reindex (concurrently, verbose) table s.t",
                Form::Reindex(Reindexed::Table(name("s.t"))),
            ),
            ("reindex schema concurrently s", Form::Reindex(Reindexed::Schema(name("s")))),
            ("reindex database concurrently", Form::Reindex(Reindexed::Everything)),
            ("reindex (concurrently off) table t", Form::Repeatable),
            ("reindex table t", Form::Repeatable),
            (
                "alter type s.mood add value if not exists 'it''s' before 'x'",
                Form::AddValue { name: name("s.mood"), label: name("'it''s'") },
            ),
            (
                "alter table if exists t detach partition s.p concurrently",
                Form::Detach { table: name("t"), partition: name("s.p") },
            ),
            ("vacuum (analyze) t", Form::Repeatable),
            ("refresh materialized view concurrently v", Form::Repeatable),
        ] {
            assert_eq!(Form::of(sql), Some(form), "{sql}");
        }
    }

    #[test]
    fn whatever_else_is_of_none() {
        for sql in [
            "create index concurrently on t (a)",
            "create index i on t (a)",
            "drop index i",
            "drop index concurrently i, j",
            "alter type t rename value 'a' to 'b'",
            "alter table t detach partition p",
            "alter table t add column a int",
            "update t set a = 1",
            "select 'vacuum'",
        ] {
            assert_eq!(Form::of(sql), None, "{sql}");
        }
    }
}
