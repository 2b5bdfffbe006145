//! Comments, and the former names that SeaORM hides in them.
//!
//! SeaORM appends `; renamed_from "old"` to a column's comment, or makes `renamed_from "old"` the
//! comment when there is none, and escapes nothing. Only that form at the very end counts: a comment
//! that speaks of `renamed_from` elsewhere is a comment.

const MARK: &str = "renamed_from \"";
const SEPARATED_MARK: &str = "; renamed_from \"";

/// A comment taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Comment {
    /// The text that was written; `None` when there is none. Postgres has no empty comments.
    pub(super) text: Option<String>,
    /// The former name.
    pub(super) renamed_from: Option<String>,
}

/// Parts what SeaORM has as the comment of a table or column.
pub(super) fn parse(comment: Option<&str>) -> Comment {
    let comment = comment.unwrap_or_default();
    let (text, renamed_from) = split(comment).unwrap_or((comment, None));
    Comment {
        text: Some(text).filter(|text| !text.is_empty()).map(str::to_owned),
        renamed_from: renamed_from.map(str::to_owned),
    }
}

fn split(comment: &str) -> Option<(&str, Option<&str>)> {
    let rest = comment.strip_suffix('"')?;
    // The last mark is SeaORM's: it appends.
    let (text, old) = match rest.rsplit_once(SEPARATED_MARK) {
        Some(parts) => parts,
        None => ("", rest.strip_prefix(MARK)?),
    };
    (!old.is_empty()).then_some((text, Some(old)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(comment: &str) -> (Option<String>, Option<String>) {
        let Comment { text, renamed_from } = parse(Some(comment));
        (text, renamed_from)
    }

    fn is(text: &str, renamed_from: &str) -> (Option<String>, Option<String>) {
        let some = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
        (some(text), some(renamed_from))
    }

    #[test]
    fn the_mark_is_taken_off_with_and_without_a_comment() {
        assert_eq!(parts("renamed_from \"old\""), is("", "old"));
        assert_eq!(parts("; renamed_from \"old\""), is("", "old"));
        assert_eq!(parts("the text; renamed_from \"old\""), is("the text", "old"));
    }

    #[test]
    fn only_the_last_mark_is_one() {
        assert_eq!(
            parts("was; renamed_from \"a\"; renamed_from \"b\""),
            is("was; renamed_from \"a\"", "b")
        );
        assert_eq!(parts("renamed_from \"a\"; renamed_from \"b\""), is("renamed_from \"a\"", "b"));
    }

    #[test]
    fn quotes_stay_on_both_sides() {
        assert_eq!(parts("says \"x\"; renamed_from \"we\"ird\""), is("says \"x\"", "we\"ird"));
    }

    #[test]
    fn a_comment_that_only_speaks_of_it_stays() {
        for comment in [
            "renamed_from \"old\" in 2021",
            "see renamed_from \"old\"",
            "renamed_from old",
            "; renamed_from \"\"",
            "\"",
        ] {
            assert_eq!(parts(comment), is(comment, ""), "{comment}");
        }
        assert_eq!(parse(None), Comment { text: None, renamed_from: None });
        assert_eq!(parts(""), is("", ""));
    }
}
