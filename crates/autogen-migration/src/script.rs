//! A file of a revision, ready to run: read, cut into sections, and checked before anything runs.

use autogen_revision::bound::{Bound, bound};
use autogen_revision::{
    Chain, Direction, FileText, Mode, Place, Revision, RevisionId, SectionSpan, StatementSpan,
    Version,
};

use crate::error::RunError;
use crate::execute::StatementError;
use crate::journal::Entry;
use crate::options::RunOptions;
use crate::words::{self, Control};

/// A file of a revision.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    /// The revision.
    pub(crate) id: RevisionId,
    /// The first line of its message.
    pub(crate) title: String,
    /// Which of its files.
    pub(crate) direction: Direction,
    /// What messages call the file.
    pub(crate) name: String,
    /// Its sections; a file without statements has one without.
    pub(crate) sections: Vec<SectionSpan<'a>>,
    /// The statement that records that it ran.
    pub(crate) record: Note<'a>,
    /// The revisions that it stands for, as one that was squashed.
    pub(crate) replaces: Vec<RevisionId>,
    text: &'a str,
}

/// What is recorded of a script in the end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Note<'a> {
    /// The revision is applied, and the schema is at this version then.
    Applied(&'a Revision, Option<Version>),
    /// It is applied since all that it replaces is, which is forgotten.
    Replaces(&'a Revision, Option<Version>, &'a [RevisionId]),
    /// It is not any more.
    Forgotten,
}

impl<'a> Script<'a> {
    /// The file of a revision of the chain.
    pub(crate) fn of(
        chain: &Chain,
        revision: &'a Revision,
        direction: Direction,
    ) -> Result<Self, RunError> {
        let name = revision.path(direction).display().to_string();
        let record = match direction {
            Direction::Up => Note::Applied(revision, chain.version([revision.id()])),
            Direction::Down => Note::Forgotten,
        };
        let script = Self::new(revision.file(direction), direction, name, record)?;
        Ok(Self { replaces: revision.header().replaces.clone(), ..script })
    }

    /// No file at all: a revision is recorded in place of what it replaces.
    pub(crate) fn recording(
        chain: &Chain,
        revision: &'a Revision,
        forgets: &'a [RevisionId],
    ) -> Self {
        Self {
            id: revision.id(),
            replaces: revision.header().replaces.clone(),
            title: revision.title().to_owned(),
            direction: Direction::Up,
            name: revision.path(Direction::Up).display().to_string(),
            sections: Vec::new(),
            record: Note::Replaces(revision, chain.version([revision.id()]), forgets),
            text: "",
        }
    }

    /// The down file of a revision that the chain does not hold, as the database kept it.
    pub(crate) fn kept(file: &'a FileText) -> Result<Self, RunError> {
        let name = format!("the down text of revision {} that the database kept", file.header.id);
        Self::new(file, Direction::Down, name, Note::Forgotten)
    }

    fn new(
        file: &'a FileText,
        direction: Direction,
        name: String,
        record: Note<'a>,
    ) -> Result<Self, RunError> {
        let sections =
            file.sections().map_err(|source| RunError::Sections { file: name.clone(), source })?;
        let header = &file.header;
        let title = header.message.lines().next().unwrap_or_default().to_owned();
        let (id, text) = (header.id, file.text());
        let replaces = header.replaces.clone();
        Ok(Self { id, title, direction, name, sections, record, replaces, text })
    }

    /// Whether it runs in one transaction, together with its record: no journal is kept of it.
    pub(crate) fn is_plain(&self) -> bool {
        match self.sections.as_slice() {
            [] => true,
            [section] => section.directives.mode == Mode::Transaction && !section.directives.once,
            _ => false,
        }
    }

    /// The last section that runs once per database, from 0.
    pub(crate) fn last_once(&self) -> Option<usize> {
        self.sections.iter().rposition(|section| section.directives.once)
    }

    /// `generated/….up.sql:12`, for a section.
    pub(crate) fn place(&self, section: &SectionSpan<'_>) -> String {
        format!("{}:{}", self.name, section.line)
    }

    /// The same for a statement.
    pub(crate) fn place_of(&self, statement: &StatementSpan<'_>) -> String {
        format!("{}:{}", self.name, Place::at_byte(self.text, statement.start).line)
    }

    /// A statement shown in its file.
    pub(crate) fn excerpt(&self, statement: &StatementSpan<'_>, position: usize) -> String {
        Place::in_statement(self.text, statement, position).excerpt(self.text, &self.name)
    }

    /// The place that an error of the server is about, where it is in the file.
    pub(crate) fn excerpt_of(
        &self,
        section: &SectionSpan<'_>,
        error: &StatementError,
    ) -> Option<String> {
        let statement = section.statements.get(error.index)?;
        Some(self.excerpt(statement, error.position.unwrap_or(1)))
    }

