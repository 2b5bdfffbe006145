//! A look at the first rows of a query, which is run so that it can change nothing.

use std::time::Duration;

use autogen_core::ident::Ident;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{
    AssertSqlSafe, Column as _, Executor, Row as _, SqlSafeStr as _, Statement as _, ValueRef as _,
};

/// The first rows of a query, each value as Postgres writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows; `None` is null.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Runs `query`, whose names are relative to the default schema, in a transaction that may only read,
/// for at most `patience`, and takes at most `limit` rows.
///
/// # Errors
/// What the server says: something that the query reads is not there, or it takes too long.
pub async fn sample(
    connection: &mut PgConnection,
    default_schema: &Ident,
    query: &str,
    limit: u32,
    patience: Duration,
) -> Result<Sample, sqlx::Error> {
    let settings = format!(
        "begin transaction read only; set local search_path = {default_schema}; \
         set local statement_timeout = {}",
        patience.as_millis()
    );
    connection.execute(AssertSqlSafe(settings)).await?;
    // a comment at the end of the query must not swallow the parenthesis
    let query = query.trim().trim_end_matches(';');
    let text = format!("select * from (\n{query}\n) as declared limit {limit}");
    let outcome = read(connection, text).await;
    // the outcome is what counts, and a lost connection cannot roll back either
    drop(connection.execute("rollback").await);
    outcome
}

async fn read(connection: &mut PgConnection, text: String) -> Result<Sample, sqlx::Error> {
    let statement = connection.prepare(AssertSqlSafe(text.clone()).into_sql_str()).await?;
    let columns = statement.columns().iter().map(|column| column.name().to_owned()).collect();
    // the simple protocol gives every value as text
    let rows = sqlx::raw_sql(AssertSqlSafe(text)).fetch_all(connection).await?;
    let rows = rows.iter().map(texts).collect::<Result<_, _>>()?;
    Ok(Sample { columns, rows })
}

fn texts(row: &PgRow) -> Result<Vec<Option<String>>, sqlx::Error> {
    let text = |n| {
        let value = row.try_get_raw(n)?;
        if value.is_null() {
            return Ok(None);
        }
        value.as_str().map(|text| Some(text.to_owned())).map_err(sqlx::Error::Decode)
    };
    (0..row.len()).map(text).collect()
}
