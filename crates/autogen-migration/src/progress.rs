//! What a run tells while it goes on.

use std::time::Duration;

use autogen_revision::{Direction, RevisionId};

/// Who is told. `()` does not listen.
pub trait Progress {
    /// Something has happened.
    fn tell(&mut self, event: &Event<'_>);
}

impl Progress for () {
    fn tell(&mut self, _: &Event<'_>) {}
}

/// What can happen. A new kind of event is no break: listeners pass over what they do not know.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Another run holds the lock.
    Waiting {
        /// How long it was waited for so far.
        waited: Duration,
        /// `: process 123 of role app`; empty where it cannot be known.
        holder: &'a str,
    },
    /// A revision is about to run.
    Started {
        /// Which.
        id: RevisionId,
        /// The first line of its message.
        title: &'a str,
        /// Which of its files.
        direction: Direction,
    },
    /// One of several sections of a revision is about to run.
    Section {
        /// The revision.
        id: RevisionId,
        /// The section, from 1.
        section: usize,
        /// How many there are.
        of: usize,
        /// `generated/….up.sql:12`.
        place: &'a str,
        /// Whether an earlier run has done it, so that it is passed over.
        done: bool,
    },
    /// A batch of a batched section has been committed.
    Batch {
        /// The revision.
        id: RevisionId,
        /// `generated/….up.sql:12`.
        place: &'a str,
        /// How far the walk has come.
        progress: &'a crate::batch::Progress,
    },
    /// Something that is as it should be, and that a person may wonder about, in words.
    Remark {
        /// The revision; none for the run as a whole.
        id: Option<RevisionId>,
        /// Such as `made the schema tenant_a`.
        what: &'a str,
    },
    /// A section could not get a lock, or was the victim of a deadlock, and is tried again.
    Retry {
        /// The revision.
        id: RevisionId,
        /// What the server said.
        problem: &'a str,
        /// Which attempt comes next, from 2.
        attempt: u32,
        /// How many there may be.
        of: u32,
        /// How long is waited before.
        pause: Duration,
    },
    /// What an interrupted run has left was settled by a look at the catalog, in words.
    Settled {
        /// The revision.
        id: RevisionId,
        /// `generated/….up.sql:12`.
        place: &'a str,
        /// Such as `index i was left invalid; it is dropped and built again`.
        what: &'a str,
    },
    /// A revision is recorded in place of those that it replaces, all of which are applied.
    Recorded {
        /// Which.
        id: RevisionId,
        /// The first line of its message.
        title: &'a str,
    },
    /// How far an interrupted run of a revision came is forgotten.
    Abandoned {
        /// Which.
        id: RevisionId,
    },
    /// A revision has been applied or taken back, and that is recorded.
    Finished {
        /// Which.
        id: RevisionId,
        /// The first line of its message.
        title: &'a str,
        /// Which of its files ran.
        direction: Direction,
        /// How long it ran.
        duration: Duration,
    },
}
