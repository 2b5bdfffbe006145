//! The chain as migrations of sea-orm-migration, which then runs and records them.
//!
//! A plain revision runs in the transaction in which sea-orm-migration records it. One with sections needs a
//! session of its own: our runner runs it, and both keep their records.

use std::collections::BTreeSet;

use autogen_revision::{Chain, Direction, Revision, RevisionId, Target};
use autogen_sql::ident::Literal;
use autogen_sql::script::settings;
use sea_orm_migration::prelude::{
    ConnectionTrait, DbErr, MigrationName, MigrationTrait, SchemaManager, SchemaManagerConnection,
    async_trait,
};
use sea_orm_migration::sea_orm::{DatabaseConnectionType, DbBackend, Statement};

use crate::foreign::Tool;
use crate::migrator::Migrator;
use crate::options::RunOptions;

impl Migrator {
    /// The revisions as migrations, in the order in which they run. Their names are those of the files,
    /// `20261120103000_add_phone_column`; rows with these names in `seaql_migrations` count as applied for
    /// autogen too. The migrations of a list of sea-orm-migration may be put around and between them.
    ///
    /// What sea-orm-migration runs, runs its way: without a lock against a second run at once. What autogen
    /// has applied before is not run again, only recorded there too.
    #[must_use]
    pub fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.migrations_among(Vec::new())
    }

    /// The revisions, and others by the times in their names (`m20261120_103000_fill_phone`): each stands
    /// before the first revision that is later.
    #[must_use]
    pub fn migrations_among(
        &self,
        others: Vec<Box<dyn MigrationTrait>>,
    ) -> Vec<Box<dyn MigrationTrait>> {
        let chain = match self.chain() {
            Ok(chain) => chain,
            Err(error) => return vec![Box::new(Broken(error.to_string()))],
        };
        let mut others: Vec<_> =
            others.into_iter().map(|other| (time(other.name()), other)).collect();
        others.sort_by_key(|(time, _)| *time);
        let mut others = others.into_iter().peekable();
        let mut all: Vec<Box<dyn MigrationTrait>> = Vec::new();
        for revision in chain.iter() {
            let id = revision.id();
            while let Some((_, other)) = others.next_if(|(time, _)| *time < id.as_i64()) {
                all.push(other);
            }
            all.push(Box::new(Embedded::new(self, revision)));
        }
        all.extend(others.map(|(_, other)| other));
        all
    }
}

/// The time that a migration's name begins with, as the number of an id; what has none comes first.
fn time(name: &str) -> i64 {
    let name = name.strip_prefix('m').unwrap_or(name);
    let head = name.chars().take_while(|c| c.is_ascii_digit() || *c == '_');
    let digits: String = head.filter(char::is_ascii_digit).take(14).collect();
    format!("{digits:0<14}").parse().unwrap_or_default()
}

/// A revision.
struct Embedded {
    name: String,
    id: RevisionId,
    /// What it follows and depends on.
    parents: BTreeSet<RevisionId>,
    up: String,
    down: String,
    /// Whether our runner has to run it.
    special: bool,
    migrator: Migrator,
}

impl Embedded {
    fn new(migrator: &Migrator, revision: &Revision) -> Self {
        let name = revision.file_name(Direction::Up);
        let header = revision.header();
        let halves = [&revision.up, &revision.down];
        let special = |file: &&autogen_revision::FileText| {
            // what cannot be read, the runner refuses with its place
            !file.header.transaction || file.needs_runner().unwrap_or(true)
        };
        Self {
            name: format!("{}_{}", name.id, name.slug),
            id: revision.id(),
            parents: header.follows.iter().chain(&header.depends_on).copied().collect(),
            up: revision.up.text().to_owned(),
            down: revision.down.text().to_owned(),
            special: halves.iter().any(special),
            migrator: migrator.clone(),
        }
    }

