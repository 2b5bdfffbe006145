//! The marks by which two catalogs are told apart.

use std::fmt;
use std::str::FromStr;

/// The beginning of a catalog's fingerprint: enough to compare, short enough to read.
///
/// Sixteen hexadecimal digits are kept of a longer one; between the catalogs of one chain they do
/// not meet by chance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

/// What stands where a fingerprint should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no catalog mark: 8 to 64 hexadecimal digits and the major version are expected, \
     like 3f9c1a2b77d0e412 (pg15); restore the line from git, or write it anew with `autogen seal`"
)]
pub struct FingerprintError {
    /// What was read, cut to a readable length.
    pub text: String,
}

impl FingerprintError {
    fn of(text: &str) -> Self {
        Self { text: text.chars().take(80).collect() }
    }
}

impl Fingerprint {
    /// How many digits are kept and written.
    pub const DIGITS: usize = 16;

    /// Takes 8 to 64 hexadecimal digits, of which the first [`Self::DIGITS`] are kept.
    ///
    /// # Errors
    /// [`FingerprintError`] for any other text.
    pub fn new(hex: &str) -> Result<Self, FingerprintError> {
        let digits = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        if !(8..=64).contains(&hex.len()) || !hex.bytes().all(digits) {
            return Err(FingerprintError::of(hex));
        }
        Ok(Self(hex[..hex.len().min(Self::DIGITS)].to_owned()))
    }

    /// Whether a full fingerprint is the one that this is the beginning of.
    #[must_use]
    pub fn matches(&self, full: &str) -> bool {
        full.starts_with(&self.0)
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A catalog's fingerprint and the major version of the server that it was read on; fingerprints
/// of two majors are not comparable, as deparsed text differs between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogMark {
    /// The fingerprint.
    pub fingerprint: Fingerprint,
    /// The major version of PostgreSQL, like 15.
    pub major: u16,
}

impl fmt::Display for CatalogMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (pg{})", self.fingerprint, self.major)
    }
}

impl FromStr for CatalogMark {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let wrong = || FingerprintError::of(text);
        let (hex, rest) = text.split_once(" (pg").ok_or_else(wrong)?;
        let major = rest.strip_suffix(')').ok_or_else(wrong)?;
        if !major.bytes().all(|b| b.is_ascii_digit()) || major.starts_with('0') {
            return Err(wrong());
        }
        let major = major.parse().map_err(|_| wrong())?;
        Ok(Self { fingerprint: Fingerprint::new(hex)?, major })
    }
}

/// The catalogs before and after a file has run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogStep {
    /// The catalog that the file was planned against.
    pub before: CatalogMark,
    /// The catalog that it leaves.
    pub after: CatalogMark,
}

impl CatalogStep {
    /// The step back.
    #[must_use]
    pub fn swapped(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

impl fmt::Display for CatalogStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", self.before, self.after)
    }
}

impl FromStr for CatalogStep {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let (before, after) = text.split_once(" -> ").ok_or_else(|| FingerprintError::of(text))?;
        Ok(Self { before: before.parse()?, after: after.parse()? })
    }
}
