//! Shows that a plan does what it says: applied to the catalog it starts from, it yields the catalog
//! it leads to, read back from the server.

use autogen_core::action::Action;
use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::ident::Ident;
use autogen_core::plan::{Plan, PlanError, plan};
use autogen_core::scope::Scope;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use thiserror::Error;

use crate::elaborate::{ElaborateError, Workshop};
use crate::reader::{ReadError, read};
use autogen_migration::execute::{StatementError, run_transaction};
use autogen_migration::roles;

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
    Scratch(#[from] ElaborateError),
    /// The catalog read back.
    #[error(transparent)]
    Read(#[from] ReadError),
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
        let got = scope.restrict(read(connection, schema).await?).in_reach();
        let left: Vec<_> =
            diff(&got, &expected.in_reach()).keys().map(|id| id.label(schema)).collect();
        if left.is_empty() { Ok(()) } else { Err(ProofError::Diverges { part, left }) }
    }
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

/// Proves a plan and the way back in a scratch database: builds `before`, runs `up`, compares with
/// `after`, then runs the plans of `down` one after the other and compares with where each leads, the
/// last of them with `before`.
///
/// # Errors
/// What failed, and at which of these.
pub async fn prove(
    workshop: &Workshop,
    before: &Catalog,
    up: &Plan,
    down: &[&Plan],
    after: &Catalog,
    scope: &Scope,
) -> Result<(), ProofError> {
    let (scratch, mut connection) = workshop.open().await?;
    let outcome = async {
        build(&mut connection, before, scope).await?;
        let step = Step { plan: up, expected: after, part: "the up plan" };
        step.take(&mut connection, scope).await?;
        for (place, plan) in down.iter().enumerate() {
            let Some(last) = plan.stages.last() else { continue };
            let expected = if place + 1 == down.len() { before } else { &last.after };
            Step { plan, expected, part: "the down plan" }.take(&mut connection, scope).await?;
        }
        Ok(())
    }
    .await;
    // the database is dropped with its connections; the outcome is what counts
    drop(connection.close().await);
    scratch.drop_now().await.map_err(ElaborateError::from)?;
    outcome
}
