//! A chain that a program carries, and what an application does with it.

use std::path::Path;
use std::time::Duration;

use autogen_revision::{AddressError, Chain, ChainError, Direction, RevisionId, Target};
use autogen_sql::ident::Ident;
use sqlx::Acquire;
use sqlx::postgres::{PgConnection, Postgres};

use crate::error::RunError;
use crate::history::Recorded;
use crate::options::RunOptions;
use crate::progress::Progress;
use crate::runner::Runner;

/// A file of a chain, as [`migrator!`](crate::migrator) embeds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmbeddedFile {
    /// Its path in the folder of the revisions.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// A chain of revisions that a program carries. [`migrator!`](crate::migrator) makes one.
///
/// It runs revisions as `autogen upgrade` does, by the same code: under a lock, so that any number of replicas
/// may start at once, and with the same table of applied revisions. A database is a `&PgPool`, a
/// `&mut PgConnection`, or whatever else sqlx can acquire a connection of; of a `DatabaseConnection` of SeaORM
/// it is `db.get_postgres_connection_pool()`. Poolers that give each transaction another session
/// (PgBouncer's transaction mode) are refused.
#[derive(Clone, Debug)]
pub struct Migrator {
    folder: &'static str,
    files: &'static [EmbeddedFile],
    options: Option<RunOptions>,
}

/// Why revisions could not be run or asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigratorError {
    /// What is embedded is no chain; `migrator!` embeds none such.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The place to go to is none.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// A revision failed, or none could be run.
    #[error("{}", with_hints(.0))]
    Run(#[from] RunError),
}

fn with_hints(error: &RunError) -> String {
    let hints = error.hints().into_iter().map(|hint| format!("\n  help: {hint}"));
    error.to_string() + &hints.collect::<String>()
}

impl From<sqlx::Error> for MigratorError {
    fn from(error: sqlx::Error) -> Self {
        Self::Run(error.into())
    }
}

impl Migrator {
    /// Of files whose paths are relative to `folder`, which is only named in errors.
    #[must_use]
    pub const fn embedded(folder: &'static str, files: &'static [EmbeddedFile]) -> Self {
        Self { folder, files, options: None }
    }

    /// The same with other options than the usual, [`RunOptions::new`] for the schema `public`.
    #[must_use]
    pub fn with(mut self, options: RunOptions) -> Self {
        self.options = Some(options);
        self
    }

    /// The same for another target schema: unqualified names stand for it, and it has a table of applied
    /// revisions of its own.
    #[must_use]
    pub fn in_schema(self, schema: &str) -> Self {
        let (schema, mut options) = (Ident::new(schema), self.options());
        options.table.schema = schema.clone();
        // what is bound to the schema that they were written for is refused in another one
        let home = std::mem::replace(&mut options.default_schema, schema);
        options.home_schema.get_or_insert(home);
        self.with(options)
    }

    /// The same with another table of applied revisions, in its schema if one is given.
    #[must_use]
    pub fn table(self, schema: Option<&str>, name: &str) -> Self {
        let mut options = self.options();
        options.table.name = Ident::new(name);
        if let Some(schema) = schema {
            options.table.schema = Ident::new(schema);
        }
        self.with(options)
    }

    /// The same, waiting so long for another run on the same database. Usual is one minute.
    #[must_use]
    pub fn patience(self, patience: Duration) -> Self {
        let options = RunOptions { patience, ..self.options() };
        self.with(options)
    }

    /// The same with the role that runs sections marked `-- autogen: role WORD`.
    #[must_use]
    pub fn role(self, word: &str, role: &str) -> Self {
        let mut options = self.options();
        options.roles.insert(word.to_owned(), Ident::new(role));
        self.with(options)
    }

    /// How it runs.
    #[must_use]
    pub fn options(&self) -> RunOptions {
        self.options.clone().unwrap_or_else(|| RunOptions::new(Ident::new("public")))
    }

    /// The chain.
    ///
    /// # Errors
    /// [`ChainError`], never of what `migrator!` has embedded.
    pub fn chain(&self) -> Result<Chain, ChainError> {
        let texts = self.files.iter().map(|file| (file.name, file.text));
        Chain::from_texts(Path::new(self.folder), texts)
    }

