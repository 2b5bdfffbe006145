//! The statements that a catalog is read with.

use autogen_core::cast::Casts;
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::survey::Survey;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row as _};

use super::ReadError;

/// What the rows that describe objects were last changed by.
pub(super) const STAMP: &str = include_str!("stamp.sql");

const SURVEY: &str = include_str!("survey.sql");

/// What a statement yields.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Members,
    Facts(Kind),
    Bystanders,
    Edges,
    Casts,
    Quiet,
}

impl Part {
    /// For messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Facts(kind) => kind.name(),
            Self::Edges => "dependencies",
            Self::Bystanders => "unmodelled objects",
            Self::Members | Self::Casts | Self::Quiet => "others",
        }
    }
}

/// What begins the transaction of a read.
fn begin(default_schema: &Ident) -> String {
    // loops and merges are what wrong estimates end in, and without them there is less to plan; what is hashed
    // or kept of ten thousand tables shall not go through a file
    format!(
        "begin isolation level repeatable read read only; \
         set local search_path = {default_schema}; set local datestyle = 'ISO, MDY'; \
         set local intervalstyle = postgres; set local timezone = 'UTC'; set local extra_float_digits = 1; \
         set local bytea_output = hex; set local quote_all_identifiers = off; set local statement_timeout = 0; \
         set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0; \
         set local enable_nestloop = off; set local enable_mergejoin = off; \
         set local work_mem = '64MB'; set local max_parallel_workers_per_gather = 0; set local jit = off"
    )
}

/// Begins the transaction and looks what there is, so that nothing else is asked for.
///
/// # Errors
/// What the server says.
pub(super) async fn survey(
    connection: &mut PgConnection,
    default_schema: &Ident,
    major: u32,
) -> Result<Survey, ReadError> {
    let words = Survey::new(major, "").form(SURVEY);
    let script = AssertSqlSafe(format!("{};\n{words}", begin(default_schema)));
    let words: Option<String> = connection.fetch_one(sqlx::raw_sql(script)).await?.try_get(0)?;
    Ok(Survey::new(major, words.as_deref().unwrap_or_default()))
}

/// All that there is to ask, in the order in which it is.
pub(super) fn queries() -> Vec<(Part, &'static str)> {
    // members come first: they and their parts are never facts
    let mut queries = vec![(Part::Members, include_str!("members.sql"))];
    queries.extend(Kind::ALL.iter().map(|kind| (Part::Facts(*kind), kind.query())));
    // age() looks at the next transaction id of now, the snapshot at that of its making
    let quiet = "select pg_snapshot_xmin(s)::text = pg_snapshot_xmax(s)::text \
        and (pg_snapshot_xmax(s)::text::numeric - age('3'::xid) - 3) % 4294967296 = 0 \
        from pg_current_snapshot() s";
    queries.extend([
        (Part::Bystanders, include_str!("bystanders.sql")),
        (Part::Bystanders, include_str!("features.sql")),
        (Part::Bystanders, include_str!("member_grants.sql")),
        (Part::Edges, include_str!("edges.sql")),
        (Part::Casts, Casts::QUERY),
        (Part::Quiet, quiet),
    ]);
    queries
}

/// A query in the form that is asked here.
pub(super) struct Asked {
    /// Its number among [`queries`].
    pub(super) place: usize,
    pub(super) sql: String,
}

/// Those of the queries that can yield something by the survey, and the others.
pub(super) fn asked(queries: &[(Part, &str)], survey: &Survey) -> (Vec<Asked>, Vec<Asked>) {
    let form = |place| Asked { place, sql: survey.form(queries[place].1) };
    let (asked, left_out): (Vec<_>, Vec<_>) =
        (0..queries.len()).partition(|place| survey.asks(queries[*place].1));
    (asked.into_iter().map(form).collect(), left_out.into_iter().map(form).collect())
}

/// A text that is another one when the reader asks in another way.
pub(crate) fn texts(default_schema: &Ident) -> String {
    let mut texts = format!("{}\n{SURVEY}\n", begin(default_schema));
    for (part, query) in queries() {
        texts.extend([part.name(), "\n", query, "\n"]);
    }
    texts
}
