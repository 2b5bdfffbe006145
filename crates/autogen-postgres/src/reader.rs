//! Reads the catalog of a live database, relative to its default schema, with one batch of set-based
//! queries in one repeatable-read snapshot.
//!
//! A snapshot does not make deparsed text consistent, since Postgres' deparsers see the newest
//! catalog. So the read is taken only if nothing can have changed meanwhile, or if the rows that
//! describe objects turn out not to have; else it is done again.

mod assemble;
mod recording;
mod session;
mod statements;

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::ident::Ident;
use autogen_core::row::{Fields, RowError};
use autogen_migration::execute::describe;
use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Either, Executor, Row as _};
use thiserror::Error;

use assemble::Assembly;
pub use recording::Recording;
pub(crate) use statements::texts;
use statements::{Asked, Part, STAMP, asked, queries, survey};

/// How often a catalog that changes under the reader's hands is read before that is an error.
const ATTEMPTS: usize = 5;

/// The majors whose catalogs are known.
pub const MAJORS: std::ops::RangeInclusive<u32> = 13..=18;

/// Why a catalog could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The server said no, or went away.
    #[error("cannot read the catalog: {}", describe(.0))]
    Query(#[from] sqlx::Error),
    /// A catalog query and its reader have come apart.
    #[error("cannot read the catalog, kind {kind}: {source}")]
    Row {
        /// The kind, or what else was read.
        kind: String,
        /// What is wrong.
        source: RowError,
    },
    /// Somebody keeps changing it.
    #[error(
        "the catalog keeps changing while it is read (last seen: {}); run again when the other session is done",
        .0.join(", ")
    )]
    Moving(Vec<String>),
    /// What was recorded of a catalog is not whole.
    #[error("the recorded catalog is damaged")]
    Damaged,
    /// The role does not see the names of the default schema.
    #[error(
        "cannot read the catalog: role {role} may not use the schema {schema}, so that the server writes the \
         names of its objects in another way; allow it, as its owner: grant usage on schema {schema} to {role}"
    )]
    Usage {
        /// The role.
        role: Ident,
        /// The default schema.
        schema: Ident,
    },
    /// The server's catalog is not known.
    #[error("PostgreSQL {0} is not supported; autogen knows majors {first} to {last}", first = MAJORS.start(), last = MAJORS.end())]
    Major(u32),
}

/// A row in the text format of the simple protocol.
struct TextRow(PgRow);

impl Fields for TextRow {
    fn field(&self, index: usize) -> Result<Option<&str>, RowError> {
        use sqlx::ValueRef as _;
        let malformed = |problem: String| RowError::Malformed { index, problem };
        let value = self.0.try_get_raw(index).map_err(|e| malformed(e.to_string()))?;
        if value.is_null() {
            return Ok(None);
        }
        value.as_str().map(Some).map_err(|e| {
            malformed(format!("{e}; before PostgreSQL 16 a \"char\" can hold a part of a letter"))
        })
    }
}

/// The major version of the server.
pub fn major(connection: &PgConnection) -> u32 {
    connection.server_version_num().unwrap_or_default() / 10_000
}

/// Reads everything but system objects and members of extensions.
///
/// # Errors
/// When a query fails, or the catalog keeps changing.
pub async fn read(
    connection: &mut PgConnection,
    default_schema: &Ident,
) -> Result<Catalog, ReadError> {
    read_into(connection, default_schema, None).await
}

/// The same, with the rows that the catalog was made of, which make it again at any time.
///
/// # Errors
/// As [`read`].
pub async fn record(
    connection: &mut PgConnection,
    default_schema: &Ident,
) -> Result<(Catalog, Recording), ReadError> {
    let mut recording = Recording::new(default_schema.clone(), major(connection));
    let catalog = read_into(connection, default_schema, Some(&mut recording)).await?;
    Ok((catalog, recording))
}

async fn read_into(
    connection: &mut PgConnection,
    default_schema: &Ident,
    mut recording: Option<&mut Recording>,
) -> Result<Catalog, ReadError> {
    let major = major(connection);
    if !MAJORS.contains(&major) {
        return Err(ReadError::Major(major));
    }
    session::prepare(connection, default_schema).await?;
    let mut last: Option<Catalog> = None;
    let mut moving = Vec::new();
    for _ in 0..ATTEMPTS {
        match read_once(connection, default_schema, major, recording.as_deref_mut()).await {
            Ok((catalog, true)) => return Ok(catalog),
            Ok((catalog, false)) => {
                if let Some(last) = &last {
                    moving =
                        diff(last, &catalog).keys().map(|id| id.label(default_schema)).collect();
                }
                last = Some(catalog);
            }
            Err(ReadError::Query(error)) if is_concurrent_ddl(&error) => {
                roll_back(connection).await;
                moving = vec![error.to_string()];
            }
            Err(error) => {
                roll_back(connection).await;
                return Err(error);
            }
        }
    }
    if moving.is_empty() {
        moving.push("objects that come and go".to_owned());
    }
    Err(ReadError::Moving(moving))
}

