//! Sections of revisions that run one after the other, with a look at the catalog in between.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_migration::execute::{RUNNER, StatementError, run_alone, run_transaction};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};

use super::{ElaborateError, Piece, Stretch, Workshop, public};
use crate::reader::{Recording, read, record};
use crate::scratch::Scratch;

/// A scratch database in which revisions are run as they run on a database, except that nothing is
/// recorded.
#[derive(Debug)]
#[must_use = "the database is dropped with this value"]
pub struct Replay {
    schema: Ident,
    scratch: Scratch,
    connection: PgConnection,
}

impl Workshop {
    /// A scratch database without anything, for the sections of a chain. It has the extensions of the
    /// target, those aside that the chain makes itself.
    ///
    /// # Errors
    /// When it cannot be made like the target.
    pub async fn replay<'a>(
        &self,
        chain: impl IntoIterator<Item = &'a Stretch>,
    ) -> Result<Replay, ElaborateError> {
        let pieces = chain.into_iter().flat_map(|stretch| &stretch.pieces);
        let made: BTreeSet<String> = pieces.filter_map(|piece| extension_of(&piece.sql)).collect();
        let mut workshop = self.clone();
        workshop.extensions.retain(|extension| !made.contains(&extension.name));
        let (scratch, connection) = workshop.open().await?;
        Replay { schema: self.mirror.default_schema.clone(), scratch, connection }.begun().await
    }
}

impl Replay {
    /// Runs sections.
    ///
    /// # Errors
    /// [`ElaborateError::Statement`] with the place of the statement that is refused.
    pub async fn run(&mut self, stretches: &[Stretch]) -> Result<(), ElaborateError> {
        let Self { schema, scratch: _, connection } = self;
        let pieces = stretches.iter().flat_map(|stretch| &stretch.pieces);
        public::check(connection, pieces.map(|piece| piece.sql.as_str())).await?;
        for Stretch { transaction, pieces } in stretches {
            if *transaction {
                let statements: Vec<_> = pieces.iter().map(|piece| piece.sql.clone()).collect();
                let outcome = run_transaction(connection, schema, &statements).await;
                outcome.map_err(|error| failed(pieces, error))?;
                continue;
            }
            for piece in pieces {
                let outcome = run_alone(connection, schema, &piece.sql).await;
                outcome.map_err(|error| failed(std::slice::from_ref(piece), error))?;
            }
        }
        Ok(())
    }

    async fn begun(mut self) -> Result<Self, ElaborateError> {
        let told = run_alone(&mut self.connection, &self.schema, RUNNER).await;
        told.map_err(|error| failed(&[], error))?;
        Ok(self)
    }

    /// The same, and another one that holds what this one holds.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub async fn copied(self) -> Result<(Self, Self), ElaborateError> {
        let Self { schema, scratch, connection } = self;
        // nobody may be in the database meanwhile
        drop(connection.close().await);
        let copy = scratch.copy().await?;
        let open = async |scratch: Scratch| {
            let connection = scratch.options().connect().await?;
            Self { schema: schema.clone(), scratch, connection }.begun().await
        };
        Ok((open(scratch).await?, open(copy).await?))
    }

    /// The session in it.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    /// How the database is connected to. They may hold a password: do not print them.
    #[must_use]
    pub fn options(&self) -> PgConnectOptions {
        self.scratch.options()
    }

    /// What is there now.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn read(&mut self) -> Result<Catalog, ElaborateError> {
        Ok(read(&mut self.connection, &self.schema).await?)
    }

    /// The same, with what it was made of.
    pub(super) async fn record(&mut self) -> Result<(Catalog, Recording), ElaborateError> {
        Ok(record(&mut self.connection, &self.schema).await?)
    }

    /// Drops the database now and tells whether that worked.
    ///
    /// # Errors
    /// When it cannot be dropped.
    pub async fn end(self) -> Result<(), ElaborateError> {
        // the database is dropped with its connections
        drop(self.connection.close().await);
        Ok(self.scratch.drop_now().await?)
    }
}

fn failed(pieces: &[Piece], source: StatementError) -> ElaborateError {
    let piece = pieces.get(source.index);
    let origin = piece.map_or("settings", |piece| &piece.origin).to_owned();
    ElaborateError::Statement { origin, source: Box::new(source) }
}

/// The extension that a statement makes, if it is one that does.
fn extension_of(statement: &str) -> Option<String> {
    let mut words = statement.split_whitespace();
    let mut next = || words.next().map(str::to_ascii_lowercase);
    if next()? != "create" || next()? != "extension" {
        return None;
    }
    let mut word = next()?;
    if word == "if" {
        (_, _, word) = (next()?, next()?, next()?);
    }
    Some(word.trim_end_matches(';').trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::extension_of;

    #[test]
    fn extensions_are_told_by_their_statements() {
        for (sql, name) in [
            ("create extension citext with schema x", Some("citext")),
            ("CREATE EXTENSION\\n  IF NOT EXISTS \"uuid-ossp\";", Some("uuid-ossp")),
            ("create table extension ()", None),
            ("drop extension citext", None),
        ] {
            assert_eq!(extension_of(&sql.replace("\\n", "\n")).as_deref(), name, "{sql}");
        }
    }
}
