//! Revisions as what a scratch database runs: their statements with the places they stand at.

use autogen_postgres::elaborate::{Piece, Stretch};
use autogen_revision::sections::{BATCH_MARK, marks};
use autogen_revision::{Direction, Mode, Place, Revision, StatementSpan};

use crate::config::shown;
use crate::failure::{Failure, Result};

/// What the up files of the revisions run, in order.
///
/// # Errors
/// When a file cannot be cut into statements, naming it and the line.
pub(crate) fn stretches<'a>(
    revisions: impl IntoIterator<Item = &'a Revision>,
) -> Result<Vec<Stretch>> {
    let mut stretches = Vec::new();
    for revision in revisions {
        stretches.extend(of_file(revision, Direction::Up)?);
    }
    Ok(stretches)
}

/// What one file of a revision runs, a section each. There are no rows to walk over in a scratch
/// database, so that a batched statement runs once, and no roles but the owner of everything.
///
/// # Errors
/// As [`stretches`].
pub(crate) fn of_file(revision: &Revision, direction: Direction) -> Result<Vec<Stretch>> {
    let path = shown(&revision.path(direction));
    let file = revision.file(direction);
    let sections = file.sections().map_err(|error| Failure::new(error).context(&path))?;
    let piece = |span: &StatementSpan<'_>, mode: &Mode| {
        let line = Place::in_statement(file.text(), span, 1).line;
        let sql = match mode {
            Mode::Batch(_) => all_rows(span.text),
            Mode::Transaction | Mode::NoTransaction { .. } => span.text.to_owned(),
        };
        Piece::new(format!("{path}:{line}"), sql)
    };
    let stretch = |section: &autogen_revision::SectionSpan<'_>| {
        let mode = &section.directives.mode;
        Stretch {
            transaction: !matches!(mode, Mode::NoTransaction { .. }),
            pieces: section.statements.iter().map(|span| piece(span, mode)).collect(),
        }
    };
    Ok(sections.iter().map(stretch).collect())
}

/// A batched statement for all rows at once.
fn all_rows(statement: &str) -> String {
    let mut sql = statement.to_owned();
    for at in marks(statement).into_iter().rev() {
        sql.replace_range(at..at + BATCH_MARK.len(), "true");
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::all_rows;

    #[test]
    fn all_rows_are_one_batch() {
        let sql = "update t set a = ':batch' where :batch and b = 'é' or (:batch)";
        assert_eq!(all_rows(sql), "update t set a = ':batch' where true and b = 'é' or (true)");
    }
}
