//! Roles on servers of our own. A schema may name roles (grants, policies, owners) that a scratch
//! server, or the embedded one, has never heard of: there they are made as stubs without login. On
//! anybody else's server nothing is made, and Postgres' error stands.

use std::collections::BTreeSet;

use autogen_sql::ident::Ident;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

/// The role that an error says does not exist.
pub fn missing(error: &sqlx::Error) -> Option<Ident> {
    let error = error.as_database_error()?;
    // undefined_object; SET ROLE says invalid_parameter_value
    if !error.code().is_some_and(|code| ["42704", "22023"].contains(&code.as_ref())) {
        return None;
    }
    let name = error.message().strip_prefix("role \"")?.strip_suffix("\" does not exist")?;
    Some(Ident::new(name))
}

/// Makes the role that an error says does not exist, on a server of our own; whether what failed may be
/// tried again. `supplied` holds those that were made before, so that there is an end to it.
pub async fn supply(
    connection: &mut PgConnection,
    error: &sqlx::Error,
    supplied: &mut BTreeSet<Ident>,
) -> bool {
    let Some(role) = missing(error).filter(|role| supplied.insert(role.clone())) else {
        return false;
    };
    ensure(connection, &BTreeSet::from([role])).await.unwrap_or_default()
}

/// Makes those of the roles that are missing, on a server of our own; whether the server is one.
///
/// # Errors
/// When the server says no.
pub async fn ensure(
    connection: &mut PgConnection,
    roles: &BTreeSet<Ident>,
) -> Result<bool, sqlx::Error> {
    if roles.is_empty() {
        return Ok(false);
    }
    let ours = "select coalesce(current_setting('autogen.server', true), '') <> '' as ours, \
        coalesce((select array_agg(rolname::text) from pg_roles), '{}') as roles";
    let row = connection.fetch_one(ours).await?;
    if !row.try_get::<bool, _>("ours")? {
        return Ok(false);
    }
    let there: Vec<String> = row.try_get("roles")?;
    for role in roles.iter().filter(|role| !there.iter().any(|name| name == role.as_str())) {
        let create = AssertSqlSafe(format!("create role {role} nologin"));
        match connection.execute(create).await {
            Err(error) if !is_there(&error) => return Err(error),
            _ => {}
        }
    }
    Ok(true)
}

/// Roles are the whole server's: another session may have made it meanwhile.
fn is_there(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| ["42710", "23505"].contains(&code.as_ref()))
}
