//! The leading words of a statement, which tell what the runtime must know of it. Everything else of the
//! language is left to Postgres.

use squawk_lexer::{TokenKind, tokenize};

/// A statement that meddles with what the runtime does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// It begins, ends or prepares a transaction.
    Transaction,
    /// It works on a savepoint, within a transaction.
    Savepoint,
    /// It throws away the state of the session, advisory locks among it.
    Discard,
}

/// The tokens of a statement without white space and comments, words in lower case as the server folds
/// them, everything else as it is written.
pub(crate) fn tokens(sql: &str) -> Vec<String> {
    let mut start = 0;
    let mut tokens = Vec::new();
    for token in tokenize(sql) {
        let end = start + token.len as usize;
        let text = &sql[start..end];
        start = end;
        match token.kind {
            TokenKind::Whitespace | TokenKind::LineComment | TokenKind::BlockComment { .. } => {}
            TokenKind::Ident => tokens.push(text.to_ascii_lowercase()),
            _ => tokens.push(text.to_owned()),
        }
    }
    tokens
}

/// The tokens as slices to match on.
pub(crate) fn slices(tokens: &[String]) -> Vec<&str> {
    tokens.iter().map(String::as_str).collect()
}

/// Whether a statement meddles, and how.
pub(crate) fn control(sql: &str) -> Option<Control> {
    let tokens = tokens(sql);
    match slices(&tokens).as_slice() {
        // these name a transaction that was prepared earlier; none of ours
        ["commit" | "rollback", "prepared", ..] => None,
        ["rollback", "to", ..]
        | ["rollback", "work" | "transaction", "to", ..]
        | ["savepoint" | "release", ..] => Some(Control::Savepoint),
        ["begin" | "commit" | "end" | "rollback" | "abort", ..]
        | ["start", "transaction", ..]
        | ["prepare", "transaction", ..] => Some(Control::Transaction),
        ["discard", "all"] => Some(Control::Discard),
        _ => None,
    }
}

/// Whether a statement only changes the session, so that it must run again in each new one.
pub(crate) fn is_setting(sql: &str) -> bool {
    let tokens = tokens(sql);
    matches!(slices(&tokens).as_slice(), ["set" | "reset" | "load", ..])
}

/// Whether a statement may commit a part of its work before it fails, so that an error says nothing.
pub(crate) fn commits_within(sql: &str) -> bool {
    let tokens = tokens(sql);
    matches!(slices(&tokens).as_slice(), ["call" | "do" | "vacuum" | "cluster" | "reindex", ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_or_ends_a_transaction_is_known() {
        for sql in [
            "begin",
            "BEGIN ISOLATION LEVEL serializable",
            "start transaction read only",
            "commit",
            "Commit and chain",
            "end work",
            "rollback",
            "abort",
            "/* x */ -- y\n rollback and no chain",
            "prepare transaction 'x'",
        ] {
            assert_eq!(control(sql), Some(Control::Transaction), "{sql}");
        }
        for sql in ["rollback to a", "rollback work to savepoint a", "savepoint a", "release a"] {
            assert_eq!(control(sql), Some(Control::Savepoint), "{sql}");
        }
        for sql in [
            "commit prepared 'x'",
            "prepare a as select 1",
            "create function f() returns int begin atomic select 1; end",
            "select 'begin'",
            "\"begin\"",
            "discard plans",
            "do $$ begin end $$",
        ] {
            assert_eq!(control(sql), None, "{sql}");
        }
        assert_eq!(control("discard all"), Some(Control::Discard));
    }
}
