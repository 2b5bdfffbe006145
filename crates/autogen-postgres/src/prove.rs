//! Shows that what leads from one catalog to another does so, both ways, in a scratch database: it runs on
//! rows that were made up, the catalog read back is the one that was promised, the rows are still there, and
//! nothing was written anew that nobody had announced.

mod announced;
mod files;
mod refusal;
mod rows;
mod trial;
mod way;

use autogen_core::action::Action;
use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::ident::Ident;
use autogen_core::plan::{Plan, PlanError, plan};
use autogen_core::scope::Scope;
use autogen_migration::RunError;
use autogen_migration::batch::BatchError;
use autogen_migration::execute::{StatementError, is_over, run_transaction};
use autogen_migration::roles;
use sqlx::postgres::PgConnection;
use thiserror::Error;

use crate::elaborate::ElaborateError;
use crate::reader::{ReadError, read};

pub use announced::Announced;
pub use trial::{Leg, Proof, Report};
pub use way::{Fill, Part, Run, Way};

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
        /// What should be there, and what is.
        catalogs: Box<(Catalog, Catalog)>,
    },
    /// The runner stops.
    #[error("{part} fails: {source}")]
    Run {
        /// As above.
        part: &'static str,
        /// What it says.
        source: Box<RunError>,
    },
    /// Rows, or values, are gone.
    #[error("{part} loses what nobody has allowed it to:\n  {}", .lost.join("\n  "))]
    Lost {
        /// As above.
        part: &'static str,
        /// Of which tables and columns.
        lost: Vec<String>,
    },
    /// Tables or indexes are written anew.
    #[error("{part} costs what its hazards do not announce:\n  {}", .unannounced.join("\n  "))]
    Costs {
        /// As above.
        part: &'static str,
        /// Which tables and indexes.
        unannounced: Vec<String>,
    },
    /// pg_dump sees what the reader does not.
    #[error("{part} leads elsewhere, pg_dump says:\n{difference}")]
    Dump {
        /// As above.
        part: &'static str,
        /// The difference of the dumps.
        difference: String,
    },
    /// A column cannot be filled so.
    #[error("{label} cannot be filled so: {source}")]
    Fill {
        /// The column.
        label: String,
        /// What the server, or the walk, says.
        source: Box<BatchError>,
    },
    /// A column would be filled with nothing.
    #[error("{label} cannot be filled so: `{expression}` is null for every row")]
    Null {
        /// The column.
        label: String,
        /// What it is filled with.
        expression: String,
    },
    /// The scratch database.
    #[error(transparent)]
    Scratch(#[from] ElaborateError),
    /// The catalog read back.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The rows of the scratch database.
    #[error("the rows that were made up cannot be looked at: {0}")]
    Rows(#[from] sqlx::Error),
}

impl ProofError {
    /// Whether the scratch server went away, so that nothing is said of the plan.
    #[must_use]
    pub fn is_over(&self) -> bool {
        match self {
            Self::Statement { source, .. } => is_over(&source.source),
            Self::Run { source, .. } => source.is_over(),
            Self::Scratch(error) => error.is_over(),
            Self::Read(ReadError::Query(error)) | Self::Rows(error) => is_over(error),
            _ => false,
        }
    }
}

/// Applies a plan, a transaction a stage.
///
/// # Errors
/// The first statement that fails; stages before it stay applied.
pub async fn apply(
    connection: &mut PgConnection,
    default_schema: &Ident,
    plan: &Plan,
) -> Result<(), StatementError> {
    for stage in &plan.stages {
        let sql = |action: &Action| action.statement.sql();
        let statements: Vec<_> = stage.actions.iter().map(sql).collect();
        run_transaction(connection, default_schema, &statements).await?;
    }
    Ok(())
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
    Step { plan, expected, part }.take(connection, &Scope::default()).await
}

/// A plan and where it leads.
struct Step<'a> {
    plan: &'a Plan,
    expected: &'a Catalog,
    part: &'static str,
}

impl Step<'_> {
    /// Runs the plan and compares; what is outside the scope (an extension, say) is not looked at.
    async fn take(self, connection: &mut PgConnection, scope: &Scope) -> Result<(), ProofError> {
        let Self { plan, expected, part } = self;
        let schema = &expected.default_schema;
        apply(connection, schema, plan)
            .await
            .map_err(|source| ProofError::Statement { part, source: Box::new(source) })?;
        compare(connection, expected, part, scope).await
    }
}

/// Compares what is there with what should be.
async fn compare(
    connection: &mut PgConnection,
    expected: &Catalog,
    part: &'static str,
    scope: &Scope,
) -> Result<(), ProofError> {
    let schema = &expected.default_schema;
    let got = scope.restrict(read(connection, schema).await?).in_reach();
    let expected = expected.in_reach();
    let left: Vec<_> = diff(&got, &expected).keys().map(|id| id.label(schema)).collect();
    if left.is_empty() {
        return Ok(());
    }
    Err(ProofError::Diverges { part, left, catalogs: Box::new((expected, got)) })
}

/// Makes the facts of `catalog`, which is of this scope, in the empty database of `connection`.
///
/// # Errors
/// When they cannot be made, or do not read back as they are.
pub async fn build(
    connection: &mut PgConnection,
    catalog: &Catalog,
    scope: &Scope,
) -> Result<(), ProofError> {
    let empty = scope.restrict(read(connection, &catalog.default_schema).await?);
    let catalog = &catalog.in_reach();
    let way = plan(&empty, catalog)?;
    // what fails all the same says so with its statement
    roles::ensure(connection, &catalog.roles()).await.unwrap_or_default();
    let part = "building the former catalog";
    Step { plan: &way, expected: catalog, part }.take(connection, scope).await
}
