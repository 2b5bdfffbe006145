//! The embedded development database: what a project without any database uses.

use std::time::Duration;

use autogen_postgres::server::{self, Address, Binaries, Running, Search};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use crate::config::Settings;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output::note;

/// The database in the embedded server that is the project's.
pub(crate) const DATABASE: &str = "autogen";

/// How long another process may use it before we give up.
const PATIENCE: Duration = Duration::from_secs(60);

/// The embedded server while it is in use by this process.
pub(crate) struct Embedded {
    running: Running,
}

impl Embedded {
    /// Where it listens.
    pub(crate) fn address(&self) -> &Address {
        self.running.address()
    }

    /// Connection options for the project's database.
    pub(crate) fn options(&self) -> PgConnectOptions {
        self.address().options(DATABASE)
    }
}

/// The server programs: those that are configured, or what this machine has.
///
/// # Errors
/// When there are none.
pub(crate) fn binaries(settings: &Settings) -> Result<Binaries> {
    let configured = settings.postgres_bin.clone();
    Ok(Binaries::find(&Search { configured, major: None })?)
}

/// The project's cluster, whether it runs or not.
///
/// # Errors
/// When it has no place on this machine.
pub(crate) fn cluster(settings: &Settings, binaries: &Binaries) -> Result<server::Embedded> {
    let cluster = server::Embedded::open(&settings.project, binaries)?;
    Ok(cluster.waiting(PATIENCE, |sentence| note(sentence)))
}

impl Context {
    /// The embedded server, started now if it does not run. It is taken once a process, since a second
    /// taker would wait for the first.
    ///
    /// # Errors
    /// When it cannot be made or started.
    pub(crate) async fn embedded(&self) -> Result<&Embedded> {
        self.embedded.get_or_try_init(|| start(self.settings.clone())).await
    }
}

async fn start(settings: Settings) -> Result<Embedded> {
    // it blocks, and Ctrl-C must be heard meanwhile
    let started = tokio::task::spawn_blocking(move || {
        let binaries = binaries(&settings).map_err(|failure| {
            failure.hint("or use a database of your own: --database-url postgres://…, DATABASE_URL")
        })?;
        let cluster = cluster(&settings, &binaries)?;
        if cluster.status().data_major.is_none() {
            let version = &binaries.version;
            note(format_args!("making the embedded development database (PostgreSQL {version})"));
        }
        let running = cluster.ensure_running()?;
        Ok::<_, Failure>(Embedded { running })
    });
    let embedded = started.await??;
    ensure_database(embedded.address()).await?;
    Ok(embedded)
}

/// Makes the project's database if the cluster is new.
///
/// # Errors
/// When the server cannot be asked.
pub(crate) async fn ensure_database(address: &Address) -> Result<()> {
    let failed = |error| {
        Failure::new(format!("the embedded database cannot be used: {error}"))
            .hint("see what it says: autogen db status shows its log")
            .hint("or start over, its data is lost: autogen db reset")
    };
    let mut maintenance = address.options("postgres").connect().await.map_err(failed)?;
    let there = "select from pg_catalog.pg_database where datname = 'autogen'";
    if maintenance.fetch_optional(there).await.map_err(failed)?.is_none() {
        // template0 knows nothing of what somebody may have put into template1
        let create = "create database autogen template template0";
        maintenance.execute(create).await.map_err(failed)?;
    }
    // the connection has done its work
    drop(maintenance.close().await);
    Ok(())
}
