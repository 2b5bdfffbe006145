//! What a statement is about, as far as its first words tell.

use squawk_lexer::TokenKind;

use super::name;
use crate::tokens::Token;

/// An extension that a statement makes or moves.
pub(super) struct Extension<'a> {
    pub(super) at: usize,
    pub(super) name: &'a str,
    /// `None` where the statement does not say.
    pub(super) schema: Option<String>,
}

/// Reads `create extension` and `alter extension … set schema`.
pub(super) fn extension<'a>(all: &[Token<'a>]) -> Option<Extension<'a>> {
    let words = Words::of(all);
    let making = words.begins(&["create", "extension"]);
    if !making && !words.begins(&["alter", "extension"]) {
        return None;
    }
    let mut at = 2;
    while ["if", "not", "exists"].iter().any(|word| words.is(at, word)) {
        at += 1;
    }
    let named = all.get(at)?;
    let clause = (at + 1..all.len()).find(|at| words.is(*at, "schema"));
    let schema = clause.and_then(|at| all.get(at + 1)).and_then(name);
    if !making && schema.is_none() {
        return None;
    }
    Some(Extension { at: named.start, name: named.text, schema })
}

/// What only the whole database has.
const OF_THE_DATABASE: &[&[&str]] = &[
    &["publication"],
    &["subscription"],
    &["extension"],
    &["event", "trigger"],
    &["foreign", "data", "wrapper"],
    &["server"],
    &["user", "mapping"],
    &["language"],
    &["trusted", "language"],
    &["procedural", "language"],
    &["cast"],
    &["access", "method"],
    &["transform"],
    &["role"],
    &["database"],
    &["tablespace"],
];

/// Schemas that everybody has.
const EVERYWHERE: [&str; 3] = ["pg_catalog", "information_schema", "pg_temp"];

/// Words that may stand between a statement's verb and the name of what it is about.
const BETWEEN: &[&str] = &[
    "or",
    "replace",
    "temp",
    "temporary",
    "global",
    "local",
    "unlogged",
    "unique",
    "constraint",
    "materialized",
    "foreign",
    "recursive",
    "table",
    "view",
    "sequence",
    "type",
    "domain",
    "function",
    "procedure",
    "routine",
    "aggregate",
    "collation",
    "conversion",
    "statistics",
    "index",
    "concurrently",
    "if",
    "not",
    "exists",
    "only",
    "into",
    "from",
    "on",
    "column",
    "operator",
    "class",
    "family",
    "text",
    "search",
    "configuration",
    "dictionary",
    "parser",
    "template",
    "default",
    "all",
    "tables",
    "sequences",
    "functions",
    "routines",
    "in",
];

/// What is about something outside of the schema `home`: the byte, and what it is.
pub(super) fn outside(all: &[Token<'_>], home: &str) -> Option<(usize, String)> {
    let words = Words::of(all);
    let verb = words.at(0)?;
    let start = match verb {
        "create" | "alter" | "drop" | "truncate" | "insert" | "update" | "delete" | "refresh"
        | "reindex" | "cluster" | "vacuum" | "analyze" | "lock" | "copy" | "merge" => 1,
        "comment" | "security" | "grant" | "revoke" => words.find("on")? + 1,
        _ => return None,
    };
    for kind in OF_THE_DATABASE {
        if kind.iter().enumerate().all(|(at, word)| words.is(start + at, word)) {
            let at = start + kind.len();
            let what = format!("{} {} belongs to the database", kind.join(" "), text(all, at));
            return Some((all.get(start)?.start, what));
        }
    }
    let mut at = start;
    if words.begins(&["alter", "default", "privileges"]) {
        let Some(schema) = words.find("schema") else {
            let what = "default privileges without a schema belong to the database".to_owned();
            return Some((all.first()?.start, what));
        };
        at = schema;
    }
    // what a part is of stands behind `on`
    let is_part = ["index", "trigger", "policy", "rule"];
    let kind = (start..start + 4).find(|at| is_part.iter().any(|kind| words.is(*at, kind)));
    if let Some(kind) = kind
        && !(words.is(0, "drop") && words.is(kind, "index"))
        && let Some(on) = words.find("on")
    {
        at = on + 1;
    }
    if words.is(at, "schema") {
        at += 1;
        while ["if", "not", "exists"].iter().any(|word| words.is(at, word)) {
            at += 1;
        }
        let schema = all.get(at).and_then(name)?;
        // its own is told elsewhere
        let what = format!("schema {} stands outside", text(all, at));
        return (schema != home).then(|| (all[at].start, what));
    }
    while BETWEEN.iter().any(|word| words.is(at, word)) && !is_dot(all.get(at + 1)) {
        at += 1;
    }
    let (schema, dot) = (all.get(at).and_then(name)?, all.get(at + 1));
    if !is_dot(dot) || schema == home || EVERYWHERE.contains(&schema.as_str()) {
        return None;
    }
    let what = format!("{}.{} stands in another schema", text(all, at), text(all, at + 2));
    Some((all[at].start, what))
}

fn is_dot(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Dot)
}

fn text<'a>(all: &[Token<'a>], at: usize) -> &'a str {
    all.get(at).map_or("", |token| token.text)
}

/// The plain words of a statement, in lower case, by the places of their tokens.
struct Words(Vec<Option<String>>);

impl Words {
    fn of(all: &[Token<'_>]) -> Self {
        let word = |token: &Token<'_>| {
            (token.kind == TokenKind::Ident).then(|| token.text.to_ascii_lowercase())
        };
        Self(all.iter().map(word).collect())
    }

    fn at(&self, at: usize) -> Option<&str> {
        self.0.get(at)?.as_deref()
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.at(at) == Some(word)
    }

    fn begins(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(at, word)| self.is(at, word))
    }

    fn find(&self, word: &str) -> Option<usize> {
        (0..self.0.len()).find(|at| self.is(*at, word))
    }
}
