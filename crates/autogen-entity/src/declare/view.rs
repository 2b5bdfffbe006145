//! Views and materialized views.

use std::marker::PhantomData;

use super::index::Index;
use super::record::{Base, Declared, Item, Phase, Place, Statement, methods, with_clause};
use super::text::{IntoColumn, Name, Sql};
use super::trigger::Trigger;
use crate::sql::{quote, quoted_list};

/// A view. `R` says how columns are named.
#[derive(Debug)]
pub struct View<R> {
    base: Base,
    entity: bool,
    query: Sql,
    columns: Vec<String>,
    with: Vec<(String, String)>,
    defaults: Vec<(Place, String, String)>,
    relation: PhantomData<R>,
}

impl<R: std::fmt::Debug + 'static> View<R> {
    #[track_caller]
    pub(super) fn new(name: Name, entity: bool, query: Sql) -> Self {
        Self {
            base: Base::new("view", "view", name),
            entity,
            query,
            columns: Vec::new(),
            with: Vec::new(),
            defaults: Vec::new(),
            relation: PhantomData,
        }
    }

    /// The names of all columns, in the order of the query; those of the query if not said.
    pub fn columns<C: IntoColumn<R>>(&mut self, columns: impl IntoIterator<Item = C>) -> &mut Self {
        self.columns.extend(columns.into_iter().map(IntoColumn::into_column));
        self
    }

    /// `security_invoker`: read with the rights of whoever asks, which PostgreSQL has since 15.
    pub fn security_invoker(&mut self) -> &mut Self {
        self.with("security_invoker", true)
    }

    /// `security_barrier`: no condition of the asker's runs before the view's own.
    pub fn security_barrier(&mut self) -> &mut Self {
        self.with("security_barrier", true)
    }

    /// `check_option`: `local` or `cascaded`.
    pub fn check_option(&mut self, option: impl std::fmt::Display) -> &mut Self {
        self.with("check_option", option)
    }

    /// The default of a column, for INSERT.
    #[track_caller]
    pub fn default(
        &mut self,
        column: impl IntoColumn<R>,
        expression: impl super::text::IntoSql,
    ) -> &mut Self {
        let default = (Place::caller(), column.into_column(), expression.into_sql().text);
        self.defaults.push(default);
        self
    }

    /// A trigger, `instead_of()` mostly.
    #[track_caller]
    pub fn trigger(&mut self, name: impl Into<String>) -> &mut Trigger<R> {
        let trigger = Trigger::new(&name.into(), &self.base.name);
        self.base.items.push(trigger)
    }

    /// `COMMENT ON COLUMN`.
    #[track_caller]
    pub fn comment_on(&mut self, column: impl IntoColumn<R>, text: impl Into<String>) -> &mut Self {
        self.base.set_column_comment(&column.into_column(), text.into());
        self
    }

    methods!(with comment owner grant);
}

/// ` ("a", "b")`, or nothing.
fn columns_clause(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" ({})", quoted_list(columns)) }
}

impl<R: std::fmt::Debug + 'static> Item for View<R> {
    fn write(&self, declared: &mut Declared) {
        let name = self.base.name.sql();
        let columns = columns_clause(&self.columns);
        let before = format!("create view {name}{columns}{} as\n", with_clause(&self.with));
        if self.entity {
            declared.views.insert(self.base.name.clone(), self.base.place);
        }
        let statement = self.base.statement_with(Phase::Views, &before, &self.query, "");
        self.base.write(declared, statement);
        for (place, column, expression) in &self.defaults {
            let sql = format!(
                "alter view {name} alter column {} set default {expression}",
                quote(column)
            );
            let statement = self.base.statement(Phase::Programs, sql);
            declared.statements.push(Statement { kind: "default", place: *place, ..statement });
        }
    }
}

/// A materialized view. `R` says how columns are named.
#[derive(Debug)]
pub struct MaterializedView<R> {
    base: Base,
    entity: bool,
    query: Sql,
    columns: Vec<String>,
    with: Vec<(String, String)>,
    method: Option<String>,
    no_data: bool,
    relation: PhantomData<R>,
}

impl<R: std::fmt::Debug + 'static> MaterializedView<R> {
    #[track_caller]
    pub(super) fn new(name: Name, entity: bool, query: Sql) -> Self {
        Self {
            base: Base::new("materialized view", "materialized view", name),
            entity,
            query,
            columns: Vec::new(),
            with: Vec::new(),
            method: None,
            no_data: false,
            relation: PhantomData,
        }
    }

    /// The names of all columns, in the order of the query; those of the query if not said.
    pub fn columns<C: IntoColumn<R>>(&mut self, columns: impl IntoIterator<Item = C>) -> &mut Self {
        self.columns.extend(columns.into_iter().map(IntoColumn::into_column));
        self
    }

    /// The table access method.
    pub fn using(&mut self, method: impl Into<String>) -> &mut Self {
        self.method = Some(method.into());
        self
    }

    /// `WITH NO DATA`: not populated when it is made.
    pub fn with_no_data(&mut self) -> &mut Self {
        self.no_data = true;
        self
    }

    /// An index of it.
    #[track_caller]
    pub fn index(&mut self, name: impl Into<String>) -> &mut Index<R> {
        let index = Index::new(&name.into(), &self.base.name).after_views();
        self.base.items.push(index)
    }

    /// `COMMENT ON COLUMN`.
    #[track_caller]
    pub fn comment_on(&mut self, column: impl IntoColumn<R>, text: impl Into<String>) -> &mut Self {
        self.base.set_column_comment(&column.into_column(), text.into());
        self
    }

    methods!(with comment owner grant);
}

impl<R: std::fmt::Debug + 'static> Item for MaterializedView<R> {
    fn write(&self, declared: &mut Declared) {
        let name = self.base.name.sql();
        let columns = columns_clause(&self.columns);
        let using = self.method.as_ref().map(|m| format!(" using {}", quote(m)));
        let before = format!(
            "create materialized view {name}{columns}{}{} as\n",
            using.unwrap_or_default(),
            with_clause(&self.with)
        );
        let after = if self.no_data { " with no data" } else { "" };
        if self.entity {
            declared.views.insert(self.base.name.clone(), self.base.place);
        }
        let statement = self.base.statement_with(Phase::Views, &before, &self.query, after);
        self.base.write(declared, statement);
    }
}
