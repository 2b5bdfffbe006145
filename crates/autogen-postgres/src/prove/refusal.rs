//! What a server says no to in a proof.

use autogen_migration::RunError;
use sqlx::postgres::PgDatabaseError;

use super::ProofError;

/// What the server says where rows are not as a statement needs them.
pub(super) struct Refusal {
    /// The full path of the table, where it is named.
    pub(super) table: Option<String>,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn of(error: &ProofError) -> Option<Self> {
        // data exceptions, broken constraints, a function that raises, a subquery of several rows
        let is_of_rows = |code: &str| {
            code.starts_with("22") || code.starts_with("23") || ["P0001", "21000"].contains(&code)
        };
        match error {
            ProofError::Statement { source, .. } => {
                let said = source.source.as_database_error()?;
                let said = said.try_downcast_ref::<PgDatabaseError>()?;
                let table = said.schema().zip(said.table());
                is_of_rows(said.code()).then(|| Self {
                    table: table.map(|(schema, table)| format!("{schema}.{table}")),
                    message: said.message().to_owned(),
                })
            }
            ProofError::Run { source, .. } => match source.as_ref() {
                RunError::Failed(failed) => failed
                    .code
                    .as_deref()
                    .filter(|code| is_of_rows(code))
                    .map(|_| Self { table: None, message: failed.message.clone() }),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What a revision says that cannot be taken back: it raises an exception of its own.
pub(super) fn raised(error: &ProofError) -> Option<String> {
    let ProofError::Run { source, .. } = error else { return None };
    match source.as_ref() {
        RunError::Failed(failed) if failed.code.as_deref() == Some("P0001") => {
            Some(failed.message.clone())
        }
        _ => None,
    }
}