    /// Applies what is missing; returns what was applied.
    ///
    /// # Errors
    /// The first revision that fails; those before it stay applied.
    pub async fn run<'a, A>(&self, database: A) -> Result<Vec<RevisionId>, MigratorError>
    where
        A: Acquire<'a, Database = Postgres>,
    {
        self.run_telling(database, &mut ()).await
    }

    /// The same, telling what happens, for a log.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn run_telling<'a, A>(
        &self,
        database: A,
        progress: &mut (dyn Progress + Send),
    ) -> Result<Vec<RevisionId>, MigratorError>
    where
        A: Acquire<'a, Database = Postgres>,
    {
        let mut connection = database.acquire().await?;
        self.go(&mut connection, Direction::Up, progress, |chain, _| Ok(chain.all_heads())).await
    }

    /// Applies what is missing up to an address as `autogen upgrade` takes it: an id or the start of one,
    /// `+N`, a label.
    ///
    /// # Errors
    /// As [`Self::run`], and [`MigratorError::Address`].
    pub async fn run_to<'a, A>(
        &self,
        address: &str,
        database: A,
    ) -> Result<Vec<RevisionId>, MigratorError>
    where
        A: Acquire<'a, Database = Postgres>,
    {
        let mut connection = database.acquire().await?;
        let choose =
            |chain: &Chain, recorded: &Recorded| Ok(chain.resolve(address, Some(&recorded.ids()))?);
        self.go(&mut connection, Direction::Up, &mut (), choose).await
    }

    /// Takes revisions back to an address as `autogen downgrade` takes it: an id or the start of one, `-N`,
    /// `base`. Returns what was taken back.
    ///
    /// # Errors
    /// The first revision that fails; those before it stay taken back.
    pub async fn undo<'a, A>(
        &self,
        address: &str,
        database: A,
    ) -> Result<Vec<RevisionId>, MigratorError>
    where
        A: Acquire<'a, Database = Postgres>,
    {
        let mut connection = database.acquire().await?;
        let choose =
            |chain: &Chain, recorded: &Recorded| Ok(chain.resolve(address, Some(&recorded.ids()))?);
        self.go(&mut connection, Direction::Down, &mut (), choose).await
    }

    /// What is not applied, in the order in which it would be. Changes and creates nothing.
    ///
    /// # Errors
    /// When the server cannot be asked, or a file that is applied has changed since.
    pub async fn pending<'a, A>(&self, database: A) -> Result<Vec<RevisionId>, MigratorError>
    where
        A: Acquire<'a, Database = Postgres>,
    {
        let mut connection = database.acquire().await?;
        Ok(self.standing(&mut connection).await?.0)
    }

    /// Whether the database has everything that this program knows, and nothing half way. One that a
    /// newer version of the program has brought further is current too: whether older ones can go on with it
    /// is what the schema's version says. Changes and creates nothing.
    ///
    /// # Errors
    /// As [`Self::pending`].
    pub async fn is_current<'a, A>(&self, database: A) -> Result<bool, MigratorError>
    where
        A: Acquire<'a, Database = Postgres>,
    {
        let mut connection = database.acquire().await?;
        let (pending, whole) = self.standing(&mut connection).await?;
        Ok(pending.is_empty() && whole)
    }

    /// What is pending, and whether nothing is half way.
    async fn standing(
        &self,
        connection: &mut PgConnection,
    ) -> Result<(Vec<RevisionId>, bool), MigratorError> {
        let (chain, options) = (self.chain()?, self.options());
        let RunOptions { table, default_schema, .. } = &options;
        let recorded = Recorded::read(connection, table, default_schema, &chain).await?;
        recorded.check_edited(&chain)?;
        let steps = chain.steps_up(&recorded.ids(), &chain.all_heads());
        let steps = steps.map_err(RunError::from)?;
        let pending = steps.iter().map(|step| step.revision().id()).collect();
        Ok((pending, recorded.partial().is_empty()))
    }

    /// Goes where `choose` says.
    pub(crate) async fn go(
        &self,
        connection: &mut PgConnection,
        direction: Direction,
        progress: &mut (dyn Progress + Send),
        choose: impl Fn(&Chain, &Recorded) -> Result<Target, MigratorError>,
    ) -> Result<Vec<RevisionId>, MigratorError> {
        let (chain, options) = (self.chain()?, self.options());
        let mut runner = Runner { chain: &chain, connection, options: &options, progress };
        runner.run(direction, choose).await
    }
}
