//! What a file held, in 32 bytes.

use std::fmt;
use std::str::FromStr;

/// The BLAKE3 hash of a file's text with `\n` line ends (see [`normalise`]), shown as 64
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checksum([u8; 32]);

/// A checksum that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no checksum: 64 hexadecimal digits are expected; write it anew with `autogen seal`"
)]
pub struct ChecksumError {
    /// What was read, cut to a readable length.
    pub text: String,
}

impl Checksum {
    /// The checksum of a file's text. Line ends of the working copy do not count.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(*blake3::hash(normalise(text).as_bytes()).as_bytes())
    }
}

/// The text as it runs and is hashed: without a byte order mark, and with `\n` for each `\r\n`,
/// so that a checkout with other line ends is the same revision.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checksum({self})")
    }
}

impl FromStr for Checksum {
    type Err = ChecksumError;

    fn from_str(text: &str) -> Result<Self, ChecksumError> {
        let wrong = || ChecksumError { text: text.chars().take(80).collect() };
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_the_mark_do_not_count_and_all_else_does() {
        let sum = Checksum::of("a\nb\n");
        assert_eq!(sum, Checksum::of("\u{feff}a\r\nb\r\n"));
        for other in ["a\nb", "a\nb\n\n", "a\rb\n", "a\nB\n", " a\nb\n", "a\n\u{feff}b\n"] {
            assert_ne!(sum, Checksum::of(other), "{other:?}");
        }
    }

    #[test]
    fn hex_round_trips() {
        let sum = Checksum::of("x");
        assert_eq!(sum.to_string().parse(), Ok(sum));
        let upper = sum.to_string().to_uppercase();
        for wrong in ["", "00", upper.as_str(), &"é".repeat(32)] {
            assert!(wrong.parse::<Checksum>().is_err(), "{wrong}");
        }
    }
}
