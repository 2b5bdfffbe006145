//! What a server is and has, as far as catalog queries go by it: its major version, and words for what
//! most databases have none of, so that nobody pays for looking for it in each query.

use std::collections::BTreeSet;

/// A major version and the words that the reader's survey found.
#[derive(Clone, Debug)]
pub struct Survey {
    major: u32,
    words: BTreeSet<String>,
}

impl Survey {
    /// `words` are separated by spaces.
    pub fn new(major: u32, words: &str) -> Self {
        Self { major, words: words.split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether a query can yield anything: the survey found one of the words behind `-- asked if` in its
    /// first line, or it has no such line.
    pub fn asks(&self, query: &str) -> bool {
        let first = query.lines().next().unwrap_or_default();
        first.strip_prefix("-- asked if ").is_none_or(|words| self.has_any(words))
    }

    /// The query without the lines that are for others: those marked `-- since 15` for older majors,
    /// `-- until 14` for newer ones, `-- if view` where nobody has a view, `-- unless view` where somebody
    /// has. Of several words any will do.
    pub fn form(&self, query: &str) -> String {
        query.lines().filter(|line| self.keeps(line)).collect::<Vec<_>>().join("\n")
    }

    fn keeps(&self, line: &str) -> bool {
        let bound =
            |mark: &str| line.rsplit_once(mark)?.1.split_whitespace().next()?.parse::<u32>().ok();
        let words = |mark: &str| line.rsplit_once(mark).map(|(_, words)| words);
        bound("-- since ").is_none_or(|least| self.major >= least)
            && bound("-- until ").is_none_or(|most| self.major <= most)
            && words("  -- if ").is_none_or(|words| self.has_any(words))
            && words("  -- unless ").is_none_or(|words| !self.has_any(words))
    }

    fn has_any(&self, words: &str) -> bool {
        words.split_whitespace().any(|word| self.words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::Survey;

    const QUERY: &str = "-- asked if view\n\
        a  -- since 15\n\
        b  -- until 14\n\
        c  -- if view\n\
        d  -- unless view sequence\n\
        e";

    #[test]
    fn lines_and_queries_go_by_version_and_words() {
        let survey = Survey::new(15, "view policy");
        assert!(survey.asks(QUERY));
        assert_eq!(survey.form(QUERY), "-- asked if view\na  -- since 15\nc  -- if view\ne");
        let survey = Survey::new(14, "policy");
        assert!(!survey.asks(QUERY));
        assert!(survey.asks("select 1"));
        assert_eq!(
            survey.form(QUERY),
            "-- asked if view\nb  -- until 14\nd  -- unless view sequence\ne"
        );
    }
}
