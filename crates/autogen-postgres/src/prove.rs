//! Shows that a plan does what it says: applied to the catalog it starts from, it yields the catalog
//! it leads to, read back from the server.

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::plan::{Plan, PlanError, plan};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use thiserror::Error;

use crate::execute::{StatementError, apply};
use crate::reader::{ReadError, read};
use crate::scratch::{Mirror, Scratch, ScratchError};

/// Why a plan is not proven.
#[derive(Debug, Error)]
pub enum ProofError {
    /// There is no plan for a part of the proof.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A statement does not run.
    #[error("{part} fails: {source}")]
    Statement {
        /// `the up plan`, `the down plan`, or what else was run.
        part: &'static str,
        /// The statement and the server's words.
        source: Box<StatementError>,
    },
    /// It runs but leads elsewhere.
    #[error("{part} does not converge; still different: {}", .left.join(", "))]
    Diverges {
        /// As above.
        part: &'static str,
        /// The facts that differ.
        left: Vec<String>,
    },
    /// The scratch database.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
    /// The catalog read back.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The connection to the scratch database.
    #[error("cannot connect to the scratch database: {0}")]
    Connect(#[from] sqlx::Error),
}

/// Applies a plan to the database of `connection` and compares what is there then with `expected`.
///
/// # Errors
/// [`ProofError::Statement`] and [`ProofError::Diverges`], naming `part`.
pub async fn apply_and_compare(
    connection: &mut PgConnection,
    plan: &Plan,
    expected: &Catalog,
    part: &'static str,
) -> Result<(), ProofError> {
    apply(connection, &expected.default_schema, plan)
        .await
        .map_err(|source| ProofError::Statement { part, source: Box::new(source) })?;
    compare(connection, expected, part).await
}

async fn compare(
    connection: &mut PgConnection,
    expected: &Catalog,
    part: &'static str,
) -> Result<(), ProofError> {
    let got = read(connection, &expected.default_schema).await?;
    let left: Vec<_> =
        diff(&got, expected).keys().map(|id| id.label(&expected.default_schema)).collect();
    if left.is_empty() { Ok(()) } else { Err(ProofError::Diverges { part, left }) }
}

/// Makes the facts of `catalog` in the empty database of `connection`.
///
/// # Errors
/// When they cannot be made, or do not read back as they are.
pub async fn build(connection: &mut PgConnection, catalog: &Catalog) -> Result<(), ProofError> {
    let empty = read(connection, &catalog.default_schema).await?;
    let way = plan(&empty, catalog)?;
    apply_and_compare(connection, &way, catalog, "building the former catalog").await
}

/// Proves a plan and its inverse in a scratch database on `server`: builds `before`, runs `up`,
/// compares with `after`, runs `down`, compares with `before`.
///
/// # Errors
/// What failed, and at which of these.
pub async fn prove(
    server: &PgConnectOptions,
    mirror: &Mirror,
    before: &Catalog,
    up: &Plan,
    down: &Plan,
    after: &Catalog,
) -> Result<(), ProofError> {
    let scratch = Scratch::create(server, mirror).await?;
    let outcome = async {
        let mut connection = scratch.options().connect().await?;
        build(&mut connection, before).await?;
        apply_and_compare(&mut connection, up, after, "the up plan").await?;
        apply_and_compare(&mut connection, down, before, "the down plan").await?;
        connection.close().await?;
        Ok(())
    }
    .await;
    scratch.drop_now().await?;
    outcome
}
