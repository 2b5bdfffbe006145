//! What declarations are written with: SQL texts, names, and columns.

use sea_orm::sea_query::{
    CaseStatement, Condition, Expr, FunctionCall, PostgresQueryBuilder, SelectStatement,
};
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic};

use crate::sql::{qualified, render};

/// A text for Postgres, and the file it stands in if it is one.
#[derive(Debug, Clone)]
pub struct Sql {
    pub(crate) text: String,
    pub(crate) file: Option<String>,
}

impl Sql {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), file: None }
    }
}

/// What can be written where Postgres wants an expression, a query or a statement: text, a sea-query
/// expression or `SelectStatement`, or a file ([`sql_file!`](crate::sql_file)).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no SQL",
    note = "write text, a sea-query `Expr`, `Condition`, `FunctionCall` or `SelectStatement`, or `sql_file!(…)`"
)]
pub trait IntoSql {
    /// As a text, with all values written into it.
    fn into_sql(self) -> Sql;
}

impl IntoSql for Sql {
    fn into_sql(self) -> Sql {
        self
    }
}

impl IntoSql for &str {
    fn into_sql(self) -> Sql {
        Sql::plain(self)
    }
}

impl IntoSql for String {
    fn into_sql(self) -> Sql {
        Sql::plain(self)
    }
}

impl IntoSql for Expr {
    fn into_sql(self) -> Sql {
        Sql::plain(render(&self))
    }
}

impl IntoSql for Condition {
    fn into_sql(self) -> Sql {
        Expr::from(self).into_sql()
    }
}

impl IntoSql for FunctionCall {
    fn into_sql(self) -> Sql {
        Expr::from(self).into_sql()
    }
}

impl IntoSql for CaseStatement {
    fn into_sql(self) -> Sql {
        Expr::Case(Box::new(self)).into_sql()
    }
}

impl IntoSql for SelectStatement {
    fn into_sql(self) -> Sql {
        Sql::plain(self.to_string(PostgresQueryBuilder))
    }
}

impl IntoSql for &SelectStatement {
    fn into_sql(self) -> Sql {
        Sql::plain(self.to_string(PostgresQueryBuilder))
    }
}

impl IntoSql for &mut SelectStatement {
    fn into_sql(self) -> Sql {
        Sql::plain(self.to_string(PostgresQueryBuilder))
    }
}

/// A file that stands in the crate; made by [`sql_file!`](crate::sql_file).
#[derive(Debug, Clone, Copy)]
pub struct SqlFile {
    beside: &'static str,
    path: &'static str,
    text: &'static str,
}

impl SqlFile {
    #[doc(hidden)]
    pub const fn new(beside: &'static str, path: &'static str, text: &'static str) -> Self {
        Self { beside, path, text }
    }

    /// The path as messages show it: from where the source file's own path starts.
    fn shown(self) -> String {
        let folder = self.beside.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = folder.split(['/', '\\']).filter(|part| *part != ".").collect();
        parts.retain(|part| !part.is_empty());
        for part in self.path.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                other => parts.push(other),
            }
        }
        let root = if folder.starts_with('/') { "/" } else { "" };
        format!("{root}{}", parts.join("/"))
    }
}

impl IntoSql for SqlFile {
    fn into_sql(self) -> Sql {
        // A file's line endings may differ between checkouts; what it declares does not.
        Sql { text: self.text.replace("\r\n", "\n"), file: Some(self.shown()) }
    }
}

/// The name of an object, in a schema or in the default one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
}

impl Name {
    pub(crate) fn plain(name: impl Into<String>) -> Self {
        Self { schema: None, name: name.into() }
    }

    /// The table of an entity.
    pub(crate) fn of<E: EntityTrait>() -> Self {
        let entity = E::default();
        let schema = entity.schema_name().map(str::to_owned);
        Self { schema, name: entity.table_name().to_owned() }
    }

    /// Quoted.
    pub(crate) fn sql(&self) -> String {
        qualified(self.schema.as_deref(), &self.name)
    }

    /// Another name in the same schema.
    pub(crate) fn beside(&self, name: &str) -> Self {
        Self { schema: self.schema.clone(), name: name.to_owned() }
    }
}

/// What names an object: `"name"` in the default schema, `("schema", "name")` in another.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no name",
    note = "write \"name\", or (\"schema\", \"name\")"
)]
pub trait IntoName {
    /// The name.
    fn into_name(self) -> Name;
}

impl IntoName for Name {
    fn into_name(self) -> Name {
        self
    }
}

impl IntoName for &str {
    fn into_name(self) -> Name {
        Name::plain(self)
    }
}

impl IntoName for String {
    fn into_name(self) -> Name {
        Name::plain(self)
    }
}

impl<S: Into<String>, N: Into<String>> IntoName for (S, N) {
    fn into_name(self) -> Name {
        Name { schema: Some(self.0.into()), name: self.1.into() }
    }
}

/// Stands for a relation whose columns are named by text, since no entity reads from it.
#[derive(Debug, Clone, Copy)]
pub struct Named;

/// What names a view: a name, or the entity that reads from it. `R` is what its columns are named by:
/// an entity's `Column`, or text ([`Named`]).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no view",
    note = "write \"name\", (\"schema\", \"name\"), or the `Entity` that reads from it"
)]
pub trait IntoRelation<R> {
    /// The name.
    fn into_relation(self) -> Name;
    /// Whether an entity reads from it, which is then no table.
    const ENTITY: bool;
}

impl<E: EntityTrait> IntoRelation<E> for E {
    fn into_relation(self) -> Name {
        Name::of::<E>()
    }
    const ENTITY: bool = true;
}

impl IntoRelation<Named> for &str {
    fn into_relation(self) -> Name {
        self.into_name()
    }
    const ENTITY: bool = false;
}

impl IntoRelation<Named> for (&str, &str) {
    fn into_relation(self) -> Name {
        self.into_name()
    }
    const ENTITY: bool = false;
}

/// A column of the relation `R`: a variant of the entity's `Column`, or text where there is no entity.
///
/// A column that the entity does not have, or that another entity has, does not compile:
///
/// ```compile_fail,E0599
/// # mod user {
/// # use sea_orm::entity::prelude::*;
/// #[sea_orm::model]
/// #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
/// #[sea_orm(table_name = "user")]
/// pub struct Model {
///     #[sea_orm(primary_key)]
///     pub id: i64,
///     pub email: String,
/// }
/// # impl ActiveModelBehavior for ActiveModel {}
///
/// autogen_entity::declare!(Entity, |table| {
///     table.index("user_email").col(Column::Mail);
/// });
/// # }
/// # fn main() {}
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no column of `{R}`",
    note = "write a variant of its `Column`; expressions go into `expr`"
)]
pub trait IntoColumn<R> {
    /// The column's name.
    fn into_column(self) -> String;
}

impl<E: EntityTrait<Column = C>, C: ColumnTrait> IntoColumn<E> for C {
    fn into_column(self) -> String {
        IdenStatic::as_str(&self).to_owned()
    }
}

impl IntoColumn<Named> for &str {
    fn into_column(self) -> String {
        self.to_owned()
    }
}

/// The names of columns.
pub(crate) fn column_names<R, C: IntoColumn<R>>(
    columns: impl IntoIterator<Item = C>,
) -> Vec<String> {
    columns.into_iter().map(IntoColumn::into_column).collect()
}
