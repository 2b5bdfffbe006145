//! The word that somebody may have meant.

/// The candidate that is most like `word`, if any is like it at all; the first of equals.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(word, candidate);
        // a third of the letters may be wrong
        let close = distance * 3 <= word.chars().count().max(candidate.chars().count());
        if close && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_what_is_close_is_offered() {
        let words = ["database", "generated", "models"];
        assert_eq!(nearest("databse", words), Some("database"));
        assert_eq!(nearest("model", words), Some("models"));
        assert_eq!(nearest("colour", words), None);
        assert_eq!(nearest("", words), None);
    }
}