    /// What the journal holds of a section, from 0.
    pub(crate) fn entries<'j>(
        &self,
        journal: &'j [Entry],
        at: usize,
    ) -> impl Iterator<Item = &'j Entry> {
        let (revision, direction, section) = (self.id.as_i64(), self.direction, at + 1);
        journal.iter().filter(move |entry| {
            let step = entry.step;
            step.revision == revision && step.direction == direction && step.section == section
        })
    }

    /// What to say when it is not known whether a statement ran.
    pub(crate) fn in_doubt(
        &self,
        statement: &StatementSpan<'_>,
        entry: Option<&Entry>,
    ) -> RunError {
        RunError::InDoubt {
            id: self.id,
            direction: self.direction,
            excerpt: self.excerpt(statement, 1),
            at: entry.map(|entry| entry.started_at.clone()).unwrap_or_default(),
            by: entry.map(|entry| entry.started_by.clone()).unwrap_or_default(),
        }
    }

    /// Refuses what cannot be run as it stands.
    ///
    /// # Errors
    /// [`RunError::Refused`], with the place.
    pub(crate) fn check(&self, options: &RunOptions) -> Result<(), RunError> {
        self.check_schema(options)?;
        for section in &self.sections {
            for statement in &section.statements {
                self.check_statement(section, statement)?;
            }
            self.check_section(section, options)?;
        }
        Ok(())
    }

    /// Refuses what is bound to the schema that the revisions were written for, in any other.
    fn check_schema(&self, options: &RunOptions) -> Result<(), RunError> {
        let there = &options.default_schema;
        let Some(home) = options.home_schema.as_ref().filter(|home| *home != there) else {
            return Ok(());
        };
        let Some(first) = bound(self.text, &self.sections, home.as_str()).into_iter().next() else {
            return Ok(());
        };
        let Bound { place, what } = first;
        Err(RunError::Refused {
            problem: format!("revision {} cannot run in the schema {there}: {what}", self.id),
            excerpt: place.excerpt(self.text, &self.name),
            hint: format!(
                "leave names of the schema {home} unqualified, declare extensions in a schema of their own, \
                 and set what stands outside apart by `-- autogen: once per database` (`tenants = true` in \
                 autogen.toml makes new revisions so); then `autogen seal`"
            ),
        })
    }

    /// Refuses a section under a role that is not configured, where the server cannot be asked whether it
    /// is one of our own.
    ///
    /// # Errors
    /// [`RunError::Refused`], with the place.
    pub(crate) fn check_words(&self, options: &RunOptions) -> Result<(), RunError> {
        for section in &self.sections {
            if let Some(word) = &section.directives.role
                && !options.roles.contains_key(word)
            {
                return Err(self.no_role(section, word));
            }
        }
        Ok(())
    }

    /// What to say of a role that is not configured.
    pub(crate) fn no_role(&self, section: &SectionSpan<'_>, word: &str) -> RunError {
        self.refused(
            section,
            &format!("it asks for a role under the word `{word}`, and none is configured"),
            format!(
                "name the role in autogen.toml: [roles] {word} = \"…\", or for one database: \
                 [database.LABEL.roles] {word} = \"…\""
            ),
        )
    }

    /// What to say of a walk that a script would begin anew.
    pub(crate) fn half_walked(&self, at: usize, entry: &Entry) -> RunError {
        let problem = format!(
            "its batched section was interrupted ({} UTC), and a script cannot go on where it was",
            entry.started_at
        );
        let hint = "let autogen finish it: autogen upgrade".to_owned();
        self.refused(&self.sections[at], &problem, hint)
    }

    /// A refusal of a section, with its place.
    pub(crate) fn refused(&self, section: &SectionSpan<'_>, why: &str, hint: String) -> RunError {
        let place = self.place(section);
        let first = section.statements.first();
        RunError::Refused {
            problem: format!("revision {} cannot be run: {place}: {why}", self.id),
            excerpt: first.map(|first| self.excerpt(first, 1)).unwrap_or_default(),
            hint,
        }
    }

    fn check_statement(
        &self,
        section: &SectionSpan<'_>,
        statement: &StatementSpan<'_>,
    ) -> Result<(), RunError> {
        let in_transaction = section.directives.mode == Mode::Transaction;
        let (problem, hint) = match words::control(statement.text) {
            Some(Control::Transaction) => (
                "it begins or ends a transaction, which only the runtime may",
                "take it out: a plain section is a transaction of its own; a further one begins with a line \
                 `-- autogen: section`, and what needs none stands under `-- autogen: no transaction`; then \
                 `autogen seal`",
            ),
            Some(Control::Savepoint) if !in_transaction => (
                "it needs a transaction, and the section runs outside of one",
                "take it out, or begin a plain section above it: `-- autogen: section`; then `autogen seal`",
            ),
            Some(Control::Discard) => (
                "it ends what holds the session together: the lock under which revisions are applied",
                "take it out, then `autogen seal`",
            ),
            Some(Control::Savepoint) | None => return Ok(()),
        };
        Err(RunError::Refused {
            problem: format!("revision {} cannot be run: {problem}", self.id),
            excerpt: self.excerpt(statement, 1),
            hint: hint.to_owned(),
        })
    }

    fn check_section(
        &self,
        section: &SectionSpan<'_>,
        options: &RunOptions,
    ) -> Result<(), RunError> {
        let Some(first) = section.statements.first() else { return Ok(()) };
        let directives = &section.directives;
        let refused = |problem: &str, hint: &str| {
            Err(RunError::Refused {
                problem: format!("revision {} cannot be run: {problem}", self.id),
                excerpt: self.excerpt(first, 1),
                hint: hint.to_owned(),
            })
        };
        if options.single_transaction && directives.mode != Mode::Transaction {
            return refused(
                "it holds a section that cannot be a part of a single transaction",
                "run the revisions up to it with --single-transaction, and it without",
            );
        }
        Ok(())
    }
}
