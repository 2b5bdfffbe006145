//! Why a run stopped, in words for a person: what went wrong, where, and what to type next.

use std::fmt::Write as _;
use std::path::PathBuf;

use autogen_revision::{
    Direction, HeaderError, IdError, Position, RevisionId, SectionError, StepError,
};
use thiserror::Error;

use crate::batch::BatchError;
use crate::execute::{describe, is_over};
use crate::foreign::Tool;
use crate::privilege::Denied;
use crate::table::{Applied, HistoryError};
use crate::writable::ReadOnly;

/// Why revisions were not run, or not all of them. The message may be of several lines, with an excerpt of
/// the file; [`RunError::hints`] are the ways out.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RunError {
    /// The table of applied revisions, or the lock, could not be had.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The connection.
    #[error("{}{}", if is_over(.0) { "the connection ended: " } else { "" }, describe(.0))]
    Connection(#[from] sqlx::Error),
    /// The session cannot write.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// There is no way to the target.
    #[error(transparent)]
    Steps(#[from] StepError),
    /// A recorded id is none.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A file cannot be cut into sections.
    #[error("{file}: {source}")]
    Sections {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: SectionError,
    },
    /// The text that the database kept cannot be read.
    #[error("{file}: {source}")]
    Kept {
        /// What text.
        file: String,
        /// What is wrong with it.
        source: HeaderError,
    },
    /// The database has applied what the folder does not hold.
    #[error(
        "the database is ahead of this checkout: it has applied {}, which {} does not hold",
        ahead(.revisions), .folder.display()
    )]
    Ahead {
        /// The revisions and what is recorded of them.
        revisions: Vec<(RevisionId, Applied)>,
        /// The folder.
        folder: PathBuf,
        /// Where a downgrade would lead that takes them back, if it can.
        back_to: Option<Position>,
    },
    /// A file was edited after it ran.
    #[error("{} was edited after it was applied to this database ({applied_at} UTC)", .file.display())]
    Edited {
        /// The up file.
        file: PathBuf,
        /// When it was applied.
        applied_at: String,
    },
    /// An unknown revision cannot be taken back.
    #[error(
        "revision {id} ({title}) cannot be taken back: the folder does not hold it, and an earlier \
         autogen that applied it kept no text of it"
    )]
    NoText {
        /// The revision.
        id: RevisionId,
        /// The first line of its message.
        title: String,
    },
    /// Another tool applied it, and only that tool can forget it.
    #[error("revision {id} was applied by {tool}, which keeps the record of it in {}", .tool.table())]
    Elsewhere {
        /// The revision.
        id: RevisionId,
        /// The tool.
        tool: Tool,
    },
    /// The table of applied revisions could not be changed.
    #[error("the table of applied revisions cannot be changed: {}", describe(.0))]
    Stamp(sqlx::Error),
    /// A revision was interrupted on its way in the other direction.
    #[error(
        "revision {id} ({title}) is {} in part: it was interrupted in section {section}, {at} UTC",
        if *.direction == Direction::Up { "applied" } else { "taken back" }
    )]
    Partial {
        /// The revision.
        id: RevisionId,
        /// The first line of its message.
        title: String,
        /// Which way it was going.
        direction: Direction,
        /// How far it came.
        section: usize,
        /// When.
        at: String,
    },
    /// A file holds what cannot be run; nothing was.
    #[error("{problem}\n{}", .excerpt.trim_end())]
    Refused {
        /// What is wrong.
        problem: String,
        /// The place in the file.
        excerpt: String,
        /// The way out.
        hint: String,
    },
    /// A statement failed.
    #[error("{0}")]
    Failed(Box<Failed>),
    /// What ran before an interruption was edited since.
    #[error(
        "{place}: {what} ran before the revision was interrupted, and its text has changed since"
    )]
    Changed {
        /// File and line.
        place: String,
        /// `section 2`, `this statement`.
        what: String,
    },
    /// It is not known whether a statement ran.
    #[error(
        "it is not known whether this statement of revision {id} ran to its end: it was started \
         {at} UTC by {by}, and the connection ended before the server answered\n{}",
        .excerpt.trim_end()
    )]
    InDoubt {
        /// The revision.
        id: RevisionId,
        /// Which way it was going.
        direction: Direction,
        /// The place in the file.
        excerpt: String,
        /// When it was started.
        at: String,
        /// By which role.
        by: String,
    },
    /// A batched section did not come to its end.
    #[error("{}", batched(.id, *.direction, .place, .excerpt.as_deref(), .source))]
    Batch {
        /// The revision.
        id: RevisionId,
        /// Which of its files.
        direction: Direction,
        /// File and line of the section.
        place: String,
        /// The place in the file, where a statement failed.
        excerpt: Option<String>,
        /// Why.
        source: Box<BatchError>,
    },
    /// The statements of a section ended our transaction, or left one open.
    #[error(
        "{place}: the statements of this section {}",
        if *.open { "leave a transaction open" } else { "end the transaction that they run in, and so its record is lost" }
    )]
    Transaction {
        /// File and line of the section.
        place: String,
        /// Whether one was left open; else ours was ended.
        open: bool,
    },
    /// There is a pooler in between that gives each transaction another session.
    #[error(
        "the connection goes through a pooler that hands each transaction to another session of the \
         server (PgBouncer's transaction mode), where the lock that keeps two runs apart does not hold; \
         {}",
        if *.ran { "the run stops here, and what is recorded is there" } else { "nothing was run" }
    )]
    Pooler {
        /// Whether revisions ran before it was noticed.
        ran: bool,
    },
    /// The lock is gone while the session is there.
    #[error(
        "the lock under which revisions are applied is gone behind revision {id}, which may have given it \
         back (pg_advisory_unlock_all); what is recorded is there, and the run stops here"
    )]
    LockLost {
        /// The revision.
        id: RevisionId,
    },
}

