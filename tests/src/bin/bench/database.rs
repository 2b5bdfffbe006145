//! Makes the databases of the benchmark.

use autogen_tests::database::Server;
use autogen_tests::{Result, while_};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use crate::schema::{self, Shape};

/// The system catalogs that grow with a schema.
const CATALOGS: &str = "pg_class, pg_attribute, pg_attrdef, pg_constraint, pg_depend, \
     pg_description, pg_enum, pg_index, pg_sequence, pg_shdepend, pg_trigger, pg_type";

/// Two states of a schema, and the first once more, by their URLs.
#[derive(Debug)]
pub(crate) struct States {
    pub(crate) tables: usize,
    pub(crate) before: String,
    pub(crate) same: String,
    pub(crate) after: String,
}

impl States {
    /// Makes them. With `raw`, the system catalogs stay as the load left them; else they are
    /// vacuumed, as they are in a database that lives.
    pub(crate) async fn make(server: &Server, shape: Shape, raw: bool) -> Result<Self> {
        let database = |state: &str| format!("bench_{}_{state}", shape.tables);
        let (before, same, after) = (database("before"), database("same"), database("after"));
        run(server, "postgres", [format!("create database {before}")]).await?;
        run(server, &before, schema::tables(shape)).await?;
        for copy in [&same, &after] {
            let create = format!("create database {copy} template {before}");
            run(server, "postgres", [create]).await?;
        }
        run(server, &after, [schema::changes(shape)]).await?;
        for database in [&before, &same, &after].into_iter().filter(|_| !raw) {
            run(server, database, [format!("vacuum analyze {CATALOGS}")]).await?;
        }
        let [before, same, after] = [before, same, after].map(|database| server.url(&database));
        Ok(Self { tables: shape.tables, before, same, after })
    }
}

/// Runs batches of SQL in a database, each in a transaction of its own.
pub(crate) async fn run(
    server: &Server,
    database: &str,
    batches: impl IntoIterator<Item = String>,
) -> Result<()> {
    let mut connection = while_(database, server.options(database).connect().await)?;
    for batch in batches {
        while_(database, connection.execute(sqlx::raw_sql(AssertSqlSafe(batch))).await)?;
    }
    while_(database, connection.close().await)
}