    async fn apply(&self, manager: &SchemaManager<'_>, direction: Direction) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        if self.special {
            return self.apply_special(connection, direction).await;
        }
        let ours = self.is_recorded(connection).await.map_err(|e| self.failed(direction, &e))?;
        let script = match direction {
            // our runner was here first: it remains to be recorded there
            Direction::Up if ours => return Ok(()),
            Direction::Up => self.script(&self.up),
            Direction::Down if ours => {
                let forget = self.migrator.options().table.forget(self.id.as_i64());
                format!("{}\n{forget};", self.script(&self.down))
            }
            Direction::Down => self.script(&self.down),
        };
        let outcome = connection.execute_unprepared(&script).await;
        outcome.map(drop).map_err(|error| self.failed(direction, &error))
    }

    /// Whether autogen has applied it and recorded that.
    async fn is_recorded(&self, connection: &SchemaManagerConnection<'_>) -> Result<bool, DbErr> {
        let table = self.migrator.options().table.qualified();
        let ask = async |query: String| {
            let query = Statement::from_string(DbBackend::Postgres, query);
            let row = connection.query_one_raw(query).await?;
            row.map_or(Ok(false), |row| row.try_get_by_index::<bool>(0))
        };
        let there = format!("select to_regclass({}) is not null", Literal(&table.to_string()));
        let recorded = format!("select true from {table} where id = {}", self.id);
        Ok(ask(there).await? && ask(recorded).await?)
    }

    /// The file's text in our settings, and back in those of sea-orm-migration, which goes on to record it
    /// in the same transaction.
    fn script(&self, text: &str) -> String {
        let settings = settings(&self.migrator.options().default_schema).join(";\n");
        format!(
            "select set_config('autogen.former_path', current_setting('search_path'), true);\n\
             {settings};\n{text}\n;\n\
             select set_config('search_path', current_setting('autogen.former_path'), true);"
        )
    }

    async fn apply_special(
        &self,
        connection: &SchemaManagerConnection<'_>,
        direction: Direction,
    ) -> Result<(), DbErr> {
        let pool = match connection {
            SchemaManagerConnection::Connection(connection) => match &connection.inner {
                DatabaseConnectionType::SqlxPostgresPoolConnection(_) => {
                    connection.get_postgres_connection_pool()
                }
                _ => return Err(self.failed(direction, &"it is for PostgreSQL alone")),
            },
            _ => {
                let why = "it has sections that need a session of their own, and cannot run in a \
                           transaction that is open already: give the list a connection";
                return Err(self.failed(direction, &why));
            }
        };
        let failed = |error: &dyn std::fmt::Display| self.failed(direction, error);
        let mut connection = pool.acquire().await.map_err(|error| failed(&error))?;
        let target = match direction {
            Direction::Up => Target::after([self.id]),
            Direction::Down => {
                Target::after(self.parents.clone()).within(BTreeSet::from([self.id]))
            }
        };
        let choose = |_: &Chain, _: &crate::Recorded| Ok(target.clone());
        let options = RunOptions { within: Some(Tool::SeaOrmMigration), ..self.migrator.options() };
        let migrator = self.migrator.clone().with(options);
        let done = migrator.go(&mut connection, direction, &mut (), choose).await;
        done.map(drop).map_err(|error| failed(&error))
    }

    fn failed(&self, direction: Direction, error: &dyn std::fmt::Display) -> DbErr {
        DbErr::Migration(format!("{}.{direction}.sql: {error}", self.name))
    }
}

impl MigrationName for Embedded {
    fn name(&self) -> &str {
        &self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Embedded {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.apply(manager, Direction::Up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.apply(manager, Direction::Down).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(!self.special)
    }
}

/// What stands for a chain that is none.
struct Broken(String);

impl MigrationName for Broken {
    fn name(&self) -> &'static str {
        "autogen"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Broken {
    async fn up(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn names_say_their_time() {
        assert_eq!(time("20261120103000_add_phone"), 20_261_120_103_000);
        assert_eq!(time("m20261120_103000_add_phone"), 20_261_120_103_000);
        assert_eq!(time("m20261120_add_phone"), 20_261_120_000_000);
        assert_eq!(time("create_table_2"), 0);
        assert_eq!(time(""), 0);
    }
}