/// A deparser that misses an object was overtaken by its drop (`XX000`, cache lookup failed), as was
/// a name that does not resolve any more.
fn is_concurrent_ddl(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|e| {
        e.message().starts_with("cache lookup failed")
            || e.message().contains("could not open relation")
    })
}

async fn roll_back(connection: &mut PgConnection) {
    // What failed is reported; a connection that is gone cannot be rolled back either.
    drop(connection.execute("rollback").await);
}

/// Reads once; the flag says whether the catalog stood still meanwhile.
async fn read_once(
    connection: &mut PgConnection,
    default_schema: &Ident,
    major: u32,
    mut recording: Option<&mut Recording>,
) -> Result<(Catalog, bool), ReadError> {
    if let Some(recording) = &mut recording {
        recording.clear();
    }
    let survey = survey(connection, default_schema, major).await?;
    let queries = queries();
    let (asked, _) = asked(&queries, &survey);
    // on a line of its own, since a query may end with a mark
    let script: Vec<_> = asked.iter().map(|asked| asked.sql.as_str()).collect();
    let script = script.join("\n;\n");

    let mut assembly = Assembly::new(Catalog::empty(default_schema.clone(), major));
    let mut quiet = false;
    {
        let mut asked = asked.iter();
        let mut now = asked.next();
        let mut rows = sqlx::raw_sql(AssertSqlSafe(script)).fetch_many(&mut *connection);
        while let Some(step) = rows.try_next().await? {
            let row = match step {
                Either::Left(_) => {
                    now = asked.next();
                    continue;
                }
                Either::Right(row) => TextRow(row),
            };
            let Some(Asked { place, .. }) = now else { continue };
            let (part, _) = queries[*place];
            if let Part::Quiet = part {
                quiet = row.field(0).is_ok_and(|text| text == Some("t"));
                continue;
            }
            if let Some(recording) = &mut recording {
                recording.push(*place, &row);
            }
            take(&mut assembly, part, &row)?;
        }
    }
    let catalog = assembly.finish();
    if quiet {
        connection.execute("commit").await?;
        return Ok((catalog, true));
    }
    let stamp = survey.form(STAMP);
    let inside: String = connection.fetch_one(AssertSqlSafe(stamp.clone())).await?.try_get(0)?;
    connection.execute("commit").await?;
    let outside: String = connection.fetch_one(AssertSqlSafe(stamp)).await?.try_get(0)?;
    Ok((catalog, inside == outside))
}

/// The queries that [`read`] leaves out here, since its survey saw nothing for them, and that yield rows all the
/// same: none, or an error in the survey. It is for tests to ask.
///
/// # Errors
/// When a query fails.
pub async fn overlooked(
    connection: &mut PgConnection,
    default_schema: &Ident,
) -> Result<Vec<&'static str>, ReadError> {
    session::prepare(connection, default_schema).await?;
    let outcome = overlooked_by_survey(connection, default_schema).await;
    roll_back(connection).await;
    outcome
}

async fn overlooked_by_survey(
    connection: &mut PgConnection,
    default_schema: &Ident,
) -> Result<Vec<&'static str>, ReadError> {
    let survey = survey(connection, default_schema, major(connection)).await?;
    let queries = queries();
    let (_, left_out) = asked(&queries, &survey);
    let mut found = Vec::new();
    for Asked { place, sql } in left_out {
        if connection.fetch_optional(sqlx::raw_sql(AssertSqlSafe(sql))).await?.is_some() {
            found.push(queries[place].1);
        }
    }
    Ok(found)
}

/// Takes a row of a part.
fn take(assembly: &mut Assembly, part: Part, row: &dyn Fields) -> Result<(), ReadError> {
    let outcome = match part {
        Part::Quiet => Ok(()),
        Part::Members => assembly.member(row),
        Part::Facts(kind) => assembly.fact(kind, row),
        Part::Edges => assembly.edge(row),
        Part::Bystanders => assembly.bystander(row),
        Part::Casts => assembly.cast(row),
    };
    outcome.map_err(|source| ReadError::Row { kind: part.name().to_owned(), source })
}
