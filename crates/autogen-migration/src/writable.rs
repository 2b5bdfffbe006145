//! Whether a session may write, asked before anything is begun.

use autogen_sql::ident::Ident;
use sqlx::postgres::PgConnection;
use sqlx::{Executor, Row};
use thiserror::Error;

use crate::error::RunError;

/// Why nothing can be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadOnly {
    /// The server is a standby.
    #[error(
        "the server is a standby: it replays what its primary does (pg_is_in_recovery), and nothing can be \
         written to it; nothing was run"
    )]
    Standby,
    /// `default_transaction_read_only` is on.
    #[error("transactions are read-only here: default_transaction_read_only is on, {}; nothing was run", .from.words())]
    Setting {
        /// Who set it.
        from: Source,
    },
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `alter role … set`.
    Role(Ident),
    /// `alter database … set`.
    Database(Ident),
    /// `alter role … in database … set`.
    RoleInDatabase(Ident, Ident),
    /// Anything else, as `pg_settings.source` calls it.
    Other(String),
}

impl Source {
    fn words(&self) -> String {
        match self {
            Self::Role(role) => format!("set for the role {role}"),
            Self::Database(database) => format!("set for the database {database}"),
            Self::RoleInDatabase(role, database) => {
                format!("set for the role {role} in the database {database}")
            }
            Self::Other(source) => format!("set by: {source}"),
        }
    }

    /// The statement that takes it back for good.
    fn undo(&self) -> Option<String> {
        let set = match self {
            Self::Role(role) => format!("alter role {role}"),
            Self::Database(database) => format!("alter database {database}"),
            Self::RoleInDatabase(role, database) => {
                format!("alter role {role} in database {database}")
            }
            Self::Other(_) => return None,
        };
        Some(format!("{set} reset default_transaction_read_only"))
    }
}

impl ReadOnly {
    /// The ways out. The setting is not passed over unasked: whoever set it may have meant it.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Standby => vec![
                "run it on the primary: --database-url, or -d LABEL".to_owned(),
                "diff, check, current and dump read a standby too".to_owned(),
            ],
            Self::Setting { from } => {
                let mut hints = vec![
                    "if it is not meant for migrations, leave it out for this run: \
                     PGOPTIONS='-c default_transaction_read_only=off' autogen upgrade"
                        .to_owned(),
                ];
                hints.extend(from.undo().map(|undo| format!("or for good: {undo}")));
                hints
            }
        }
    }
}

/// Refuses a session that cannot write, saying what it is.
///
/// # Errors
/// [`RunError::ReadOnly`], or what the server says.
pub async fn require(connection: &mut PgConnection) -> Result<(), RunError> {
    let query = "select pg_is_in_recovery(), current_setting('transaction_read_only') = 'on', \
        session_user::text, current_database()::text, \
        (select source from pg_settings where name = 'default_transaction_read_only')";
    let row = connection.fetch_one(query).await?;
    if row.try_get(0)? {
        return Err(ReadOnly::Standby.into());
    }
    if !row.try_get::<bool, _>(1)? {
        return Ok(());
    }
    let (role, database): (String, String) = (row.try_get(2)?, row.try_get(3)?);
    let (role, database) = (Ident::new(role), Ident::new(database));
    let from = match row.try_get::<String, _>(4)?.as_str() {
        "user" => Source::Role(role),
        "database" => Source::Database(database),
        "database user" => Source::RoleInDatabase(role, database),
        other => Source::Other(other.to_owned()),
    };
    Err(ReadOnly::Setting { from }.into())
}
