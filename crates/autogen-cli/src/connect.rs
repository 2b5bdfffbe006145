//! From a state's name to a connection, with errors that say which database, what happened, and what
//! to type next.

use std::collections::BTreeMap;
use std::time::Duration;

use autogen_core::ident::Ident;
use autogen_migration::execute::describe;
use autogen_postgres::server::Address;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};

use crate::config::{Database, Settings};
use crate::context::Context;
use crate::embedded::DATABASE;
use crate::failure::{Failure, Result};
use crate::models;
use crate::url::DatabaseUrl;

#[cfg(test)]
mod tests;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A database to connect to.
#[derive(Clone)]
pub(crate) struct Target {
    /// They may hold a password: do not print them.
    pub(crate) options: PgConnectOptions,
    /// The URL that they come from, if they come from one.
    pub(crate) url: Option<DatabaseUrl>,
    /// What messages call it, the password masked.
    pub(crate) label: String,
    /// Whether scratch databases may be made on its server unasked: it is the embedded one, on this
    /// machine, or marked `development = true`.
    pub(crate) development: bool,
    /// Whether it is the embedded development database.
    pub(crate) embedded: bool,
    /// The schema whose objects are not qualified.
    pub(crate) default_schema: Ident,
    /// The role that is taken on after connecting.
    pub(crate) role: Option<Ident>,
    /// The roles that `-- autogen: role WORD` stands for, by their words.
    pub(crate) roles: BTreeMap<String, Ident>,
    /// How long a statement of a revision may wait for a lock, and how long it may run, where neither the
    /// revision nor the server says otherwise.
    pub(crate) lock_timeout: Option<Duration>,
    /// See `lock_timeout`.
    pub(crate) statement_timeout: Option<Duration>,
}

impl std::fmt::Debug for Target {
    /// Leaves out the connection options, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Target");
        shown.field("label", &self.label).field("roles", &self.roles).finish_non_exhaustive()
    }
}

impl Context {
    /// The database with this label; without one, that of `--database` or `--database-url`, of the
    /// environment, of `autogen.toml`, or else the embedded one.
    ///
    /// # Errors
    /// When there is no such label, its URL is wrong, or the embedded one cannot be started.
    pub(crate) async fn target(&self, label: Option<&str>) -> Result<Target> {
        let label = label.or(self.settings.label.as_deref());
        let database = self.settings.database(label)?;
        match (&database.url, label) {
            (Some(url), label) => {
                let label =
                    label.map_or_else(|| url.to_string(), |l| format!("database:{l} ({url})"));
                self.target_at(url, database, label)
            }
            (None, Some(label)) => Err(self.settings.no_url(label)),
            (None, None) => self.embedded_target(database).await,
        }
    }

    /// The same, without starting anything: none where it would be the embedded one.
    ///
    /// # Errors
    /// As [`Self::target`].
    pub(crate) fn target_of_settings(&self) -> Result<Option<Target>> {
        let database = self.settings.database(self.settings.label.as_deref())?;
        let target = |url| self.target_at(url, database, String::new());
        database.url.as_ref().map(target).transpose()
    }

    /// The database of a URL that was given as a state.
    ///
    /// # Errors
    /// When it is no URL of Postgres.
    pub(crate) fn target_of_url(&self, url: &DatabaseUrl) -> Result<Target> {
        self.target_at(url, &Database::default(), url.to_string())
    }

    fn target_at(&self, url: &DatabaseUrl, database: &Database, label: String) -> Result<Target> {
        let options = with_habits(url.options()?);
        let development = database.development || is_local(&options);
        let url = Some(url.clone());
        let target = Target { url, label, development, ..Target::new(options) };
        Ok(target.with(&self.settings, database))
    }

    async fn embedded_target(&self, database: &Database) -> Result<Target> {
        // nothing is made for a folder that only happens to be the current one
        models::expected(&self.settings)?;
        let options = self.embedded().await?.options();
        Ok(Target::embedded(options).with(&self.settings, database))
    }

    /// The project's database in the embedded server, which somebody keeps running.
    pub(crate) fn target_at_address(&self, address: &Address) -> Target {
        let target = Target::embedded(address.options(DATABASE));
        target.with(&self.settings, &self.settings.database)
    }
}

impl Target {
    fn new(options: PgConnectOptions) -> Self {
        Self {
            options,
            url: None,
            label: String::new(),
            development: false,
            embedded: false,
            default_schema: Ident::new("public"),
            role: None,
            roles: BTreeMap::new(),
            lock_timeout: None,
            statement_timeout: None,
        }
    }

    fn embedded(options: PgConnectOptions) -> Self {
        Self {
            label: "the embedded development database".to_owned(),
            development: true,
            embedded: true,
            ..Self::new(with_habits(options))
        }
    }

