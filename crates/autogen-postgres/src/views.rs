//! The views of a live database at work: what they hold, what they read, and how they are refreshed.
//! Not for comparing: sizes, estimates and population belong to no catalog.

use autogen_core::ident::{Ident, QualifiedName};
use serde::Deserialize;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor};

/// A name with its schema, always given.
pub type Name = (String, String);

/// A view or a materialized view.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct View {
    /// Its schema.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// Whether it holds rows of its own.
    pub materialized: bool,
    /// Whether it can be read; a view always can.
    pub populated: bool,
    /// What a materialized view takes on disk with its indexes; unknown while it is being refreshed.
    pub bytes: Option<i64>,
    /// How many rows a materialized view holds, as the last vacuum or analyze estimates; unknown
    /// before the first.
    pub rows: Option<i64>,
    /// Its indexes by name.
    pub indexes: Vec<ViewIndex>,
    /// What it reads by name, also through functions that Postgres knows the inside of.
    pub reads: Vec<Read>,
}

/// An index of a materialized view.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, bool, bool)")]
pub struct ViewIndex {
    /// Its name.
    pub name: String,
    /// Whether it is unique.
    pub unique: bool,
    /// Whether REFRESH … CONCURRENTLY can tell rows apart by it: unique, valid, immediate, over
    /// columns only and over all rows.
    pub usable: bool,
}

impl From<(String, bool, bool)> for ViewIndex {
    fn from((name, unique, usable): (String, bool, bool)) -> Self {
        Self { name, unique, usable }
    }
}

/// A relation that a view reads.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, String, String)")]
pub struct Read {
    /// Its schema.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// `table`, `view`, …
    pub kind: String,
}

impl From<(String, String, String)> for Read {
    fn from((schema, name, relkind): (String, String, String)) -> Self {
        let kind = match relkind.as_str() {
            "v" => "view",
            "m" => "materialized view",
            "f" => "foreign table",
            "S" => "sequence",
            "c" => "composite type",
            _ => "table",
        };
        Self { schema, name, kind: kind.to_owned() }
    }
}

impl Read {
    /// Schema and name.
    #[must_use]
    pub fn key(&self) -> Name {
        (self.schema.clone(), self.name.clone())
    }
}

impl View {
    /// Schema and name.
    #[must_use]
    pub fn key(&self) -> Name {
        (self.schema.clone(), self.name.clone())
    }

    /// Whether it can be refreshed while others read it.
    #[must_use]
    pub fn concurrently(&self) -> bool {
        self.materialized && self.populated && self.indexes.iter().any(|index| index.usable)
    }

    /// The statement that refreshes it.
    #[must_use]
    pub fn refresh(&self, concurrently: bool) -> String {
        let name =
            QualifiedName { schema: Some(Ident::new(&self.schema)), name: Ident::new(&self.name) };
        let concurrently = if concurrently { "concurrently " } else { "" };
        format!("refresh materialized view {concurrently}{name}")
    }
}

/// All views of a database but those of extensions, by schema and name. One query.
///
/// # Errors
/// When the database cannot be asked.
pub async fn views(connection: &mut PgConnection) -> Result<Vec<View>, sqlx::Error> {
    let texts: Vec<String> =
        sqlx::query_scalar(include_str!("views.sql")).fetch_all(connection).await?;
    let view = |text: String| {
        serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(Box::new(error)))
    };
    texts.into_iter().map(view).collect()
}

/// Refreshes a materialized view.
///
/// # Errors
/// What the server says.
pub async fn refresh(
    connection: &mut PgConnection,
    view: &View,
    concurrently: bool,
) -> Result<(), sqlx::Error> {
    connection.execute(AssertSqlSafe(view.refresh(concurrently))).await.map(drop)
}
