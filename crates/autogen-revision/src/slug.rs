//! The words of a message as part of a file name.

/// The longest slug, in bytes; file systems end at 255 and terminals much earlier.
const LONGEST: usize = 50;

/// The name part of a revision's files, made of its message: lower-case ASCII letters and digits
/// joined by `_`, at most fifty of them, cut between words where possible, never empty.
///
/// ```
/// assert_eq!(autogen_revision::slug("Add phone column!"), "add_phone_column");
/// assert_eq!(autogen_revision::slug("../../etc/passwd"), "etc_passwd");
/// assert_eq!(autogen_revision::slug("电话"), "revision");
/// ```
#[must_use]
pub fn slug(message: &str) -> String {
    let mut slug = String::new();
    let words = message
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase);
    for word in words {
        if slug.is_empty() {
            slug = word.chars().take(LONGEST).collect();
        } else if slug.len() + 1 + word.len() <= LONGEST {
            slug.push('_');
            slug.push_str(&word);
        } else {
            break;
        }
    }
    if slug.is_empty() { "revision".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_messages_end_between_words() {
        assert_eq!(
            slug(&"word ".repeat(3000)),
            "word_word_word_word_word_word_word_word_word_word"
        );
        assert_eq!(slug(&"x".repeat(10_000)).len(), LONGEST);
    }

    proptest! {
        #[test]
        fn a_slug_is_always_a_plain_name(message in any::<String>()) {
            let slug = slug(&message);
            prop_assert!((1..=LONGEST).contains(&slug.len()));
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
            prop_assert!(!slug.starts_with('_') && !slug.ends_with('_'));
        }
    }
}
