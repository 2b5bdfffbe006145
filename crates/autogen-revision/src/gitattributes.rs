//! The lines of `.gitattributes` that keep the files the same in every checkout.

/// The lines, each for one pattern of the revision folder.
pub const LINES: [&str; 2] = ["*.sql text eol=lf", "autogen.lock text eol=lf"];

/// What the folder's `.gitattributes` should hold: what it holds now, and the missing ones of
/// [`LINES`] after it. `None` when nothing is missing.
#[must_use]
pub fn completed(present: &str) -> Option<String> {
    let missing: Vec<&str> =
        LINES.into_iter().filter(|line| !present.lines().any(|p| p.trim() == *line)).collect();
    if missing.is_empty() {
        return None;
    }
    let mut text = present.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for line in missing {
        text.push_str(line);
        text.push('\n');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_once() {
        let first = completed("").unwrap();
        assert_eq!(first, "*.sql text eol=lf\nautogen.lock text eol=lf\n");
        assert_eq!(completed(&first), None);
        assert_eq!(
            completed("*.png binary\n*.sql text eol=lf").unwrap(),
            "*.png binary\n*.sql text eol=lf\nautogen.lock text eol=lf\n"
        );
    }
}
