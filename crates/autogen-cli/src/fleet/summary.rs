//! What is said of a fleet in the end.

use std::time::Duration;

use super::run::{End, Row};
use crate::failure::{Failure, Outcome, Result};
use crate::report::table;

/// The rows as a table. What `done` says of a member that is done stands in the columns behind its name,
/// `width` of them; of another one, why it is not.
pub(crate) fn table<T>(
    columns: &[&str],
    rows: &[Row<T>],
    done: impl Fn(&Row<T>, &T) -> String,
    cells: impl Fn(&Row<T>) -> Vec<String>,
) -> String {
    let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    let row = |row: &Row<T>| {
        let outcome = match &row.end {
            End::Done(value) => done(row, value),
            End::Failed(failure) => format!("failed: {}", failure.headline()),
            End::NotStarted => "not started".to_owned(),
        };
        let mut line = vec![row.name.clone()];
        line.extend(cells(row));
        line.push(outcome);
        line
    };
    table::uncut(&columns, &rows.iter().map(row).collect::<Vec<_>>())
}

/// How the whole fleet ended.
///
/// # Errors
/// When a member failed: how many, and how to go on.
pub(crate) fn conclude<T>(rows: &[Row<T>], again: &str) -> Result<Outcome> {
    let count = |is: fn(&End<T>) -> bool| rows.iter().filter(|row| is(&row.end)).count();
    let failed = count(|end| matches!(end, End::Failed(_)));
    let waiting = count(|end| matches!(end, End::NotStarted));
    if failed == 0 {
        return Ok(Outcome::Done);
    }
    let rest = match waiting {
        0 => String::new(),
        1 => ", and 1 was not started".to_owned(),
        n => format!(", and {n} were not started"),
    };
    let failure = Failure::new(format_args!("{failed} of {} members failed{rest}", rows.len()));
    Err(failure.hint(again))
}

/// A length of time for people.
pub(crate) fn time(time: Duration) -> String {
    if time < Duration::from_secs(10) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
