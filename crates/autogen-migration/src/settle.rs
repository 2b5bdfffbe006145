//! What has become of a statement outside a transaction that an earlier run started: the catalog is asked,
//! where the statement is of a form that it can answer for.
//!
//! Names are looked up by the session that is about to run the statement, so that they mean what they mean
//! there.

mod form;

use autogen_sql::ident::{Ident, Literal, QualifiedName};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::journal::State;

pub(crate) use form::Form;
use form::Reindexed;

/// What is to be done about the statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// It ran; what was found, in words.
    Done(String),
    /// It did not, or may run again; what was cleared away before, in words.
    Again(Option<String>),
    /// The catalog cannot tell.
    Unknown,
}

/// Looks at what a statement has left, and clears away what an unfinished one did.
///
/// # Errors
/// When the server cannot be asked, or what is left cannot be dropped.
pub(crate) async fn settle(
    connection: &mut PgConnection,
    sql: &str,
    state: State,
) -> Result<Settled, sqlx::Error> {
    let Some(form) = Form::of(sql) else { return Ok(Settled::Unknown) };
    match form {
        Form::Repeatable => Ok(Settled::Again(None)),
        Form::CreateIndex { name, table } => create_index(connection, &name, &table).await,
        Form::DropIndex { name } => {
            if exists(connection, &name).await? || state == State::Failed {
                return Ok(Settled::Again(None));
            }
            Ok(Settled::Done(format!("index {name} is gone, so the statement ran")))
        }
        Form::Reindex(what) => reindex(connection, &what).await,
        Form::AddValue { name, label } => {
            let query = format!(
                "select exists (select from pg_enum where enumtypid = to_regtype({}) \
                 and enumlabel = {label})",
                Literal(&name)
            );
            let there: bool = connection.fetch_one(AssertSqlSafe(query)).await?.try_get(0)?;
            if !there || state == State::Failed {
                return Ok(Settled::Again(None));
            }
            Ok(Settled::Done(format!("type {name} has the value {label}, so the statement ran")))
        }
        Form::Detach { table, partition } => detach(connection, &table, &partition).await,
    }
}

/// Whether a relation is there, by its name as SQL.
async fn exists(connection: &mut PgConnection, name: &str) -> Result<bool, sqlx::Error> {
    let query = format!("select to_regclass({}) is not null", Literal(name));
    connection.fetch_one(AssertSqlSafe(query)).await?.try_get(0)
}

/// A valid index was built, one that is not is dropped. An index is in the schema of its table.
async fn create_index(
    connection: &mut PgConnection,
    name: &str,
    table: &str,
) -> Result<Settled, sqlx::Error> {
    let query = format!(
        "select s.nspname::text, i.relname::text, x.indisvalid and x.indisready from pg_index x \
         join pg_class i on i.oid = x.indexrelid join pg_namespace s on s.oid = i.relnamespace \
         where x.indrelid = to_regclass({}) and i.relname = (parse_ident({}))[1]::name",
        Literal(table),
        Literal(name)
    );
    let Some(row) = connection.fetch_optional(AssertSqlSafe(query)).await? else {
        return Ok(Settled::Again(None));
    };
    if row.try_get(2)? {
        return Ok(Settled::Done(format!("index {name} is there and valid, so the statement ran")));
    }
    drop_index(connection, &qualified(&row)?).await?;
    Ok(Settled::Again(Some(format!(
        "index {name} was left invalid; it is dropped and built again"
    ))))
}

/// Rebuilding may run again; the copies that an unfinished one has left are dropped first.
async fn reindex(connection: &mut PgConnection, what: &Reindexed) -> Result<Settled, sqlx::Error> {
    let of = match what {
        Reindexed::Index(name) => format!(
            "x.indrelid = (select indrelid from pg_index where indexrelid = to_regclass({}))",
            Literal(name)
        ),
        Reindexed::Table(name) => format!(
            "x.indrelid in (select r from pg_class, unnest(array[oid, reltoastrelid]) r \
             where pg_class.oid = to_regclass({}))",
            Literal(name)
        ),
        Reindexed::Schema(name) => format!(
            "x.indrelid in (select r from pg_class, unnest(array[oid, reltoastrelid]) r \
             where relnamespace = to_regnamespace({}))",
            Literal(name)
        ),
        Reindexed::Everything => "true".to_owned(),
    };
    let query = format!(
        "select s.nspname::text, i.relname::text from pg_index x \
         join pg_class i on i.oid = x.indexrelid join pg_namespace s on s.oid = i.relnamespace \
         where not x.indisvalid and i.relname ~ '_cc(new|old)[0-9]*$' and {of} order by 1, 2"
    );
    let mut dropped = Vec::new();
    for row in connection.fetch_all(AssertSqlSafe(query)).await? {
        let name = qualified(&row)?;
        drop_index(connection, &name).await?;
        dropped.push(name.to_string());
    }
    Ok(Settled::Again((!dropped.is_empty()).then(|| {
        format!("{} was left invalid by an unfinished reindex, and is dropped", dropped.join(", "))
    })))
}

/// A partition that is half detached is detached to the end.
async fn detach(
    connection: &mut PgConnection,
    table: &str,
    partition: &str,
) -> Result<Settled, sqlx::Error> {
    let query = format!(
        "select (to_jsonb(i) ->> 'inhdetachpending')::boolean from pg_inherits i \
         where inhparent = to_regclass({}) and inhrelid = to_regclass({})",
        Literal(table),
        Literal(partition)
    );
    let Some(row) = connection.fetch_optional(AssertSqlSafe(query)).await? else {
        return Ok(Settled::Done(format!("{partition} is no partition of {table} any more")));
    };
    if !row.try_get::<Option<bool>, _>(0)?.unwrap_or_default() {
        return Ok(Settled::Again(None));
    }
    // the names are taken from the statement as they are written there
    let finish = format!("alter table {table} detach partition {partition} finalize");
    connection.execute(AssertSqlSafe(finish)).await?;
    Ok(Settled::Done(format!("{partition} was left half detached from {table}; it is finished")))
}

fn qualified(row: &sqlx::postgres::PgRow) -> Result<QualifiedName, sqlx::Error> {
    let (schema, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    Ok(QualifiedName { schema: Some(Ident::new(schema)), name: Ident::new(name) })
}

async fn drop_index(
    connection: &mut PgConnection,
    name: &QualifiedName,
) -> Result<(), sqlx::Error> {
    let drop = format!("drop index concurrently if exists {name}");
    connection.execute(AssertSqlSafe(drop)).await?;
    Ok(())
}
