//! What is told of a fleet while it runs: on a terminal a line for each member that is being worked on,
//! redrawn in place below what has been told for good; elsewhere one line an event.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};

use crate::failure::Failure;
use crate::output;
use crate::report::one_line;

/// The width of a terminal that does not say how wide it is.
const WIDTH: usize = 80;

/// Where the progress goes.
pub(crate) struct Screen {
    kind: Kind,
}

enum Kind {
    /// A terminal.
    Live(Mutex<Live>),
    /// A file or a pipe.
    Lines,
    #[cfg(test)]
    Silent,
}

/// What stands on a terminal.
#[derive(Default)]
struct Live {
    /// The members that are being worked on, each with what is being done.
    running: Vec<(String, String)>,
    /// How many lines of the last picture are to be taken away.
    drawn: usize,
    total: usize,
    ended: usize,
    failed: usize,
}

impl Screen {
    /// The one that stderr is, for a fleet of `total` members.
    pub(crate) fn new(total: usize) -> Self {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        let kind = if std::io::stderr().is_terminal() && !dumb {
            Kind::Live(Mutex::new(Live { total, ..Live::default() }))
        } else {
            Kind::Lines
        };
        Self { kind }
    }

    #[cfg(test)]
    pub(crate) fn silent() -> Self {
        Self { kind: Kind::Silent }
    }

    /// A member is begun.
    pub(crate) fn started(&self, name: &str) {
        self.redraw(None, |live| live.running.push((name.to_owned(), "connecting".to_owned())));
    }

    /// Something about a member that is true for the moment.
    pub(crate) fn doing(&self, name: &str, what: &str) {
        self.redraw(None, |live| live.says(name, what));
    }

    /// How far something has come: on a terminal, in the member's own line.
    pub(crate) fn going(&self, name: &str, what: &str) {
        match self.kind {
            Kind::Live(_) => self.doing(name, what),
            _ => self.tell(name, what),
        }
    }

    /// Something about a member that was done.
    pub(crate) fn tell(&self, name: &str, line: &str) {
        let told = format!("{name}: {line}");
        self.redraw(Some(&told), |live| live.says(name, line));
    }

    /// A member came to its end.
    pub(crate) fn done(&self, name: &str, ran: usize) {
        let told = match ran {
            0 => format!("{name}: nothing to do"),
            _ => format!("{name}: done"),
        };
        // the many that have nothing to do would push what matters off a terminal
        let quiet = ran == 0 && matches!(self.kind, Kind::Live(_));
        self.redraw((!quiet).then_some(told.as_str()), |live| live.ends(name));
    }

    /// A member failed.
    pub(crate) fn failed(&self, name: &str, failure: &Failure) {
        self.redraw(Some(&format!("{name}: {failure}")), |live| {
            live.failed += 1;
            live.ends(name);
        });
    }

    /// Takes the last picture away.
    pub(crate) fn close(&self) {
        self.redraw(None, |live| live.total = 0);
    }

    /// Tells a line for good, and draws the picture anew as `change` makes it.
    fn redraw(&self, told: Option<&str>, change: impl FnOnce(&mut Live)) {
        match &self.kind {
            Kind::Live(live) => {
                let mut live = live.lock().unwrap_or_else(PoisonError::into_inner);
                change(&mut live);
                let frame = live.frame(told, width());
                // nobody is left to be told that stderr is gone
                drop(anstream::stderr().lock().write_all(frame.as_bytes()));
            }
            Kind::Lines => told.into_iter().for_each(output::note),
            #[cfg(test)]
            Kind::Silent => {}
        }
    }
}

impl Live {
    fn says(&mut self, name: &str, what: &str) {
        if let Some((_, now)) = self.running.iter_mut().find(|(running, _)| running == name) {
            what.clone_into(now);
        }
    }

    fn ends(&mut self, name: &str) {
        self.running.retain(|(running, _)| running != name);
        self.ended += 1;
    }

    /// What takes the last picture away, then the told line, then the new picture.
    fn frame(&mut self, told: Option<&str>, width: usize) -> String {
        let mut frame = String::new();
        if self.drawn > 0 {
            // writing to a String cannot fail
            let _ = write!(frame, "\u{1b}[{}A\r\u{1b}[J", self.drawn);
        }
        if let Some(told) = told {
            frame += told;
            frame.push('\n');
        }
        let mut lines: Vec<String> = Vec::new();
        if self.total > 0 {
            lines.extend(self.running.iter().map(|(name, what)| format!("{name}: {what}")));
            let failed = match self.failed {
                0 => String::new(),
                n => format!(", {n} failed"),
            };
            lines.push(format!("{} of {} done{failed}", self.ended, self.total));
        }
        self.drawn = lines.len();
        for line in lines {
            // a line that wraps would be two to take away
            frame.extend(one_line(&line).chars().take(width.saturating_sub(1)));
            frame.push('\n');
        }
        frame
    }
}

fn width() -> usize {
    let size = rustix::termios::tcgetwinsize(std::io::stderr());
    size.ok().map(|size| usize::from(size.ws_col)).filter(|width| *width > 0).unwrap_or(WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_takes_the_place_of_the_last_one() {
        let mut live = Live { total: 2, ..Live::default() };
        live.running.push(("a".to_owned(), "connecting".to_owned()));
        assert_eq!(live.frame(None, 80), "a: connecting\n0 of 2 done\n");
        live.says("a", "applied 20261120103000 a long title");
        assert_eq!(live.frame(None, 12), "\u{1b}[2A\r\u{1b}[Ja: applied \n0 of 2 done\n");
        live.ends("a");
        live.failed = 1;
        assert_eq!(
            live.frame(Some("a: done"), 80),
            "\u{1b}[2A\r\u{1b}[Ja: done\n1 of 2 done, 1 failed\n"
        );
        live.total = 0;
        assert_eq!(live.frame(None, 80), "\u{1b}[1A\r\u{1b}[J");
        assert_eq!(live.frame(None, 80), "");
    }
}
