//! Has Postgres turn DDL into a catalog, in a scratch database that mirrors the target.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::ident::{Ident, Literal};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row};
use thiserror::Error;

use crate::cache::Cache;
use crate::reader::{ReadError, Recording, record};
use crate::scratch::{Mirror, Scratch, ScratchError, ScratchServer, calm};
use autogen_migration::execute::{StatementError, describe, is_over, run_transaction};

mod kept;
mod partial;
mod pieces;
mod public;
mod replay;
mod since;

use kept::{Kept, Layer};
pub use partial::Makes;
pub use pieces::Refusals;
pub use replay::Replay;

/// A statement of a desired state, and where it comes from.
#[derive(Clone, Debug)]
pub struct Piece {
    /// For messages: `entity models::accounts::user`.
    pub origin: String,
    /// One statement.
    pub sql: String,
    /// The file that a part of it stands in.
    pub file: Option<Excerpt>,
    /// The view that it makes, as Postgres names it in messages.
    pub view: Option<String>,
    /// What it makes.
    pub makes: Makes,
}

/// A text of a file within a statement.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// The file.
    pub file: String,
    /// The character of the statement, from 0, at which the file starts.
    pub start: usize,
    /// How many characters of it there are.
    pub length: usize,
}

impl Piece {
    /// A statement that stands in no file.
    pub fn new(origin: impl Into<String>, sql: impl Into<String>) -> Self {
        let makes = Makes::default();
        Self { origin: origin.into(), sql: sql.into(), file: None, view: None, makes }
    }

    /// The same, and what it makes.
    #[must_use]
    pub fn making(self, makes: Makes) -> Self {
        Self { makes, ..self }
    }
}

/// Where to elaborate, and what the scratch database must be like.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// The server that gets scratch databases.
    pub server: ScratchServer,
    /// Encoding, locale and default schema of the target.
    pub mirror: Mirror,
    /// The extensions of the target.
    pub extensions: Vec<Extension>,
    /// Where results are kept, if anywhere.
    pub cache: Option<Cache>,
}

/// An extension that is installed in the target.
#[derive(Clone, Debug)]
pub struct Extension {
    name: String,
    schema: Ident,
    version: String,
}

/// Why a desired state has no catalog.
#[derive(Debug, Error)]
pub enum ElaborateError {
    /// Postgres refuses a statement.
    #[error("{origin}: {}", describe(&.source.source))]
    Statement {
        /// Where the statement comes from.
        origin: String,
        /// The statement and the server's words.
        source: Box<StatementError>,
    },
    /// Postgres refuses these statements, after all others were run.
    #[error("{0}")]
    Pieces(Refusals),
    /// Postgres refuses these files, after all others were run.
    #[error("{}", list(.0))]
    Files(Vec<FileError>),
    /// The server for scratch databases lacks an extension of the target.
    #[error("the scratch server cannot install extension {name} {version}: {message}")]
    Extension {
        /// The extension.
        name: String,
        /// Its version in the target.
        version: String,
        /// What the server says.
        message: String,
    },
    /// The role of the scratch database cannot make grants on the schema `public`.
    #[error(
        "grants on the schema public cannot be worked out: before PostgreSQL 15 it is a superuser's in a new \
         database, and role {role} may not grant what is on it; name a superuser, or a server of which the role is \
         one: --scratch-url postgres://…"
    )]
    Public {
        /// The role.
        role: String,
    },
    /// The scratch database.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
    /// The catalog read back.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The connection.
    #[error("cannot connect to the scratch database: {0}")]
    Connect(#[from] sqlx::Error),
}

impl ElaborateError {
    /// Whether the server went away, so that it says nothing of what was elaborated.
    #[must_use]
    pub fn is_over(&self) -> bool {
        match self {
            Self::Statement { source, .. } => is_over(&source.source),
            Self::Read(ReadError::Query(error)) | Self::Connect(error) => is_over(error),
            Self::Files(errors) => errors.iter().any(|error| is_over(&error.source.source)),
            _ => false,
        }
    }
}

