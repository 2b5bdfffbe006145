//! What a session needs to read a catalog. The catalogs themselves are anybody's.

use autogen_core::ident::{Ident, Literal};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row as _};

use super::ReadError;

/// Makes strings plain, in our queries and in what the server writes; that must be done before a batch is sent,
/// which the server reads as a whole before it runs any of it.
const PLAIN: &str = "set standard_conforming_strings = on";

/// Prepares a session, and refuses a role without USAGE on the default schema. Postgres passes such a schema of
/// the search path over in silence, and then qualifies in its texts what the scratch database has unqualified
/// (manual, "The Schema Search Path").
///
/// # Errors
/// [`ReadError::Usage`], or what the server says.
pub(super) async fn prepare(
    connection: &mut PgConnection,
    schema: &Ident,
) -> Result<(), ReadError> {
    let query = format!(
        "{PLAIN}; select current_user::text from pg_catalog.pg_namespace where nspname = {} \
         and not pg_catalog.has_schema_privilege(oid, 'usage')",
        Literal(schema.as_str())
    );
    match connection.fetch_optional(AssertSqlSafe(query)).await? {
        None => Ok(()),
        Some(row) => {
            let role: String = row.try_get(0)?;
            Err(ReadError::Usage { role: Ident::new(role), schema: schema.clone() })
        }
    }
}
