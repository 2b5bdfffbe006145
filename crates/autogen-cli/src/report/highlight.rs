//! SQL in colours, for a terminal.

use anstyle::{AnsiColor, Style};
use autogen_revision::highlight::{Part, parts};

use super::text::lines;

const KEYWORD: Style = AnsiColor::Blue.on_default();
const LITERAL: Style = AnsiColor::Green.on_default();
const COMMENT: Style = AnsiColor::BrightBlack.on_default();

/// The words that are worth a colour wherever they stand; none that is a usual name of a column.
const KEYWORDS: &[&str] = &[
    "add",
    "after",
    "all",
    "alter",
    "always",
    "and",
    "as",
    "asc",
    "attach",
    "before",
    "begin",
    "between",
    "by",
    "cascade",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "comment",
    "commit",
    "concurrently",
    "conflict",
    "constraint",
    "create",
    "cross",
    "default",
    "deferrable",
    "delete",
    "desc",
    "detach",
    "distinct",
    "do",
    "domain",
    "drop",
    "each",
    "else",
    "end",
    "enum",
    "except",
    "exclude",
    "execute",
    "exists",
    "extension",
    "false",
    "for",
    "foreign",
    "from",
    "full",
    "function",
    "generated",
    "grant",
    "group",
    "having",
    "identity",
    "if",
    "in",
    "include",
    "index",
    "inherits",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "join",
    "language",
    "lateral",
    "left",
    "like",
    "limit",
    "lock",
    "materialized",
    "not",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "partition",
    "policy",
    "primary",
    "procedure",
    "references",
    "rename",
    "replace",
    "restrict",
    "returning",
    "returns",
    "revoke",
    "right",
    "row",
    "schema",
    "select",
    "sequence",
    "set",
    "statement",
    "stored",
    "table",
    "temporary",
    "then",
    "to",
    "trigger",
    "true",
    "truncate",
    "type",
    "union",
    "unique",
    "unlogged",
    "update",
    "using",
    "validate",
    "values",
    "view",
    "when",
    "where",
    "with",
];

/// The text with colours around keywords, literals and comments, and escapes for what would steer the
/// terminal. The stream takes the colours out where they are not wanted.
pub(crate) fn highlight(sql: &str) -> String {
    let mut text = String::new();
    for (part, plain) in parts(sql) {
        let style = match part {
            Part::Word if KEYWORDS.contains(&plain.to_ascii_lowercase().as_str()) => KEYWORD,
            Part::Literal => LITERAL,
            Part::Comment => COMMENT,
            Part::Word | Part::Name | Part::Other => Style::new(),
        };
        // a style that ends with each line, so that no pager carries it on
        for (at, line) in plain.split('\n').enumerate() {
            if at > 0 {
                text.push('\n');
            }
            if !line.is_empty() {
                text.push_str(&format!("{style}{}{style:#}", lines(line)));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_all_that_is_added() {
        let sql =
            "create table \"from\" (\n  id integer -- it's\n);\nselect 'a\nb', 'x\u{1b}[2J';\n";
        let shown = highlight(sql);
        assert!(shown.contains("\u{1b}[34mcreate\u{1b}[0m"), "{shown}");
        assert!(shown.contains("\u{1b}[32m'a\u{1b}[0m\n\u{1b}[32mb'"), "{shown}");
        let plain = anstream::adapter::strip_str(&shown).to_string();
        assert_eq!(plain, sql.replace('\u{1b}', "\\u{1b}"));
    }
}
