//! What is done once per database and not once for each schema that the revisions run in.
//!
//! The table `autogen.once` says which schemas need a section to have run: a row a schema. The first
//! schema runs it, all others only write their rows; the last one that goes back undoes it. A lock of the
//! database keeps two schemas apart from the look at the table to the commit of what follows from it.

use autogen_revision::{Direction, Revision, RevisionId};
use autogen_sql::ident::{Ident, Literal};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::journal::Step;
use crate::table::{HistoryError, RevisionTable};

/// The table in which a database records what was done once, whatever the schemas; its name is also what
/// the lock of the database is for.
#[must_use]
pub fn table() -> RevisionTable {
    RevisionTable { schema: Ident::new("autogen"), name: Ident::new("once") }
}

/// The statements that make the table where it is missing.
pub(crate) fn making() -> [String; 2] {
    [
        "do $$ begin if to_regnamespace('autogen') is null then create schema autogen; end if; end $$"
            .to_owned(),
        "create table if not exists autogen.once (revision bigint not null, section integer not null, \
         schema text not null, checksum text not null, applied_at timestamptz not null default now(), \
         applied_by text not null default current_user, primary key (revision, section, schema))"
            .to_owned(),
    ]
}

/// Makes the table where it is missing.
///
/// # Errors
/// When the role may not.
pub(crate) async fn ensure(connection: &mut PgConnection) -> Result<(), HistoryError> {
    let there = "select to_regclass('autogen.once') is not null";
    if !connection.fetch_one(there).await?.try_get::<bool, _>(0)? {
        for statement in making() {
            connection.execute(AssertSqlSafe(statement)).await?;
        }
    }
    Ok(())
}

/// The schemas for which a section need not run: on the way up those for which it has, on the way down
/// the others that still need what its revision made.
///
/// # Errors
/// When the table cannot be read.
pub(crate) async fn holders(
    connection: &mut PgConnection,
    step: Step,
    replaced: &[RevisionId],
    schema: &Ident,
) -> Result<Vec<String>, HistoryError> {
    let query =
        format!("select array(select distinct schema {} order by 1)", held(step, replaced, schema));
    Ok(connection.fetch_one(AssertSqlSafe(query)).await?.try_get(0)?)
}

/// The rows of those schemas, as the rest of a query. A schema may have what a revision makes from those
/// that it replaces.
fn held(step: Step, replaced: &[RevisionId], schema: &Ident) -> String {
    let Step { revision, direction, section, .. } = step;
    let ids = |own: Option<i64>| {
        let ids = own.into_iter().chain(replaced.iter().map(|id| id.as_i64()));
        ids.map(|id| id.to_string()).collect::<Vec<_>>().join(", ")
    };
    match direction {
        Direction::Up => {
            let own =
                format!("from autogen.once where revision = {revision} and section = {section}");
            match ids(None).as_str() {
                "" => own,
                ids => format!("{own} or revision in ({ids})"),
            }
        }
        Direction::Down => format!(
            "from autogen.once where revision in ({}) and schema <> {}",
            ids(Some(revision)),
            Literal(schema.as_str())
        ),
    }
}

/// The expression that says whether a section has to run.
pub(crate) fn is_wanted(step: Step, replaced: &[RevisionId], schema: &Ident) -> String {
    format!("not exists (select {})", held(step, replaced, schema))
}

/// The statement that says that a schema needs what a section made.
pub(crate) fn note(step: Step, schema: &Ident, checksum: &str) -> String {
    let Step { revision, section, .. } = step;
    format!(
        "insert into autogen.once (revision, section, schema, checksum) values ({revision}, {section}, {}, \
         {}) on conflict do nothing",
        Literal(schema.as_str()),
        Literal(checksum)
    )
}

/// The statement that says that a schema needs nothing more of a revision.
pub(crate) fn forget(revision: i64, schema: &Ident) -> String {
    let schema = Literal(schema.as_str());
    format!("delete from autogen.once where revision = {revision} and schema = {schema}")
}

/// The statements that say of a revision which is recorded without being run that a schema needs what it
/// made; none for one without such sections.
pub(crate) fn recorded(revision: &Revision, schema: &Ident) -> Vec<String> {
    let sections = revision.up.sections().unwrap_or_default();
    let shared = sections.iter().enumerate().filter(|(_, section)| section.directives.once);
    let notes: Vec<String> = shared
        .map(|(at, section)| {
            let (revision, direction) = (revision.id().as_i64(), Direction::Up);
            let step = Step { revision, direction, section: at + 1, statement: 0 };
            note(step, schema, &section.checksum.to_string())
        })
        .collect();
    if notes.is_empty() { notes } else { making().into_iter().chain(notes).collect() }
}

/// The statement that forgets revisions which are not run back, where there is anything to forget.
pub(crate) fn forgotten(revisions: &[i64], schema: &Ident) -> Option<String> {
    let ids: Vec<String> = revisions.iter().map(ToString::to_string).collect();
    let body = format!(
        "begin if to_regclass('autogen.once') is not null then delete from autogen.once \
         where revision in ({}) and schema = {}; end if; end",
        ids.join(", "),
        Literal(schema.as_str())
    );
    (!ids.is_empty()).then(|| format!("do {}", Literal(&body)))
}
