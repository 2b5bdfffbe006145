//! The identity of a revision: a UTC timestamp, to the second, as one number.
//!
//! It is an `i64` so that the files also run under `sqlx migrate`, which keys its migrations so.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The identity of a revision: `YYYYMMDDHHMMSS` in UTC, always a date that exists.
///
/// Ids order as their times do, and every id has fourteen digits, so they also sort as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(i64);

/// What is wrong with a revision id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// It has other characters than fourteen digits, or is no date.
    #[error(
        "`{text}` is no revision id: fourteen digits YYYYMMDDHHMMSS of a time in UTC are \
         expected, like 20261120103000; see the ids with `autogen history`"
    )]
    NotATimestamp {
        /// What was read, cut to a readable length.
        text: String,
    },
    /// There is no later id: the greatest one stands at the end of the year 9999.
    #[error(
        "no id is left after {greatest}: give that revision an earlier id, then `autogen seal`"
    )]
    Exhausted {
        /// The greatest id of the chain.
        greatest: RevisionId,
    },
}

impl RevisionId {
    /// Takes a number as an id, if its digits are a time that exists.
    ///
    /// # Errors
    /// [`IdError::NotATimestamp`] for any other number.
    pub fn new(number: i64) -> Result<Self, IdError> {
        match civil(number) {
            Some(_) => Ok(Self(number)),
            None => Err(IdError::NotATimestamp { text: number.to_string() }),
        }
    }

    /// The id of a revision made at `now`, at least one second past the `greatest` so far.
    ///
    /// A clock that stands behind the chain (another time zone's laptop, two revisions within a
    /// second) therefore never breaks the order.
    ///
    /// # Errors
    /// [`IdError::Exhausted`] if the greatest id is the last second of the year 9999.
    pub fn next(now: Timestamp, greatest: Option<Self>) -> Result<Self, IdError> {
        let now = TimeZone::UTC.to_datetime(now);
        let now = Self::of_civil(now);
        match greatest {
            Some(greatest) if greatest >= now => civil(greatest.0)
                .and_then(|time| time.checked_add(SignedDuration::from_secs(1)).ok())
                .map(Self::of_civil)
                .ok_or(IdError::Exhausted { greatest }),
            _ => Ok(now),
        }
    }

    /// The id as the number that a database column holds.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }

    fn of_civil(time: DateTime) -> Self {
        let date =
            i64::from(time.year()) * 10_000 + i64::from(time.month()) * 100 + i64::from(time.day());
        let clock = i64::from(time.hour()) * 10_000
            + i64::from(time.minute()) * 100
            + i64::from(time.second());
        Self(date * 1_000_000 + clock)
    }
}

/// The time that the digits of `number` spell, if there is one with a four-digit year.
fn civil(number: i64) -> Option<DateTime> {
    if !(10_000_101_000_000..=99_991_231_235_959).contains(&number) {
        return None;
    }
    let part = |divisor: i64, modulus: i64| i8::try_from(number / divisor % modulus).ok();
    let year = i16::try_from(number / 10_000_000_000).ok()?;
    let (month, day) = (part(100_000_000, 100)?, part(1_000_000, 100)?);
    let (hour, minute, second) = (part(10_000, 100)?, part(100, 100)?, part(1, 100)?);
    DateTime::new(year, month, day, hour, minute, second, 0).ok()
}

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

impl FromStr for RevisionId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::NotATimestamp { text: text.chars().take(40).collect() };
        if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        Self::new(text.parse().map_err(|_| wrong())?)
    }
}

impl TryFrom<i64> for RevisionId {
    type Error = IdError;

    fn try_from(number: i64) -> Result<Self, IdError> {
        Self::new(number)
    }
}

impl From<RevisionId> for i64 {
    fn from(id: RevisionId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> RevisionId {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_gives_the_id() {
        let now = "2026-11-20T10:30:00.9Z".parse().unwrap();
        assert_eq!(RevisionId::next(now, None).unwrap().to_string(), "20261120103000");
        let early = Some(id("20261120102959"));
        assert_eq!(RevisionId::next(now, early).unwrap(), id("20261120103000"));
    }

    #[test]
    fn a_clock_behind_the_chain_rolls_over_as_a_calendar_does() {
        let now = "2024-01-01T00:00:00Z".parse().unwrap();
        for (greatest, next) in [
            ("20240101000000", "20240101000001"),
            ("20240228235959", "20240229000000"),
            ("20250228235959", "20250301000000"),
            ("20261231235959", "20270101000000"),
            ("20261120105959", "20261120110000"),
        ] {
            assert_eq!(RevisionId::next(now, Some(id(greatest))).unwrap(), id(next));
        }
        let last = id("99991231235959");
        assert!(matches!(RevisionId::next(now, Some(last)), Err(IdError::Exhausted { .. })));
    }

    #[test]
    fn only_times_that_exist_are_ids() {
        for text in [
            "20260230000000",
            "20261301000000",
            "20261120240000",
            "20261120106000",
            "2026112010300",
            "202611201030000",
            "2026112010300x",
            "+2026112010300",
            "",
            "00001120103000",
            "２０２６１１",
        ] {
            assert!(text.parse::<RevisionId>().is_err(), "{text}");
        }
        assert_eq!(RevisionId::new(20_261_120_103_000).unwrap(), id("20261120103000"));
        assert!(RevisionId::new(-1).is_err());
        assert!(RevisionId::new(i64::MAX).is_err());
    }
}
