//! Runs the members of a fleet, some at a time, and remembers how each one ended.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::members::Member;
use super::progress::Screen;
use crate::failure::{Failure, Result};

/// How a fleet is run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    /// How many members are worked on at a time, at least one.
    pub(crate) jobs: usize,
    /// Whether members are still started once one has failed.
    pub(crate) keep_going: bool,
}

/// What the work on a member says meanwhile.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// Where the member stands before anything is done.
    Stands(String),
    /// What is being done.
    Doing(String),
    /// A revision ran, and where the member stands since then.
    Ran {
        /// What to tell.
        told: String,
        /// The new place.
        to: String,
    },
    /// How far something has come that takes long.
    Going(String),
    /// Anything else worth a line.
    Note(String),
}

/// Who is told.
pub(crate) type Tell<'a> = &'a (dyn Fn(Event) + Sync);

/// How a member ended.
#[derive(Debug)]
pub(crate) enum End<T> {
    /// The work is done.
    Done(T),
    /// It failed; what was done before stays.
    Failed(Failure),
    /// Another one had failed before it was its turn.
    NotStarted,
}

/// A member of a fleet that was run.
#[derive(Debug)]
pub(crate) struct Row<T> {
    /// Its name.
    pub(crate) name: String,
    /// Where it stood before and in the end, as far as that got known.
    pub(crate) places: Option<(String, String)>,
    /// How many revisions ran.
    pub(crate) ran: usize,
    /// How long it took.
    pub(crate) time: Duration,
    /// How it ended.
    pub(crate) end: End<T>,
}

/// Does `work` on each member. The rows stand in the order of the members. After a failure no further one is
/// started, unless it keeps going; those that run are run to their end.
pub(crate) async fn run<T: Send>(
    members: Vec<Member>,
    how: How,
    screen: &Screen,
    work: impl AsyncFn(&Member, Tell<'_>) -> Result<T>,
) -> Vec<Row<T>> {
    let mut rows: Vec<Row<T>> = members.iter().map(Row::waiting).collect();
    let stopped = |rows: &mut [Row<T>], at: usize, failure: Failure| {
        rows[at].end = End::Failed(failure);
        !how.keep_going
    };
    let mut stop = false;
    let mut waiting = Vec::new();
    for (at, mut member) in members.into_iter().enumerate() {
        match member.refusal.take() {
            Some(failure) => {
                screen.failed(&member.name, &failure);
                stop |= stopped(&mut rows, at, failure);
            }
            None => waiting.push((at, member)),
        }
    }
    let mut waiting = waiting.into_iter();
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < how.jobs.max(1) && !stop {
            let Some((at, member)) = waiting.next() else { break };
            running.push(watched(at, member, screen, &work));
        }
        let Some((at, row)) = running.next().await else { break };
        stop |= matches!(row.end, End::Failed(_)) && !how.keep_going;
        rows[at] = row;
    }
    screen.close();
    rows
}

/// Does the work on one member, and keeps what it says.
async fn watched<T: Send>(
    at: usize,
    member: Member,
    screen: &Screen,
    work: &impl AsyncFn(&Member, Tell<'_>) -> Result<T>,
) -> (usize, Row<T>) {
    let start = Instant::now();
    let row = Mutex::new(Row::waiting(&member));
    screen.started(&member.name);
    let hear = |event: Event| {
        let mut row = row.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Stands(place) => row.places = Some((place.clone(), place)),
            Event::Doing(what) => screen.doing(&member.name, &what),
            Event::Going(line) => screen.going(&member.name, &line),
            Event::Note(line) => screen.tell(&member.name, &line),
            Event::Ran { told, to } => {
                row.ran += 1;
                if let Some((_, place)) = &mut row.places {
                    *place = to;
                }
                screen.tell(&member.name, &told);
            }
        }
    };
    let outcome = work(&member, &hear).await;
    let mut row = row.into_inner().unwrap_or_else(PoisonError::into_inner);
    row.time = start.elapsed();
    row.end = match outcome {
        Ok(done) => {
            screen.done(&member.name, row.ran);
            End::Done(done)
        }
        Err(failure) => {
            screen.failed(&member.name, &failure);
            End::Failed(failure)
        }
    };
    (at, row)
}

impl<T> Row<T> {
    /// What came of it, if it is done.
    pub(crate) fn done(&self) -> Option<&T> {
        match &self.end {
            End::Done(value) => Some(value),
            End::Failed(_) | End::NotStarted => None,
        }
    }

    fn waiting(member: &Member) -> Self {
        let name = member.name.clone();
        Self { name, places: None, ran: 0, time: Duration::ZERO, end: End::NotStarted }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn members(names: &[&str]) -> Vec<Member> {
        let member = |name: &&str| Member {
            name: (*name).to_owned(),
            label: None,
            schema: None,
            first: true,
            refusal: name.starts_with('!').then(|| Failure::new("unreachable")),
        };
        names.iter().map(member).collect()
    }

    /// Runs members, of which those with a `-` fail; returns how each ended and how many ran at once.
    fn outcome(names: &[&str], jobs: usize, keep_going: bool) -> (String, usize) {
        let (now, most) = (Cell::new(0), Cell::new(0));
        let work = async |member: &Member, tell: Tell<'_>| {
            now.set(now.get() + 1);
            most.set(most.get().max(now.get()));
            tell(Event::Stands("base".to_owned()));
            tokio::task::yield_now().await;
            tell(Event::Ran { told: "applied".to_owned(), to: "1".to_owned() });
            now.set(now.get() - 1);
            if member.name.starts_with('-') { Err(Failure::new("no")) } else { Ok(()) }
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let screen = Screen::silent();
        let rows = runtime.block_on(run(members(names), How { jobs, keep_going }, &screen, work));
        let letter = |row: &Row<()>| match &row.end {
            End::Done(()) => {
                assert_eq!(row.places, Some(("base".to_owned(), "1".to_owned())));
                'd'
            }
            End::Failed(_) => 'f',
            End::NotStarted => 'n',
        };
        (rows.iter().map(letter).collect(), most.get())
    }

    #[test]
    fn no_more_than_the_jobs_run_at_a_time() {
        for jobs in [1, 3, 100] {
            let names: Vec<String> = (0..10).map(|n| n.to_string()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            assert_eq!(outcome(&names, jobs, false), ("d".repeat(10), jobs.min(10)));
        }
        assert_eq!(outcome(&[], 4, false), (String::new(), 0));
    }

    #[test]
    fn after_a_failure_what_runs_is_finished_and_nothing_is_started() {
        assert_eq!(outcome(&["a", "-b", "c", "d"], 1, false).0, "dfnn");
        assert_eq!(outcome(&["-a", "-b", "c", "d"], 2, false).0, "ffnn");
        assert_eq!(outcome(&["a", "-b", "c", "-d"], 1, true).0, "dfdf");
    }

    #[test]
    fn a_member_that_is_refused_from_the_start_stops_or_not_like_any_other() {
        assert_eq!(outcome(&["a", "!b", "c"], 4, false).0, "nfn");
        assert_eq!(outcome(&["a", "!b", "c"], 4, true).0, "dfd");
    }
}