/// A statement that failed, and what has become of its revision.
#[derive(Debug)]
pub struct Failed {
    /// The revision.
    pub id: RevisionId,
    /// Which of its files.
    pub direction: Direction,
    /// What stays of the revision.
    pub left: Left,
    /// What the server said.
    pub message: String,
    /// The place in the file; none for what is not in it.
    pub excerpt: Option<String>,
    /// The server's code.
    pub code: Option<String>,
}

/// What stays of a revision that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nothing.
    Nothing,
    /// The connection ended, and what was under way may have come to its end.
    Unknown,
    /// The sections before this one.
    Before {
        /// The section that failed, from 1.
        section: usize,
        /// How many there are.
        of: usize,
    },
    /// The statements before this one, and perhaps a part of it.
    Statements {
        /// The statement that failed, from 1.
        statement: usize,
    },
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, direction, left, message, excerpt, code: _ } = self;
        let what = match direction {
            Direction::Up => format!("revision {id}"),
            Direction::Down => format!("taking back revision {id}"),
        };
        let mut text = match left {
            Left::Nothing => format!("{what} failed and was rolled back: {message}"),
            Left::Unknown => format!("the connection ended while {what} ran: {message}"),
            Left::Before { section, of } => format!(
                "{what} failed in section {section} of {of}, which was rolled back; what ran before it \
                 stays: {message}"
            ),
            Left::Statements { statement } => format!(
                "{what} failed at statement {statement} of a section outside a transaction; what ran \
                 before it stays: {message}"
            ),
        };
        if let Some(excerpt) = excerpt {
            text += "\n";
            text += excerpt.trim_end();
        }
        f.write_str(&text)
    }
}

fn batched(
    id: &RevisionId,
    direction: Direction,
    place: &str,
    excerpt: Option<&str>,
    source: &BatchError,
) -> String {
    let what = match direction {
        Direction::Up => format!("revision {id}"),
        Direction::Down => format!("taking back revision {id}"),
    };
    let mut text = format!(
        "{what} stopped in the batched section at {place}; the batches before stay: {source}"
    );
    if let Some(excerpt) = excerpt {
        text += "\n";
        text += excerpt.trim_end();
    }
    text
}

fn ahead(revisions: &[(RevisionId, Applied)]) -> String {
    let mut text = String::new();
    for (at, (id, record)) in revisions.iter().enumerate() {
        let join = if at == 0 { "" } else { ", " };
        let by = record.applied_by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        let (title, when) = (record.title(), &record.applied_at);
        // a String takes all that is written
        let _ = write!(text, "{join}revision {id} ({title}), applied {when} UTC{by}");
    }
    text
}

