//! Lengths of time as people write them: `100ms`, `3s`, `5min`, `2h`, PostgreSQL's own units.

use std::time::Duration;

/// The units, the longest first, in milliseconds.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)];

/// Reads a whole number with a unit; `0` needs none. `None` for anything else.
///
/// ```
/// use std::time::Duration;
/// assert_eq!(autogen_revision::duration::parse("3s"), Some(Duration::from_secs(3)));
/// assert_eq!(autogen_revision::duration::parse("3"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Duration> {
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let number: u64 = text[..end].parse().ok()?;
    let (_, factor) = UNITS.into_iter().find(|(unit, _)| *unit == &text[end..])?;
    number.checked_mul(factor).map(Duration::from_millis)
}

/// Writes one as [`parse`] reads it, in the longest unit that needs no fraction. What is shorter
/// than a millisecond is left out.
#[must_use]
pub fn show(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    if milliseconds == 0 {
        return "0".to_owned();
    }
    UNITS
        .into_iter()
        .find(|(_, factor)| milliseconds.is_multiple_of(u128::from(*factor)))
        .map_or_else(String::new, |(unit, factor)| {
            format!("{}{unit}", milliseconds / u128::from(factor))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_says_its_unit_is_a_length_of_time() {
        for wrong in ["", "3", "s", "-1s", "1.5s", "3 s", "3sec", "99999999999999999999s", "3m"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse("0"), Some(Duration::ZERO));
        assert_eq!(parse("90s"), Some(Duration::from_secs(90)));
        assert_eq!(show(Duration::from_secs(90)), "90s");
        assert_eq!(show(Duration::from_secs(120)), "2min");
    }

    proptest! {
        #[test]
        fn any_length_comes_back(milliseconds in 0..u64::from(u32::MAX)) {
            let duration = Duration::from_millis(milliseconds);
            prop_assert_eq!(parse(&show(duration)), Some(duration));
        }
    }
}
