//! Why a scratch database could not be made or dropped.

use sqlx::postgres::PgConnectOptions;

/// Why a scratch database could not be made or dropped. No message holds a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScratchError {
    /// No connection to the server.
    #[error(
        "cannot connect to {place}: {source}; try it: psql -h {host} -p {port} -U {user} -d {database}"
    )]
    Connect {
        /// Database, server and role, without the password.
        place: String,
        /// The server's host name or socket folder.
        host: String,
        /// The server's port.
        port: u16,
        /// The role.
        user: String,
        /// The database.
        database: String,
        /// What the driver said.
        source: Box<sqlx::Error>,
    },
    /// The role may not create databases.
    #[error(
        "role \"{role}\" may not create a scratch database at {server}; allow it as a superuser: \
         alter role \"{role}\" createdb; or use another server of the same major version: \
         --scratch-url postgres://…"
    )]
    Privilege {
        /// The role.
        role: String,
        /// Its server.
        server: String,
    },
    /// The server, which would be one of ours, does not start.
    #[error("no server for scratch databases: {0}")]
    Start(#[source] Box<crate::server::ServerError>),
    /// `CREATE DATABASE` failed.
    #[error(
        "cannot create a scratch database on {place}: {source}; if that server lacks the target's \
         locale, use one that has it: --scratch-url postgres://…"
    )]
    Create {
        /// Database, server and role.
        place: String,
        /// What the server said.
        source: Box<sqlx::Error>,
    },
    /// `DROP DATABASE` failed.
    #[error(
        "cannot drop the scratch database on {place}: {source}; drop it by hand: drop database {name} with (force)"
    )]
    Drop {
        /// The scratch database.
        name: String,
        /// Database, server and role.
        place: String,
        /// What the server said.
        source: Box<sqlx::Error>,
    },
    /// Another statement failed.
    #[error("cannot {doing} (on {place}): {source}; run the same command again")]
    Query {
        /// What was done.
        doing: &'static str,
        /// Database, server and role.
        place: String,
        /// What the server said.
        source: Box<sqlx::Error>,
    },
    /// The target server's version is not supported.
    #[error(
        "the server is PostgreSQL {version}, and only 13 and later are supported; name another \
         database: --database-url postgres://…"
    )]
    TooOld {
        /// Its `server_version_num`.
        version: i32,
    },
}

impl ScratchError {
    pub(super) fn connect(options: &PgConnectOptions, source: sqlx::Error) -> Self {
        Self::Connect {
            place: place_of(options),
            host: host_of(options),
            port: options.get_port(),
            user: options.get_username().to_owned(),
            database: options.get_database().unwrap_or(options.get_username()).to_owned(),
            source: Box::new(source),
        }
    }

    pub(super) fn query(doing: &'static str, place: &str) -> impl FnOnce(sqlx::Error) -> Self {
        let place = place.to_owned();
        move |source| Self::Query { doing, place, source: Box::new(source) }
    }
}

/// Database, server and role in words: all of a connection that may be shown.
pub(super) fn place_of(options: &PgConnectOptions) -> String {
    let user = options.get_username();
    let database = options.get_database().unwrap_or(user);
    format!("database \"{database}\" at {} as role \"{user}\"", server_of(options))
}

pub(super) fn server_of(options: &PgConnectOptions) -> String {
    format!("{}:{}", host_of(options), options.get_port())
}

fn host_of(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => options.get_host().to_owned(),
    }
}

/// The SQLSTATE of an error that the server sent.
pub(super) fn code_of(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(|code| code.into_owned())
}

pub(super) fn is_privilege(error: &sqlx::Error) -> bool {
    code_of(error).as_deref() == Some("42501")
}