impl RunError {
    /// What to do about it, one way out a line.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        let one = |text: &str| vec![text.to_owned()];
        match self {
            Self::History(HistoryError::Locked { .. }) => {
                one("wait longer with --wait SECS, or end the other session")
            }
            Self::History(HistoryError::Foreign { .. }) => {
                one("give ours another name: [revision_table] name = \"…\" in autogen.toml")
            }
            Self::Ahead { back_to, .. } => {
                let mut hints =
                    one("get the branch that holds it, or restore its two files from git");
                hints.extend(back_to.map(|position| {
                    format!(
                        "or take it back with the text that the database kept: autogen downgrade {position}"
                    )
                }));
                hints
            }
            Self::Edited { .. } => {
                one("restore the file from git; write a further change as a revision of its own")
            }
            Self::NoText { .. } => {
                one("get the branch that holds it, or restore its two files from git")
            }
            Self::Elsewhere { tool, .. } => vec![
                "take it back with that tool".to_owned(),
                format!(
                    "or, if it is not used any more: autogen stamp head, and remove its table {}",
                    tool.table()
                ),
            ],
            Self::Partial { direction, .. } => vec![
                match direction {
                    Direction::Up => "finish it first: autogen upgrade",
                    Direction::Down => "finish it first: autogen downgrade, to where it was going",
                }
                .to_owned(),
                "or put right by hand what it did, and record where the database is: autogen stamp REV"
                    .to_owned(),
            ],
            Self::Refused { hint, .. } => vec![hint.clone()],
            Self::ReadOnly(why) => why.hints(),
            Self::Failed(failed) => failed.hints(),
            Self::Batch { source, direction, .. } => {
                vec![source.hint().replace("autogen upgrade", command(*direction))]
            }
            Self::Changed { .. } => one(
                "restore the text that ran from git; only what failed or did not run yet may be changed",
            ),
            Self::InDoubt { direction, .. } => {
                let command = command(*direction);
                vec![
                    "look at the database whether it took effect".to_owned(),
                    format!("if it did, go on behind it: {command} --resume-after"),
                    format!("if it did not, or may run twice, run it again: {command} --retry"),
                    "statements that may always run twice can say so: `-- autogen: idempotent`"
                        .to_owned(),
                ]
            }
            Self::Transaction { .. } => one(
                "a revision begins and ends its transactions by sections: see `-- autogen: section` and \
                 `-- autogen: no transaction`",
            ),
            Self::Pooler { .. } => one(
                "connect to the server itself, or to a pool in session mode (pool_mode = session)",
            ),
            Self::LockLost { .. } => one("go on with the same command"),
            Self::Connection(error) if is_over(error) => {
                one("run it again: it goes on from what the database has")
            }
            Self::History(_)
            | Self::Connection(_)
            | Self::Id(_)
            | Self::Steps(_)
            | Self::Stamp(_)
            | Self::Sections { .. }
            | Self::Kept { .. } => Vec::new(),
        }
    }

    /// The privilege that is missing, if that is what is wrong.
    #[must_use]
    pub fn denied(&self) -> Option<Denied> {
        match self {
            Self::History(history) => history.denied(),
            Self::Connection(error) | Self::Stamp(error) => Denied::of(error, true),
            Self::Failed(failed) if failed.code.as_deref() == Some("42501") => {
                Denied::said(&failed.message, true)
            }
            Self::Batch { source, .. } => match source.as_ref() {
                BatchError::Statement { error, .. } => Denied::of(&error.source, true),
                BatchError::Query(error) => Denied::of(error, true),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a person has to decide before it can go on.
    #[must_use]
    pub fn needs_decision(&self) -> bool {
        matches!(self, Self::InDoubt { .. })
    }
}

impl Failed {
    fn hints(&self) -> Vec<String> {
        let code = self.code.as_deref().unwrap_or_default();
        let command = command(self.direction);
        if self.left == Left::Unknown {
            return vec![format!("run it again: {command} goes on from what the database has")];
        }
        let text = match code {
            // duplicate_table, _column, _object, _schema: made outside of the revisions
            "42P07" | "42701" | "42710" | "42P06"
                if self.direction == Direction::Up && self.left == Left::Nothing =>
            {
                return vec![
                    "the database has that already, and not from these revisions; see what was done by \
                     hand: autogen current --check"
                        .to_owned(),
                    self.stamp("makes"),
                ];
            }
            // undefined_table, _column, _object: perhaps dropped outside of the revisions
            "42P01" | "42703" | "42704"
                if self.direction == Direction::Up && self.left == Left::Nothing =>
            {
                return vec![
                    format!("mend the file and `autogen seal`, then `{command}`"),
                    format!("if it was dropped by hand: {}", self.stamp("does")),
                ];
            }
            // active_sql_transaction
            "25001" => {
                "put it into a section of its own, under a line `-- autogen: no transaction`, then \
                        `autogen seal`"
                    .to_owned()
            }
            // query_canceled, by a limit of the role, the database or ours
            "57014" => {
                format!("run it again with more time: {command} --statement-timeout 10min")
            }
            // lock_not_available, deadlock_detected
            "55P03" | "40P01" => {
                format!("run it again when the table is less used, or with more time: {command}")
            }
            // insufficient_privilege: the caller knows for whom
            "42501" => format!("then: {command}"),
            // disk_full
            "53100" => format!("make room on the server's disk, then: {command}"),
            _ => format!(
                "mend the rows it stumbles over, or the file and `autogen seal`; then `{command}`"
            ),
        };
        vec![text]
    }

    /// The way out where the database is already as the revision would have it.
    fn stamp(&self, does: &str) -> String {
        let id = self.id;
        format!(
            "if the database has all that this revision {does} (`autogen diff --from database --to \
             revisions@{id}` is empty), record it without running: autogen stamp {id}"
        )
    }
}

fn command(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "autogen upgrade",
        Direction::Down => "autogen downgrade",
    }
}
