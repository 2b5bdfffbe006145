//! The schema's version along the chain.

use std::collections::BTreeSet;

use super::Chain;
use crate::header::{Bump, Version, VersionMark};
use crate::id::RevisionId;

impl Chain {
    /// The version of a schema at these revisions together: the greatest that they say, or, where one says
    /// none, its nearest forebears. `None` if nobody says any.
    pub fn version(&self, ids: impl IntoIterator<Item = RevisionId>) -> Option<Version> {
        let mut greatest = None;
        let mut waiting: Vec<RevisionId> = ids.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            match self.get(id).and_then(|revision| revision.header().version) {
                Some(mark) => greatest = greatest.max(Some(mark.version)),
                None if seen.insert(id) => waiting.extend(self.parents(id)),
                None => {}
            }
        }
        greatest
    }
}

impl VersionMark {
    /// The mark of a revision that follows a version. The first of all is 1.0.0.
    #[must_use]
    pub fn following(former: Option<Version>, bump: Bump) -> Self {
        match former {
            Some(former) => Self { version: former.raised(bump), bump },
            None => Self { version: Version::default().raised(Bump::Major), bump: Bump::Major },
        }
    }

    /// The mark of a revision whose version somebody chose; `None` if it is not past the former one.
    #[must_use]
    pub fn chosen(former: Option<Version>, version: Version) -> Option<Self> {
        let former = former.unwrap_or_default();
        let bump = if version.major != former.major {
            Bump::Major
        } else if version.minor != former.minor {
            Bump::Minor
        } else {
            Bump::Patch
        };
        (version > former).then_some(Self { version, bump })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_is_one_and_the_next_are_raised() {
        let first = VersionMark::following(None, Bump::Patch);
        assert_eq!(first.to_string(), "1.0.0 (major)");
        let next = VersionMark::following(Some(first.version), Bump::Minor);
        assert_eq!(next.to_string(), "1.1.0 (minor)");
    }

    #[test]
    fn a_chosen_one_says_what_it_raises_and_never_goes_back() {
        let former = Some(version("1.4.2"));
        for (chosen, mark) in [
            ("2.0.0", Some("2.0.0 (major)")),
            ("1.5.0", Some("1.5.0 (minor)")),
            ("1.4.9", Some("1.4.9 (patch)")),
            ("1.4.2", None),
            ("1.3.9", None),
            ("0.9.0", None),
        ] {
            let found = VersionMark::chosen(former, version(chosen)).map(|mark| mark.to_string());
            assert_eq!(found.as_deref(), mark);
        }
        assert_eq!(VersionMark::chosen(None, version("0.1.0")).unwrap().bump, Bump::Minor);
    }
}
