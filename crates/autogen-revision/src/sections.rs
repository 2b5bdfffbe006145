//! The sections of a file, as they are read: runs of statements under directives.
//!
//! A run of `-- autogen: …` lines between statements opens a section; it ends where the next run
//! begins. What stands before the first is a plain section.

use crate::checksum::Checksum;
use crate::directive::parse::directives;
use crate::directive::{DirectiveError, Directives, Mode};
use crate::split::{SplitError, StatementSpan, split};
use crate::tokens::tokens;

/// One section of a file and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionSpan<'a> {
    /// What its directives say.
    pub directives: Directives,
    /// The line, from 1, of its first directive, or else of its first statement.
    pub line: usize,
    /// Its statements, placed in the file's text. Directives are not among their comments.
    pub statements: Vec<StatementSpan<'a>>,
    /// The checksum over directives and statements; comments and white space between do not count.
    pub checksum: Checksum,
}

/// Why a file cannot be cut into sections.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SectionError {
    /// Its statements cannot be told apart.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// A directive is wrong.
    #[error(transparent)]
    Directive(#[from] DirectiveError),
}

/// The mark in a batched statement that stands for the condition on its rows, as psql writes a
/// variable.
pub const BATCH_MARK: &str = ":batch";

/// Cuts a file's text into its sections, in order; none for a file without statements.
/// `transaction` says whether a section without directives runs in a transaction.
pub(crate) fn sections(
    text: &str,
    transaction: bool,
) -> Result<Vec<SectionSpan<'_>>, SectionError> {
    let statements = split(text)?;
    let mut runs = runs(text, &statements)?.into_iter().peekable();
    let mut sections: Vec<SectionSpan<'_>> = Vec::new();
    let plain = Directives {
        mode: if transaction {
            Mode::Transaction
        } else {
            Mode::NoTransaction { idempotent: false }
        },
        ..Directives::default()
    };
    let mut open = Some(Open { directives: plain, line: None, statements: Vec::new() });
    for (at, mut statement) in statements.into_iter().enumerate() {
        while let Some(run) = runs.next_if(|run| run.before <= at) {
            sections.extend(open.take().map(Open::close).transpose()?.flatten());
            open = Some(Open::begin(&run)?);
        }
        statement.comments.retain(|comment| !comment.trim_start().starts_with(COMMENT));
        if let Some(open) = &mut open {
            open.line.get_or_insert_with(|| line_of(text, statement.start));
            open.statements.push(statement);
        }
    }
    for run in runs {
        sections.extend(open.take().map(Open::close).transpose()?.flatten());
        open = Some(Open::begin(&run)?);
    }
    sections.extend(open.take().map(Open::close).transpose()?.flatten());
    Ok(sections)
}

/// What a comment begins with if it is a directive, blanks aside: one that is written a little
/// differently from [`MARK`](crate::directive::MARK) must not be passed over.
const COMMENT: &str = "autogen:";

/// Directives that stand together.
struct Run<'a> {
    /// The number of the statement that they stand before.
    before: usize,
    lines: Vec<(usize, &'a str)>,
}

fn runs<'a>(text: &'a str, statements: &[StatementSpan<'_>]) -> Result<Vec<Run<'a>>, SectionError> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    for token in tokens(text).into_iter().filter(|token| token.is_comment()) {
        let comment = token.text.strip_prefix("--").map(str::trim_start);
        let Some(directive) = comment.and_then(|text| text.strip_prefix(COMMENT)) else { continue };
        let line = line_of(text, token.start);
        let before = statements.partition_point(|statement| statement.end <= token.start);
        if statements.get(before).is_some_and(|statement| statement.start < token.start) {
            return Err(DirectiveError::Within { line }.into());
        }
        match runs.last_mut() {
            Some(run) if run.before == before => run.lines.push((line, directive)),
            _ => runs.push(Run { before, lines: vec![(line, directive)] }),
        }
    }
    Ok(runs)
}

/// The section being read.
struct Open<'a> {
    directives: Directives,
    line: Option<usize>,
    statements: Vec<StatementSpan<'a>>,
}

impl<'a> Open<'a> {
    fn begin(run: &Run<'_>) -> Result<Self, DirectiveError> {
        let line = run.lines.first().map(|(line, _)| *line);
        Ok(Self { directives: directives(&run.lines)?, line, statements: Vec::new() })
    }

    /// `None` if nothing stands before the first directive.
    fn close(self) -> Result<Option<SectionSpan<'a>>, DirectiveError> {
        let Self { directives, line, statements } = self;
        let Some(line) = line else { return Ok(None) };
        if statements.is_empty() {
            return Err(DirectiveError::Empty { line });
        }
        if matches!(directives.mode, Mode::Batch(_)) {
            let marked = |statement: &StatementSpan<'_>| !marks(statement.text).is_empty();
            if statements.len() != 1 || !marked(&statements[0]) {
                return Err(DirectiveError::Batch { line });
            }
        }
        let mut content = directives.to_string();
        for statement in &statements {
            content.push_str(statement.text);
            content.push_str(";\n");
        }
        let checksum = Checksum::of(&content);
        Ok(Some(SectionSpan { directives, line, statements, checksum }))
    }
}

/// Where [`BATCH_MARK`] stands in a statement, outside of strings, names and comments: the bytes
/// at which it starts.
#[must_use]
pub fn marks(statement: &str) -> Vec<usize> {
    let all = tokens(statement);
    let pairs = all.iter().zip(all.iter().skip(1));
    let marks = pairs.filter(|(colon, word)| {
        colon.text == ":" && word.text == "batch" && colon.end() == word.start
    });
    // `::batch` is a cast to a type of that name
    let is_cast = |at: usize| statement[..at].ends_with(':');
    marks.map(|(colon, _)| colon.start).filter(|at| !is_cast(*at)).collect()
}

fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

#[cfg(test)]
mod tests;
