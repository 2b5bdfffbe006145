//! Which statements do something that a catalog does not show.

use crate::report::one_line;

/// How much of a statement is shown.
const SHOWN: usize = 80;

/// What begins statements that only change a catalog, or settings.
const ONLY_CATALOG: &[&str] =
    &["create", "alter", "drop", "comment", "grant", "revoke", "set", "reset", "security"];

/// Whether a statement that somebody has written changes rows, or may, so that no plan between two
/// catalogs does the same.
pub(crate) fn is_data_step(sql: &str) -> bool {
    let lower = sql.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let Some(first) = words.first() else { return false };
    if !ONLY_CATALOG.contains(first) {
        return true;
    }
    let is_table = words.iter().take(5).any(|word| *word == "table");
    let filled = ["select", "with", "values", "table", "execute"];
    let from_rows = words.windows(2).any(|pair| pair[0] == "as" && filled.contains(&pair[1]));
    match *first {
        "create" => is_table && from_rows,
        // values are computed by what somebody has written, where a plan would convert them otherwise
        "alter" => is_table && words.contains(&"using"),
        _ => false,
    }
}

/// The beginning of a statement, for a message.
pub(crate) fn named(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let line = words.join(" ");
    let short: String = line.chars().take(SHOWN).collect();
    let more = if short.len() < line.len() { " …" } else { "" };
    format!("{}{more}", one_line(&short))
}

#[cfg(test)]
mod tests {
    use super::is_data_step;

    #[test]
    fn what_changes_rows_is_told_from_what_only_changes_the_catalog() {
        for sql in [
            "UPDATE t SET a = 1",
            "insert into t values (1)",
            "with x as (select 1) delete from t",
            "do $$ begin end $$",
            "select setval('s', 1)",
            "truncate t",
            "create table t as select 1",
            "create unlogged table t as (select 1)",
            "alter table t alter a type int using a::int",
            "refresh materialized view v",
        ] {
            assert!(is_data_step(sql), "{sql}");
        }
        for sql in [
            "create table t (a int generated always as (b) stored)",
            "create view v as select * from t",
            "create index on t using gin (a)",
            "alter table t add column a int",
            "comment on table t is 'as select'",
            "drop table t",
            "",
        ] {
            assert!(!is_data_step(sql), "{sql}");
        }
    }
}