/// What Postgres says of a file.
#[derive(Debug, Error)]
#[error("{}: {}", .place, describe(&.source.source))]
pub struct FileError {
    /// The file, with line and column where the server points at one.
    place: String,
    source: StatementError,
}

impl FileError {
    fn new(name: &str, text: &str, source: StatementError) -> Self {
        let place = source
            .position
            .map_or_else(|| name.to_owned(), |at| place_in(name, text, at.saturating_sub(1)));
        Self { place, source }
    }

    /// Whether something it needs is not there, as when the file that makes it is broken.
    fn lacks_something(&self) -> bool {
        lacks_something(&self.source.source)
    }
}

/// `name:line:column` of a character of a text, from 0.
pub(crate) fn place_in(name: &str, text: &str, at: usize) -> String {
    let before: Vec<char> = text.chars().take(at).collect();
    let line = before.iter().filter(|c| **c == '\n').count() + 1;
    let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
    format!("{name}:{line}:{column}")
}

/// Whether a statement fails since something is not there.
pub(crate) fn lacks_something(error: &sqlx::Error) -> bool {
    // undefined column, function, table, object; invalid schema name
    error
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| ["42703", "42883", "42P01", "42704", "3F000"].contains(&code.as_ref()))
}

fn list(errors: &[FileError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Statements that run one after the other: a section of a revision.
pub struct Stretch {
    /// Whether they run in one transaction; else each by itself.
    pub transaction: bool,
    /// The statements.
    pub pieces: Vec<Piece>,
}

/// What a desired state is made of.
pub enum Source<'a> {
    /// Statements in the order they best run, in one transaction. One that fails is tried again after
    /// the others.
    Pieces(&'a [Piece]),
    /// The sections of revisions in the order they run.
    Chain(&'a [Stretch]),
    /// Whole files (name and text), in any order; quickest in one in which they run.
    Files(&'a [(String, String)]),
}

impl Workshop {
    /// Scratch databases on `server` that are like the database of `target`.
    ///
    /// # Errors
    /// When the target cannot be asked.
    pub async fn like(
        target: &mut PgConnection,
        server: impl Into<ScratchServer>,
        default_schema: &Ident,
    ) -> Result<Self, ElaborateError> {
        let mirror = Mirror::of(target).await?.with_default_schema(default_schema.clone());
        let rows = target
            .fetch_all(
                "select e.extname::text, n.nspname::text, e.extversion::text from pg_extension e \
                 join pg_namespace n on n.oid = e.extnamespace where e.oid >= 16384 order by e.oid",
            )
            .await?;
        let mut extensions = Vec::new();
        for row in rows {
            let schema: String = row.try_get(1)?;
            extensions.push(Extension {
                name: row.try_get(0)?,
                schema: Ident::new(schema),
                version: row.try_get(2)?,
            });
        }
        Ok(Self { server: server.into(), mirror, extensions, cache: None })
    }

    /// The same without the target's extensions: for a state that makes its own.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self { extensions: Vec::new(), ..self.clone() }
    }

    /// A scratch database with the target's extensions, and a connection to it.
    ///
    /// # Errors
    /// When it cannot be made like the target.
    pub async fn open(&self) -> Result<(Scratch, PgConnection), ElaborateError> {
        let scratch = Scratch::create(&self.server.options().await?, &self.mirror).await?;
        match self.furnish(&scratch).await {
            Ok(connection) => Ok((scratch, connection)),
            Err(error) => {
                scratch.drop_now().await?;
                Err(error)
            }
        }
    }

    async fn furnish(&self, scratch: &Scratch) -> Result<PgConnection, ElaborateError> {
        let mut connection = scratch.options().connect().await?;
        calm(&mut connection).await?;
        for Extension { name, schema, version } in &self.extensions {
            let make = format!(
                "create schema if not exists {schema}; \
                 create extension if not exists {} with schema {schema} version {} cascade",
                Ident::new(name),
                Literal(version)
            );
            connection.execute(AssertSqlSafe(make)).await.map_err(|error| {
                let (name, version) = (name.clone(), version.clone());
                ElaborateError::Extension { name, version, message: describe(&error) }
            })?;
        }
        Ok(connection)
    }

    /// The catalog that `source` makes of an empty database. `search_path` names further schemas
    /// that unqualified names may be of, behind the default one. What has been made before is not made
    /// again where there is a cache.
    ///
    /// # Errors
    /// The first statement that Postgres refuses, with its origin.
    pub async fn elaborate(
        &self,
        source: Source<'_>,
        search_path: &[Ident],
    ) -> Result<Catalog, ElaborateError> {
        let Some(cache) = &self.cache else {
            return self.make(&source, search_path).await.map(|(catalog, _)| catalog);
        };
        let key = self.key(cache, &source, search_path);
        if let Some(catalog) = self.kept(cache, &key).and_then(|kept| kept.catalog()) {
            return Ok(catalog);
        }
        let mut outline = Vec::new();
        if let Source::Pieces(pieces) = source {
            if let Some(former) = self.former(cache, &key)
                && let Some((catalog, kept)) = self.mend(former, pieces, search_path).await?
            {
                Self::keep(cache, &key, &kept);
                return Ok(catalog);
            }
            outline = partial::outline(pieces);
        }
        let (catalog, recording) = self.make(&source, search_path).await?;
        let layers = vec![Layer { tables: BTreeSet::new(), recording }];
        Self::keep(cache, &key, &Kept { layers, outline });
        Ok(catalog)
    }

    /// Has Postgres make it.
    async fn make(
        &self,
        source: &Source<'_>,
        search_path: &[Ident],
    ) -> Result<(Catalog, Recording), ElaborateError> {
        if let Source::Chain(stretches) = source {
            let mut replay = self.replay(*stretches).await?;
            let outcome = match replay.run(stretches).await {
                Ok(()) => replay.record().await,
                Err(error) => Err(error),
            };
            replay.end().await?;
            return outcome;
        }
        let (scratch, mut connection) = self.open().await?;
        let schema = &self.mirror.default_schema;
        let outcome = async {
            match source {
                Source::Pieces(pieces) => {
                    let texts = pieces.iter().map(|piece| piece.sql.as_str());
                    public::check(&mut connection, texts).await?;
                    pieces::run_all(&mut connection, schema, search_path, pieces).await?;
                }
                // done above, in a database of its own
                Source::Chain(_) => {}
                Source::Files(files) => {
                    let texts = files.iter().map(|(_, text)| text.as_str());
                    public::check(&mut connection, texts).await?;
                    self.run_files(&mut connection, files).await?;
                }
            }
            Ok(record(&mut connection, schema).await?)
        }
        .await;
        // the database is dropped with its connections; the outcome is what counts
        drop(connection.close().await);
        scratch.drop_now().await?;
        outcome
    }

    /// Runs each file in a transaction of its own; one that fails is tried again after the others,
    /// for as long as that gets any further.
    async fn run_files(
        &self,
        connection: &mut PgConnection,
        files: &[(String, String)],
    ) -> Result<(), ElaborateError> {
        let schema = &self.mirror.default_schema;
        refresh(connection).await?;
        let mut waiting: Vec<&(String, String)> = files.iter().collect();
        while !waiting.is_empty() {
            let (mut failed, mut errors) = (Vec::new(), Vec::new());
            for file in &waiting {
                let (name, text) = file;
                let batch = [text.trim_end().trim_end_matches(';').to_owned()];
                if let Err(source) = run_transaction(connection, schema, &batch).await {
                    failed.push(*file);
                    errors.push(FileError::new(name, text, source));
                }
                // a dump's own SETs must not reach the next file
                refresh(connection).await?;
            }
            if !failed.is_empty() && failed.len() == waiting.len() {
                // what does not only lack what another one would have made comes first
                errors.sort_by_key(FileError::lacks_something);
                return Err(ElaborateError::Files(errors));
            }
            waiting = failed;
        }
        Ok(())
    }
}

/// The session as it was at first, for the next file.
async fn refresh(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    // a thousand commits need not reach the disk of somebody's own server one by one
    connection.execute("reset all; set synchronous_commit = off").await?;
    calm(connection).await
}
