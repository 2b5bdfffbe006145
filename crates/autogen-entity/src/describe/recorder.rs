//! A connection that keeps what it is asked to execute.

use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::sea_query::{IndexCreateStatement, TableCreateStatement};
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityRegistry, ExecResult, ProxyExecResult, QueryResult,
    Schema, Statement, StatementBuilder,
};

use super::cast::cast;

/// A table as SeaORM would create it, and its indexes.
#[derive(Debug, Clone)]
pub(super) struct Recorded {
    pub(super) table: TableCreateStatement,
    pub(super) indexes: Vec<IndexCreateStatement>,
}

/// The tables of all entities whose module path starts with `prefix`, a table once.
///
/// SeaORM is told that it speaks to SQLite. It never renders anything for it: the recorder takes the
/// typed statements. But only for SQLite does it leave a column's enum as it is; for Postgres it
/// becomes a custom type of the same name, unquoted, that nothing tells from `citext`.
pub(super) fn record(prefix: &str) -> Result<Vec<Recorded>, DbErr> {
    let recorder = Recorder::default();
    let schema = EntityRegistry::build_schema(Schema::new(DbBackend::Sqlite), prefix);
    // The recorder never waits, so the future is ready at the first poll.
    match pin!(schema.apply(&recorder)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result?,
        Poll::Pending => return Err(unexpected("SeaORM waited for something")),
    }
    Ok(recorder.tables.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

#[derive(Default)]
struct Recorder {
    tables: Mutex<Vec<Recorded>>,
}

fn unexpected(what: &str) -> DbErr {
    DbErr::Custom(what.to_owned())
}

#[async_trait]
impl ConnectionTrait for Recorder {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute<S: StatementBuilder>(&self, statement: &S) -> Result<ExecResult, DbErr> {
        let mut tables = self.tables.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(table) = cast::<S, TableCreateStatement>(statement) {
            tables.push(Recorded { table: table.clone(), indexes: Vec::new() });
        } else if let Some(index) = cast::<S, IndexCreateStatement>(statement) {
            // An index statement keeps its table to itself; SeaORM sends it right after its table.
            let table = tables.last_mut().ok_or_else(|| unexpected("an index before any table"))?;
            table.indexes.push(index.clone());
        } else {
            return Err(unexpected(&format!("a statement of type {}", std::any::type_name::<S>())));
        }
        Ok(ProxyExecResult::default().into())
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        Err(unexpected(&format!("a statement as text: {}", statement.sql)))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        Err(unexpected(&format!("a statement as text: {sql}")))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Err(unexpected(&format!("a query: {}", statement.sql)))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Err(unexpected(&format!("a query: {}", statement.sql)))
    }
}
