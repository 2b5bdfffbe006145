//! The two streams: artifacts on stdout, everything else on stderr.

use std::fmt;
use std::io::{self, Write as _};
use std::sync::OnceLock;

use anstream::ColorChoice;

use crate::args::Color;
use crate::failure::{Failure, Result};

/// Why stdout could not be written, the first time.
static BROKEN: OnceLock<String> = OnceLock::new();

/// Settles once when colours are used.
pub(crate) fn choose_color(color: Color) {
    match color {
        // anstream looks at the terminal, NO_COLOR and CLICOLOR
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Writes what programs read to stdout, exactly as it is.
pub(crate) fn artifact(text: &str) {
    let mut stdout = io::stdout().lock();
    settle(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
}

/// Writes a report for people to stdout, without its colours where they are not wanted.
pub(crate) fn text(text: &str) {
    let mut stdout = anstream::stdout().lock();
    settle(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
}

/// Writes a line for people to stdout.
pub(crate) fn line(line: impl fmt::Display) {
    text(&format!("{line}\n"));
}

/// Writes a line to stderr.
pub(crate) fn note(line: impl fmt::Display) {
    // nobody is left to be told that stderr is gone
    drop(writeln!(anstream::stderr().lock(), "{line}"));
}

/// Whether all that was written to stdout has arrived there.
///
/// # Errors
/// When it has not: a disk is full, say. A reader that went away (`autogen … | head`) is no error.
pub(crate) fn arrived() -> Result<()> {
    match BROKEN.get() {
        Some(problem) => Err(Failure::new(format!("stdout cannot be written: {problem}"))),
        None => Ok(()),
    }
}

fn settle(outcome: io::Result<()>) {
    if let Err(error) = outcome
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        // a later one tells no more
        drop(BROKEN.set(error.to_string()));
    }
}
