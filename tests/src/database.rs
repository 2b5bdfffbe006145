//! One server for a run of tests, and databases on it that are gone with their value.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_migration::roles;
use autogen_postgres::reader;
use autogen_postgres::scratch::until_left;
use autogen_postgres::server::{Binaries, Search, Throwaway};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use crate::{Result, while_};

/// A server with the programs it is from.
#[derive(Debug)]
pub struct Server {
    /// The programs.
    pub binaries: Binaries,
    throwaway: Throwaway,
    count: AtomicUsize,
}

impl Server {
    /// Starts one of this machine's programs (`PG_BIN` chooses).
    ///
    /// # Errors
    /// When there are none or they do not start.
    pub fn start() -> Result<Self> {
        let binaries = while_("server programs", Binaries::find(&Search::default()))?;
        let throwaway = while_("server", Throwaway::start(&binaries))?;
        Ok(Self { binaries, throwaway, count: AtomicUsize::new(0) })
    }

    /// Where a database is.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        self.throwaway.address().options(database)
    }

    /// The same as a URL.
    pub fn url(&self, database: &str) -> String {
        self.throwaway.address().url(database)
    }

    /// A new database, filled by a script.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn database(&self, script: &str) -> Result<Database> {
        let name = format!("case_{}", self.count.fetch_add(1, Ordering::Relaxed));
        let mut maintenance = while_("connection", self.options("postgres").connect().await)?;
        let create = create_database(&name, self.binaries.major);
        while_("create database", maintenance.execute(AssertSqlSafe(create)).await)?;
        let connection = while_("connection", self.options(&name).connect().await)?;
        let mut database = Database { name, connection, maintenance };
        database.run(script).await?;
        Ok(database)
    }
}

/// The statement that makes an empty database, in the way that costs the least here: 15 and later write what
/// they copy to the log unless told otherwise.
pub fn create_database(name: &str, major: u32) -> String {
    let strategy = if major >= 15 { " strategy file_copy" } else { "" };
    format!("create database {name} template template0{strategy}")
}

/// A database of a test.
#[derive(Debug)]
pub struct Database {
    /// Its name.
    pub name: String,
    /// The session that everything happens in.
    pub connection: PgConnection,
    maintenance: PgConnection,
}

impl Database {
    /// Runs a script as one batch; roles that it names are made.
    ///
    /// # Errors
    /// What the server said.
    pub async fn run(&mut self, script: &str) -> Result<()> {
        let mut supplied = BTreeSet::new();
        loop {
            let batch = sqlx::raw_sql(AssertSqlSafe(script.to_owned()));
            let Err(error) = batch.execute(&mut self.connection).await else { return Ok(()) };
            if !roles::supply(&mut self.connection, &error, &mut supplied).await {
                let said = autogen_migration::execute::describe(&error);
                return Err(format!("{said}\n  in: {}", script.trim()));
            }
        }
    }

    /// Reads its catalog relative to `public`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn catalog(&mut self) -> Result<Catalog> {
        let schema = Ident::new("public");
        while_("catalog", reader::read(&mut self.connection, &schema).await)
    }

    /// Asks whether a read of the catalog overlooks something.
    ///
    /// # Errors
    /// What it overlooks.
    pub async fn overlooks_nothing(&mut self) -> Result<()> {
        let schema = Ident::new("public");
        match while_("catalog", reader::overlooked(&mut self.connection, &schema).await)?.first() {
            None => Ok(()),
            Some(query) => Err(format!("the survey says that this is empty:\n{query}")),
        }
    }

    /// Drops it.
    ///
    /// # Errors
    /// When somebody is still in it.
    pub async fn remove(mut self) -> Result<()> {
        while_("close", self.connection.close().await)?;
        until_left(&mut self.maintenance, &Ident::new(self.name.as_str())).await;
        let drop = format!("drop database {} with (force)", self.name);
        while_("drop database", self.maintenance.execute(AssertSqlSafe(drop)).await)?;
        while_("close", self.maintenance.close().await)
    }
}
