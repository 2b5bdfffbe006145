//! Reads the catalog of a live database, relative to its default schema, with one batch of set-based
//! queries in one repeatable-read snapshot.
//!
//! A snapshot does not make deparsed text consistent, since Postgres' deparsers see the newest
//! catalog. So the read is taken only if nothing can have changed meanwhile, or if the rows that
//! describe objects turn out not to have; else it is done again.

mod assemble;
mod session;

use autogen_core::cast::Casts;
use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::row::{Fields, RowError};
use autogen_core::survey::Survey;
use autogen_migration::execute::describe;
use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Either, Executor, Row as _};
use thiserror::Error;

use assemble::Assembly;

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
        value.as_str().map(Some).map_err(|e| malformed(e.to_string()))
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
    let major = major(connection);
    if !MAJORS.contains(&major) {
        return Err(ReadError::Major(major));
    }
    session::prepare(connection, default_schema).await?;
    let mut last: Option<Catalog> = None;
    let mut moving = Vec::new();
    for _ in 0..ATTEMPTS {
        match read_once(connection, default_schema, major).await {
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

/// What each statement of the batch yields.
enum Part {
    Members,
    Facts(Kind),
    Edges,
    Bystanders,
    Casts,
    Quiet,
    /// Nothing, as the survey says.
    Nothing(&'static str),
}

/// Begins the transaction and looks what there is, so that nothing else is asked for.
async fn survey(
    connection: &mut PgConnection,
    default_schema: &Ident,
    major: u32,
) -> Result<Survey, ReadError> {
    // loops and merges are what wrong estimates end in, and without them there is less to plan; what is hashed
    // or kept of ten thousand tables shall not go through a file
    let begin = format!(
        "begin isolation level repeatable read read only; \
         set local search_path = {default_schema}; set local datestyle = 'ISO, MDY'; \
         set local intervalstyle = postgres; set local timezone = 'UTC'; set local extra_float_digits = 1; \
         set local bytea_output = hex; set local quote_all_identifiers = off; set local statement_timeout = 0; \
         set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0; \
         set local enable_nestloop = off; set local enable_mergejoin = off; \
         set local work_mem = '64MB'; set local max_parallel_workers_per_gather = 0; set local jit = off"
    );
    let words = Survey::new(major, "").form(include_str!("reader/survey.sql"));
    let script = AssertSqlSafe(format!("{begin};\n{words}"));
    let words: Option<String> = connection.fetch_one(sqlx::raw_sql(script)).await?.try_get(0)?;
    Ok(Survey::new(major, words.as_deref().unwrap_or_default()))
}

/// The statements that read what there is. A build for tests asks for the rest too, to be sure of the
/// survey.
fn parts(survey: &Survey) -> Vec<(Part, String)> {
    // members come first: they and their parts are never facts
    let mut parts = vec![(Part::Members, include_str!("reader/members.sql"))];
    parts.extend(Kind::ALL.iter().map(|kind| (Part::Facts(*kind), kind.query())));
    // age() looks at the next transaction id of now, the snapshot at that of its making
    let quiet = "select pg_snapshot_xmin(s)::text = pg_snapshot_xmax(s)::text \
        and (pg_snapshot_xmax(s)::text::numeric - age('3'::xid) - 3) % 4294967296 = 0 \
        from pg_current_snapshot() s";
    parts.extend([
        (Part::Bystanders, include_str!("reader/bystanders.sql")),
        (Part::Bystanders, include_str!("reader/features.sql")),
        (Part::Bystanders, include_str!("reader/member_grants.sql")),
        (Part::Edges, include_str!("reader/edges.sql")),
        (Part::Casts, Casts::QUERY),
        (Part::Quiet, quiet),
    ]);
    let asked = parts.into_iter().filter_map(|(part, query)| match survey.asks(query) {
        true => Some((part, survey.form(query))),
        false => cfg!(debug_assertions).then(|| (Part::Nothing(query), survey.form(query))),
    });
    asked.collect()
}

/// Reads once; the flag says whether the catalog stood still meanwhile.
async fn read_once(
    connection: &mut PgConnection,
    default_schema: &Ident,
    major: u32,
) -> Result<(Catalog, bool), ReadError> {
    let survey = survey(connection, default_schema, major).await?;
    let parts = parts(&survey);
    // on a line of its own, since a query may end with a mark
    let script: Vec<_> = parts.iter().map(|(_, sql)| sql.as_str()).collect();
    let script = script.join("\n;\n");

    let mut assembly = Assembly::new(Catalog::empty(default_schema.clone(), major));
    let mut quiet = false;
    {
        let mut parts = parts.iter().map(|(part, _)| part);
        let mut part = parts.next();
        let mut rows = sqlx::raw_sql(AssertSqlSafe(script)).fetch_many(&mut *connection);
        while let Some(step) = rows.try_next().await? {
            let row = match step {
                Either::Left(_) => {
                    part = parts.next();
                    continue;
                }
                Either::Right(row) => TextRow(row),
            };
            let Some(part) = part else { continue };
            let outcome = match part {
                Part::Members => assembly.member(&row),
                Part::Facts(kind) => assembly.fact(*kind, &row),
                Part::Edges => assembly.edge(&row),
                Part::Bystanders => assembly.bystander(&row),
                Part::Casts => assembly.cast(&row),
                Part::Quiet => row.field(0).map(|text| quiet = text == Some("t")),
                Part::Nothing(query) => {
                    unreachable!("the survey says that this is empty:\n{query}")
                }
            };
            outcome.map_err(|source| ReadError::Row { kind: name(part), source })?;
        }
    }
    let catalog = assembly.finish();
    if quiet {
        connection.execute("commit").await?;
        return Ok((catalog, true));
    }
    let stamp = survey.form(include_str!("reader/stamp.sql"));
    let inside: String = connection.fetch_one(AssertSqlSafe(stamp.clone())).await?.try_get(0)?;
    connection.execute("commit").await?;
    let outside: String = connection.fetch_one(AssertSqlSafe(stamp)).await?.try_get(0)?;
    Ok((catalog, inside == outside))
}

fn name(part: &Part) -> String {
    match part {
        Part::Facts(kind) => kind.name().to_owned(),
        Part::Edges => "dependencies".to_owned(),
        Part::Bystanders => "unmodelled objects".to_owned(),
        _ => "others".to_owned(),
    }
}
