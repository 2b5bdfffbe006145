//! Grants on the schema `public` that a scratch database's role has no say in. Before PostgreSQL 15 the schema is a
//! superuser's in every new database, and the server only warns of a grant by anybody else, which then is not made.

use sqlx::postgres::PgConnection;

use super::ElaborateError;

/// Whether the role may grant what is on the schema.
const MAY: &str = "select current_user::text, pg_catalog.pg_has_role(n.nspowner, 'USAGE') \
    from pg_catalog.pg_namespace n where n.nspname = 'public'";

/// Refuses texts that the server would only warn of.
///
/// # Errors
/// [`ElaborateError::Public`], or that the server cannot be asked.
pub(super) async fn check<'a>(
    connection: &mut PgConnection,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<(), ElaborateError> {
    let too_new = crate::reader::major(connection) >= 15;
    if too_new || !texts.into_iter().any(grants_on_public) {
        return Ok(());
    }
    let may: Option<(String, bool)> = sqlx::query_as(MAY).fetch_optional(connection).await?;
    match may {
        Some((role, false)) => Err(ElaborateError::Public { role }),
        _ => Ok(()),
    }
}

/// Whether a text may grant or revoke something on the schema; rather once too often.
fn grants_on_public(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
    let mut former = "";
    while let Some(word) = words.next() {
        if (former, word) == ("on", "schema") {
            let names = words.by_ref().take_while(|word| !["to", "from"].contains(word));
            if names.into_iter().any(|name| name == "public") {
                return true;
            }
        }
        former = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::grants_on_public;

    #[test]
    fn grants_on_the_schema_are_found() {
        for (sql, found) in [
            ("GRANT usage\n ON SCHEMA \"public\" TO reader", true),
            ("revoke create on schema app, public from public", true),
            ("grant usage on schema app to public", false),
            ("grant select on all tables in schema public to reader", false),
            ("create table t (); grant all on schema public to reader;", true),
        ] {
            assert_eq!(grants_on_public(sql), found, "{sql}");
        }
    }
}
