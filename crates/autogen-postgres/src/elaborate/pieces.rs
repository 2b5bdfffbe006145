//! Statements that need not come in the order they depend on each other.

use std::fmt;

use autogen_core::ident::Ident;
use autogen_core::script::settings;
use sqlx::Executor;
use sqlx::postgres::PgConnection;

use super::{ElaborateError, Excerpt, Piece, lacks_something, place_in, since};
use autogen_migration::execute::{StatementError, describe, run, run_transaction};

/// The longest line of a statement that a message shows.
const LINE: usize = 100;

/// Runs the statements in one transaction; none if Postgres refuses one of them. `search_path` stands
/// behind the default schema.
pub(super) async fn run_at_once(
    connection: &mut PgConnection,
    default_schema: &Ident,
    search_path: &[Ident],
    pieces: &[Piece],
) -> Option<()> {
    let mut statements = before(default_schema, search_path);
    statements.extend(pieces.iter().map(|piece| piece.sql.clone()));
    run_transaction(connection, default_schema, &statements).await.ok()
}

/// The setting that names further schemas.
fn before(default_schema: &Ident, search_path: &[Ident]) -> Vec<String> {
    if search_path.is_empty() {
        return Vec::new();
    }
    let path: Vec<_> = search_path.iter().map(ToString::to_string).collect();
    vec![format!("set local search_path = {default_schema}, {}", path.join(", "))]
}

/// Runs the statements in one transaction: all at once, and only if that fails one by one, each as often
/// as others get any further. `search_path` stands behind the default schema.
///
/// # Errors
/// All that Postgres refuses in the end.
pub(super) async fn run_all(
    connection: &mut PgConnection,
    default_schema: &Ident,
    search_path: &[Ident],
    pieces: &[Piece],
) -> Result<(), ElaborateError> {
    if run_at_once(connection, default_schema, search_path, pieces).await.is_some() {
        return Ok(());
    }
    let mut start = vec!["begin".to_owned()];
    start.extend(settings(default_schema));
    start.extend(before(default_schema, search_path));
    run(connection, &start).await.map_err(|source| {
        let origin = "settings".to_owned();
        ElaborateError::Statement { origin, source: Box::new(source) }
    })?;
    let refused = one_by_one(connection, pieces).await?;
    if refused.is_empty() {
        connection.execute("commit").await?;
        return Ok(());
    }
    connection.execute("rollback").await?;
    Err(ElaborateError::Pieces(Refusals::new(refused)))
}

/// Runs each statement behind a savepoint, until none that is left gets any further.
async fn one_by_one(
    connection: &mut PgConnection,
    pieces: &[Piece],
) -> Result<Vec<Refusal>, ElaborateError> {
    let major = connection.server_version_num().unwrap_or_default() / 10_000;
    let mut waiting: Vec<&Piece> = pieces.iter().collect();
    loop {
        let (mut left, mut refused) = (Vec::new(), Vec::new());
        for piece in &waiting {
            connection.execute("savepoint piece").await?;
            match run(connection, std::slice::from_ref(&piece.sql)).await {
                Ok(()) => {
                    connection.execute("release savepoint piece").await?;
                }
                Err(source) => {
                    connection.execute("rollback to savepoint piece").await?;
                    left.push(*piece);
                    let code = source.source.as_database_error().and_then(|error| error.code());
                    let hint = code.and_then(|code| since::hint(&piece.sql, &code, major));
                    refused.push(Refusal { piece: (*piece).clone(), source, hint });
                }
            }
        }
        if left.is_empty() || left.len() == waiting.len() {
            return Ok(refused);
        }
        waiting = left;
    }
}

/// The statements that Postgres refuses, whatever runs before them.
#[derive(Debug)]
pub struct Refusals(Vec<Refusal>);

#[derive(Debug)]
struct Refusal {
    piece: Piece,
    source: StatementError,
    /// What the server is too old for.
    hint: Option<String>,
}

impl Refusals {
    fn new(mut refused: Vec<Refusal>) -> Self {
        // What does not only lack what another one would have made comes first.
        refused.sort_by_key(|refusal| lacks_something(&refusal.source.source));
        // Of what one entity asks for, the first to fail takes the rest along.
        let mut origins = std::collections::BTreeSet::new();
        refused.retain(|refusal| origins.insert(refusal.piece.origin.clone()));
        Self(refused)
    }

