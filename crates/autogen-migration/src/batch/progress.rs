//! What is told of a walk while it goes on.

use std::fmt;
use std::time::Duration;

use super::mark::Mark;

/// How far a walk has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Rows that the statement changed, those of earlier runs included.
    pub rows: u64,
    /// Transactions, those of earlier runs included.
    pub batches: u64,
    /// How much of the table lies behind, from 0 to 1, as far as it can be estimated.
    pub share: f64,
    /// Rows a second in this run.
    pub rate: f64,
    /// What is left, at this run's speed; unknown at its very start.
    pub remaining: Option<Duration>,
    /// Whether the end is reached.
    pub done: bool,
}

impl Progress {
    /// `done` are the rows and the share of this run, which took `elapsed`.
    pub(super) fn new(mark: &Mark, share: f64, done: (u64, f64), elapsed: Duration) -> Self {
        let (rows, gained) = done;
        let seconds = elapsed.as_secs_f64().max(0.001);
        #[expect(clippy::cast_precision_loss, reason = "a speed that people look at")]
        let rate = rows as f64 / seconds;
        let left = (gained > 0.0).then(|| seconds * (1.0 - share).max(0.0) / gained);
        let remaining = left.and_then(|left| Duration::try_from_secs_f64(left).ok());
        let Mark { rows, batches, done, .. } = *mark;
        Self { rows, batches, share, rate, remaining, done }
    }
}

impl fmt::Display for Progress {
    /// `120000 rows, 12 %, 41000 rows/s, about 2 min left`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, batches, share, rate, remaining, done } = self;
        write!(f, "{rows} rows in {batches} batches, ")?;
        if !done {
            write!(f, "{:.0} %, ", share * 100.0)?;
        }
        write!(f, "{rate:.0} rows/s")?;
        match remaining {
            Some(remaining) if !done => write!(f, ", about {} left", about(*remaining)),
            _ => Ok(()),
        }
    }
}

/// A length of time in the unit that says enough.
fn about(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..100 => format!("{seconds} s"),
        seconds @ 100..6_000 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark::Place;
    use super::*;

    #[test]
    fn it_says_how_long_it_will_take() {
        let place = Place::Key { columns: Vec::new(), last: None };
        let mark = Mark { place, rows: 50_000, batches: 5, only_null: false, done: false };
        // a run that came in at a quarter and is at half after 10 s
        let progress = Progress::new(&mark, 0.5, (25_000, 0.25), Duration::from_secs(10));
        assert_eq!(
            progress.to_string(),
            "50000 rows in 5 batches, 50 %, 2500 rows/s, about 20 s left"
        );
        let mark = Mark { done: true, ..mark };
        let progress = Progress::new(&mark, 1.0, (25_000, 0.75), Duration::from_secs(10));
        assert_eq!(progress.to_string(), "50000 rows in 5 batches, 2500 rows/s");
        assert_eq!(about(Duration::from_secs(121)), "3 min");
        assert_eq!(about(Duration::from_secs(7_260)), "2 h 1 min");
    }
}
