//! The schema's version: what a revision makes of it, and how.

use std::fmt;
use std::str::FromStr;

/// A version of the schema, as semantic versioning writes one, without pre-releases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Raised by what breaks those who use the schema.
    pub major: u32,
    /// Raised by what is added.
    pub minor: u32,
    /// Raised by what users do not notice.
    pub patch: u32,
}

/// Which part of a version a revision raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Neutral: comments, indexes.
    Patch,
    /// Additive.
    Minor,
    /// Breaking.
    Major,
}

/// What a header's `version` line says: the version that the revision leads to, and which part it raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionMark {
    /// The version after the revision.
    pub version: Version,
    /// What it raised.
    pub bump: Bump,
}

/// A text that is no version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no version: three numbers and what was raised are expected, like `1.4.0 (minor)` \
     (or major, or patch); mend the line and run `autogen seal`"
)]
pub struct VersionError {
    /// What was read, cut to a readable length.
    pub text: String,
}

impl VersionError {
    fn of(text: &str) -> Self {
        Self { text: text.chars().take(60).collect() }
    }
}

impl Version {
    /// The next version. A part at its end stays there.
    ///
    /// ```
    /// # use autogen_revision::header::{Bump, Version};
    /// let version: Version = "1.4.2".parse().unwrap();
    /// assert_eq!(version.raised(Bump::Patch).to_string(), "1.4.3");
    /// assert_eq!(version.raised(Bump::Minor).to_string(), "1.5.0");
    /// assert_eq!(version.raised(Bump::Major).to_string(), "2.0.0");
    /// ```
    #[must_use]
    pub fn raised(self, bump: Bump) -> Self {
        let Self { major, minor, patch } = self;
        match bump {
            Bump::Major => Self { major: major.saturating_add(1), minor: 0, patch: 0 },
            Bump::Minor => Self { major, minor: minor.saturating_add(1), patch: 0 },
            Bump::Patch => Self { major, minor, patch: patch.saturating_add(1) },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let wrong = || VersionError::of(text);
        let number = |part: &str| {
            let plain = part == "0" || !part.starts_with('0');
            let digits = part.bytes().all(|b| b.is_ascii_digit());
            if plain && digits { part.parse().map_err(|_| wrong()) } else { Err(wrong()) }
        };
        let parts: Vec<&str> = text.split('.').collect();
        let [major, minor, patch] = parts.as_slice() else { return Err(wrong()) };
        Ok(Self { major: number(major)?, minor: number(minor)?, patch: number(patch)? })
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Patch => "patch",
        })
    }
}

impl FromStr for Bump {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        match text {
            "major" => Ok(Self::Major),
            "minor" => Ok(Self::Minor),
            "patch" => Ok(Self::Patch),
            _ => Err(VersionError::of(text)),
        }
    }
}

impl fmt::Display for VersionMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.version, self.bump)
    }
}

impl FromStr for VersionMark {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let wrong = || VersionError::of(text);
        let (version, bump) = text.split_once(" (").ok_or_else(wrong)?;
        let bump = bump.strip_suffix(')').ok_or_else(wrong)?;
        Ok(Self {
            version: version.parse().map_err(|_| wrong())?,
            bump: bump.parse().map_err(|_| wrong())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "1",
            "1.2",
            "1.2.3",
            "1.2.3.4 (minor)",
            "01.2.3 (minor)",
            "1.2.3 (Minor)",
            "1.2.3 (minor",
            "+1.2.3 (minor)",
            "1..3 (minor)",
            "1.2.99999999999 (minor)",
        ] {
            let error = text.parse::<VersionMark>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is no version")), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_version_comes_back(
            (major, minor, patch) in any::<(u32, u32, u32)>(),
            bump in prop::sample::select(vec![Bump::Major, Bump::Minor, Bump::Patch]),
        ) {
            let mark = VersionMark { version: Version { major, minor, patch }, bump };
            prop_assert_eq!(mark.to_string().parse(), Ok(mark));
        }

        #[test]
        fn versions_rise(
            (major, minor, patch) in (0..9u32, 0..9u32, 0..9u32),
            bump in prop::sample::select(vec![Bump::Major, Bump::Minor, Bump::Patch]),
        ) {
            let version = Version { major, minor, patch };
            prop_assert!(version.raised(bump) > version);
        }
    }
}