    /// The views that need each other, if these are among them: each lacks the next one, the last one
    /// the first.
    fn cycle(&self) -> Option<Vec<usize>> {
        for start in 0..self.0.len() {
            let mut path = vec![start];
            while let Some(next) = self.lacks(path[path.len() - 1]) {
                if let Some(at) = path.iter().position(|index| *index == next) {
                    path.drain(..at);
                    return Some(path);
                }
                path.push(next);
            }
        }
        None
    }

    /// The refused view that a refused view lacks. Only Postgres knows what a query reads; it names the
    /// first relation that is not there.
    fn lacks(&self, index: usize) -> Option<usize> {
        let Refusal { piece, source, hint: _ } = self.0.get(index)?;
        piece.view.as_ref()?;
        let error = source.source.as_database_error()?;
        if error.code().is_none_or(|code| code != "42P01") {
            return None;
        }
        self.0.iter().position(|other| {
            other.piece.view.as_ref().is_some_and(|view| names(error.message(), view))
        })
    }
}

/// Whether a text names a relation, in whatever quotes its language has.
pub(super) fn names(message: &str, relation: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || "_.$".contains(c);
    message.match_indices(relation).any(|(at, _)| {
        let before = message[..at].chars().next_back();
        let after = message[at + relation.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cycle = self.cycle().unwrap_or_default();
        if !cycle.is_empty() {
            write!(f, "these views need each other, so that none can be made:")?;
            for index in &cycle {
                let Refusal { piece, source, hint: _ } = &self.0[*index];
                let said = source.source.as_database_error().map_or("", |error| error.message());
                write!(f, "\n  {}: {said}", piece.origin)?;
            }
        }
        let rest = self.0.iter().enumerate().filter(|(index, _)| !cycle.contains(index));
        for (number, (_, refusal)) in rest.enumerate() {
            let first = number == 0 && cycle.is_empty();
            write!(f, "{}{refusal}", if first { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { piece: Piece { origin, sql, file, .. }, source, hint } = self;
        let at = source.position.map(|at| at.saturating_sub(1));
        let in_file = file.as_ref().zip(at).and_then(|(excerpt, at)| {
            let at = at.checked_sub(excerpt.start).filter(|at| *at <= excerpt.length)?;
            Some((excerpt, at))
        });
        if let Some((Excerpt { file, start, length: _ }, at)) = in_file {
            let text: String = sql.chars().skip(*start).collect();
            write!(f, "{}: ", place_in(file, &text, at))?;
        }
        write!(f, "{origin}: {}", describe(&source.source))?;
        if let Some(hint) = hint {
            write!(f, "\n  hint: {hint}")?;
        }
        match (in_file, at) {
            (None, Some(at)) => write!(f, "\n  in: {}", line_around(sql, at)),
            _ => Ok(()),
        }
    }
}

/// The line of a statement that a character stands in, cut to what can be read.
fn line_around(sql: &str, at: usize) -> String {
    let chars: Vec<char> = sql.chars().collect();
    let at = at.min(chars.len());
    let start = chars[..at].iter().rposition(|c| *c == '\n').map_or(0, |line| line + 1);
    let end = chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |line| at + line);
    let from = start.max(at.saturating_sub(LINE / 2));
    let to = end.min(from + LINE);
    let line: String = chars[from..to].iter().collect();
    let more = |more: bool| if more { "…" } else { "" };
    format!("{}{}{}", more(from > start), line.trim(), more(to < end))
}

#[cfg(test)]
mod tests {
    use super::{line_around, names};

    #[test]
    fn a_message_names_a_relation_whole() {
        assert!(names("relation \"a.b\" does not exist", "a.b"));
        assert!(names("Relation »a.b« existiert nicht", "a.b"));
        assert!(!names("relation \"a.b\" does not exist", "b"));
        assert!(!names("relation \"a.bc\" does not exist", "a.b"));
    }

    #[test]
    fn the_line_of_a_place_is_shown() {
        assert_eq!(line_around("select a\n  from b\nwhere c", 13), "from b");
        assert_eq!(line_around("select a", 99), "select a");
        let long = format!("{} here {}", "x".repeat(200), "y".repeat(200));
        let shown = line_around(&long, 202);
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains(" here "));
    }
}
