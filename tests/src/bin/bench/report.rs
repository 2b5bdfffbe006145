//! What the benchmark says.

use std::fmt::Write as _;
use std::time::Duration;

use crate::measure::Measured;

/// A bound that the project sets itself, and what was measured.
#[derive(Debug)]
pub(crate) struct Limit {
    pub(crate) label: String,
    pub(crate) measured: f64,
    pub(crate) limit: f64,
    pub(crate) unit: &'static str,
}

impl Limit {
    /// How many times as long as `yard` it takes, medians compared.
    pub(crate) fn ratio(label: String, of: &Measured, yard: &Measured, limit: f64) -> Self {
        let measured = of.median().as_secs_f64() / yard.median().as_secs_f64();
        Self { label, measured, limit, unit: "" }
    }

    /// The same for each of so many things.
    #[expect(clippy::cast_precision_loss, reason = "it is a handful")]
    pub(crate) fn for_each_of(self, count: usize) -> Self {
        Self { measured: self.measured / count as f64, ..self }
    }

    pub(crate) fn kept(&self) -> bool {
        self.measured <= self.limit
    }
}

/// A line for each program.
pub(crate) fn table(rows: &[Measured]) -> String {
    let width = rows.iter().map(|row| row.label.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    let heads = ["best", "median", "cpu", "peak RSS"];
    writeln!(
        text,
        "{:width$}  {:>9} {:>9} {:>9} {:>9}",
        "", heads[0], heads[1], heads[2], heads[3]
    )
    .expect(FITS);
    for row in rows {
        let peak = row.peak.map_or("-".to_owned(), |bytes| format!("{:.1} MB", megabytes(bytes)));
        let cpu = row.cpu().map_or("-".to_owned(), seconds);
        writeln!(
            text,
            "{:width$}  {:>9} {:>9} {cpu:>9} {peak:>9}",
            row.label,
            seconds(row.best()),
            seconds(row.median()),
        )
        .expect(FITS);
    }
    text
}

/// A line for each limit.
pub(crate) fn verdict(limits: &[Limit]) -> String {
    let width = limits.iter().map(|limit| limit.label.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for Limit { label, measured, limit, unit } in limits {
        let verdict = if measured <= limit { "ok" } else { "BROKEN" };
        writeln!(text, "{label:width$}  {measured:>6.2}{unit} of at most {limit}{unit}  {verdict}")
            .expect(FITS);
    }
    text
}

const FITS: &str = "a string takes everything";

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// In the megabytes that `ps` and the limits mean: 1024 × 1024 bytes.
#[expect(clippy::cast_precision_loss, reason = "a size in memory, printed to a tenth of a MB")]
pub(crate) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}
