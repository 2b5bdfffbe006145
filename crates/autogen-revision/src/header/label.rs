//! The names of branches.

/// A text that is no label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{label}` is no branch label: letters, digits, `_`, `.` and `/` are allowed, but not digits \
     alone, nor the words head, heads, base and current; choose another name, as `autogen revision \
     --branch-label billing` writes it"
)]
pub struct LabelError {
    /// The text, cut to a readable length.
    pub label: String,
}

/// Words that are addresses already.
const RESERVED: [&str; 4] = ["head", "heads", "base", "current"];

/// Whether a text may name a branch. It must not be taken for anything else that an address holds: no
/// `@`, `:`, `+` or `-`, no blank, no id, no reserved word.
///
/// # Errors
/// [`LabelError`].
pub fn check_label(label: &str) -> Result<(), LabelError> {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/');
    let reserved = RESERVED.iter().any(|word| label.eq_ignore_ascii_case(word));
    let digits = label.chars().all(char::is_numeric);
    if label.is_empty() || digits || reserved || !label.chars().all(allowed) {
        return Err(LabelError { label: label.chars().take(60).collect() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_another_address_is_refused() {
        for label in ["billing", "größe", "team/billing", "v2", "2fast", "_x", "a.b"] {
            assert_eq!(check_label(label), Ok(()), "{label}");
        }
        for label in [
            "",
            " ",
            "a b",
            "a@b",
            "a:b",
            "a+1",
            "-a",
            "a-1",
            "head",
            "Heads",
            "base",
            "current",
            "2026",
            "٣٤",
            "a\tb",
            "a\u{202e}b",
            "a\"b",
        ] {
            let error = check_label(label).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{label}` is no branch label")), "{error}");
        }
    }
}
