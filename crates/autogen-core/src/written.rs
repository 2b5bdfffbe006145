//! Whether a statement writes a text as a value: as a literal of its own, or inside one of an array, a row
//! or a range, in one another too. Each of them quotes and escapes what it holds with the same three
//! characters, so that without these the text stands there as it is, between marks of those that hold it.
//!
//! It may find more than there is, never less: whoever asks must be right to take a yes for granted.

/// Whether a literal of the statement is the text, or holds it.
pub(crate) fn is_written(text: &str, sql: &str) -> bool {
    let text = bare(text);
    literals(sql).into_iter().any(|literal| holds(&bare(literal), &text))
}

fn bare(text: &str) -> String {
    text.replace(['\'', '"', '\\'], "")
}

fn holds(literal: &str, text: &str) -> bool {
    let mut found = literal.match_indices(text);
    text.is_empty()
        || found.any(|(at, _)| {
            let (before, behind) = (&literal[..at], &literal[at + text.len()..]);
            (before.is_empty() || before.ends_with(['{', '(', '[', ',']))
                && (behind.is_empty() || behind.starts_with(['}', ')', ']', ',']))
        })
}

/// What stands between single quotes, those that are doubled inside among it.
fn literals(sql: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut open, mut in_name) = (None, false);
    let mut characters = sql.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (character, open) {
            ('"', None) => in_name = !in_name,
            ('\'', None) if !in_name => open = Some(at + 1),
            ('\'', Some(start)) if characters.next_if(|(_, next)| *next == '\'').is_none() => {
                found.push(&sql[start..at]);
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::is_written;

    #[test]
    fn a_text_is_found_in_whatever_holds_it() {
        for sql in [
            "set default 'two words'::e",
            "check (\"it's\" = 'two words'::e)",
            "set default '{\"two words\"}'::e[]",
            "set default '[0:1]={{a,\"two words\"},{b,c}}'::e[]",
            "set default '(\"two words\",1)'::row_of_e",
            "set default '[a,\"two words\")'::span",
            "set default '{\"(\\\"two words\\\",1)\"}'::row_of_e[]",
        ] {
            assert!(is_written("two words", sql), "{sql}");
        }
        let odd = "set default '{\"(\\\"a \\\"\\\"b\\\"\\\", \\\\\\\\c''d\\\",1)\"}'::row_of_e[]";
        assert!(is_written("a \"b\", \\c'd", odd));
        assert!(is_written("'", "set default ''''::e"));
    }

    #[test]
    fn nothing_else_is_taken_for_it() {
        for sql in [
            "set default 'two words more'::e",
            "set default '{\"no two words\"}'::e[]",
            "alter column \"two words\" set default '{}'::e[]",
            "alter column \"it's\" set default '{}'::\"two words\"[]",
        ] {
            assert!(!is_written("two words", sql), "{sql}");
        }
    }
}