    /// As the settings of its database want it.
    fn with(self, settings: &Settings, database: &Database) -> Self {
        Self {
            default_schema: settings.schema_of(database),
            role: database.role.clone(),
            roles: settings.roles_of(database),
            lock_timeout: database.lock_timeout,
            statement_timeout: database.statement_timeout,
            ..self
        }
    }

    /// Connects, and takes on the configured role.
    ///
    /// # Errors
    /// When the server is not there or says no, or the role may not be taken on.
    pub(crate) async fn connect(&self) -> Result<PgConnection> {
        let mut connection = open(&self.options, &self.label).await?;
        // the models are built meanwhile; a limit that a role has for its applications is not meant for that
        if connection.server_version_num().is_some_and(|version| version >= 140_000) {
            let set = connection.execute("set idle_session_timeout = 0").await;
            set.map_err(|error| refused(&self.label, &self.options, &error))?;
        }
        if let Some(role) = &self.role {
            let set = AssertSqlSafe(format!("set role {role}"));
            connection.execute(set).await.map_err(|error| self.no_role(role, &error))?;
        }
        Ok(connection)
    }

    /// What to do about a failure on this database: a privilege to give, a database of ours to make anew.
    pub(crate) fn explain(&self, failure: Failure) -> Failure {
        let login = || Ident::new(self.options.get_username());
        failure.or_granted(&self.role.clone().unwrap_or_else(login)).or_anew(self.embedded)
    }

    fn no_role(&self, role: &Ident, error: &sqlx::Error) -> Failure {
        let said = describe(error);
        let failure =
            Failure::new(format!("cannot take on the role {role} on {}: {said}", self.label));
        let user = Ident::new(self.options.get_username());
        match error.as_database_error().and_then(|said| said.code()).as_deref() {
            Some("42501") => {
                failure.hint(format!("allow it, as a superuser: grant {role} to {user}"))
            }
            _ => failure,
        }
        .hint("or change `role` of the database in autogen.toml")
    }
}

/// Connects to what messages call `label`.
///
/// # Errors
/// When the server is not there or says no.
pub(crate) async fn open(options: &PgConnectOptions, label: &str) -> Result<PgConnection> {
    match tokio::time::timeout(PATIENCE, options.connect()).await {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(error)) => Err(refused(label, options, &error)),
        Err(_) => {
            let silent = format!("no answer within {} s", PATIENCE.as_secs());
            Err(unreachable(label, options, &silent))
        }
    }
}

/// What all our connections have in common.
fn with_habits(options: PgConnectOptions) -> PgConnectOptions {
    let options = if options.get_application_name().is_none() {
        options.application_name("autogen")
    } else {
        options
    };
    // no statement is run often enough to be prepared, and some poolers cannot prepare any
    options.statement_cache_capacity(0).disable_statement_logging()
}

/// Whether the server is on this machine.
fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

fn refused(label: &str, options: &PgConnectOptions, error: &sqlx::Error) -> Failure {
    let Some(said) = error.as_database_error() else {
        return match error {
            sqlx::Error::Io(problem) => unreachable(label, options, problem),
            sqlx::Error::Tls(problem) => Failure::new(format!(
                "cannot connect to {label}: {problem}"
            ))
            .hint("where the server allows it, connect without TLS: ?sslmode=disable in the URL"),
            other => Failure::new(format!("cannot connect to {label}: {other}")),
        };
    };
    let failure = Failure::new(format!("cannot connect to {label}: {}", describe(error)));
    let user = Ident::new(options.get_username());
    let database = options.get_database().unwrap_or(options.get_username());
    match said.code().as_deref() {
        Some("28P01") => failure
            .hint("correct the password in the URL, or leave it out and keep it in ~/.pgpass"),
        Some("28000") => failure
            .hint(format!("see whether the role is there and may log in: create role {user} login"))
            .hint("and whether the server's pg_hba.conf lets it in from here"),
        Some("3D000") => failure.hint(format!("make it: createdb {} {database}", client(options))),
        Some("42501") => failure.hint(format!(
            "allow it, as the database's owner: grant connect on database {} to {user}",
            Ident::new(database)
        )),
        Some("53300") => failure.hint("end other sessions, or raise the server's max_connections"),
        Some("57P03") => failure.hint("the server starts or stops: try again in a moment"),
        _ => failure,
    }
}

fn unreachable(
    label: &str,
    options: &PgConnectOptions,
    problem: &dyn std::fmt::Display,
) -> Failure {
    Failure::new(format!("cannot reach the server of {label}: {problem}"))
        .hint(format!("see whether it runs: pg_isready {}", client(options)))
        .hint(
            "without DATABASE_URL, --database-url and [database] url, an embedded database is used",
        )
}

/// The options of PostgreSQL's own programs for the same server.
fn client(options: &PgConnectOptions) -> String {
    let host = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => options.get_host().to_owned(),
    };
    format!("-h {host} -p {} -U {}", options.get_port(), options.get_username())
}
