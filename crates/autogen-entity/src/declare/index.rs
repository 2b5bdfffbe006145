//! Indexes.

use std::marker::PhantomData;

use super::record::{Base, Declared, Item, Phase, methods, with_clause};
use super::text::{IntoColumn, IntoSql, Name, Sql};
use crate::sql::{quote, quoted_list};

/// What an index, an exclusion constraint or a partitioning is of: columns and expressions in order,
/// each with what was said of it.
#[derive(Debug, Default)]
pub(super) struct Keys {
    keys: Vec<Key>,
    /// What was said before there was anything to say it of.
    pub(super) stray: Option<&'static str>,
}

#[derive(Debug, Default)]
struct Key {
    what: String,
    collation: String,
    opclass: String,
    order: String,
    nulls: String,
    with: String,
}

impl Keys {
    pub(super) fn column(&mut self, name: &str) {
        self.keys.push(Key { what: quote(name), ..Key::default() });
    }

    pub(super) fn expression(&mut self, sql: &Sql) {
        self.keys.push(Key { what: format!("({})", sql.text), ..Key::default() });
    }

    fn last(&mut self, word: &'static str, set: impl FnOnce(&mut Key)) {
        match self.keys.last_mut() {
            Some(key) => set(key),
            None => self.stray = Some(word),
        }
    }

    pub(super) fn collate(&mut self, collation: &Name) {
        self.last("collate", |key| key.collation = format!(" collate {}", collation.sql()));
    }

    pub(super) fn opclass(&mut self, opclass: &Name) {
        self.last("opclass", |key| key.opclass = format!(" {}", opclass.sql()));
    }

    pub(super) fn opclass_with(&mut self, parameters: &[(String, String)]) {
        let list = super::record::parameter_list(parameters);
        self.last("opclass_with", |key| key.opclass.push_str(&format!(" ({list})")));
    }

    pub(super) fn order(&mut self, order: &'static str) {
        self.last(order, |key| key.order = format!(" {order}"));
    }

    pub(super) fn nulls(&mut self, nulls: &'static str) {
        self.last(nulls, |key| key.nulls = format!(" nulls {nulls}"));
    }

    pub(super) fn with_operator(&mut self, operator: &str) {
        self.last("with_operator", |key| key.with = format!(" with {operator}"));
    }

    /// In parentheses.
    pub(super) fn sql(&self) -> String {
        let one = |key: &Key| {
            let Key { what, collation, opclass, order, nulls, with } = key;
            format!("{what}{collation}{opclass}{order}{nulls}{with}")
        };
        format!("({})", self.keys.iter().map(one).collect::<Vec<_>>().join(", "))
    }

    /// Says what is wrong with it.
    pub(super) fn check(&self, base: &Base, declared: &mut Declared) {
        let Base { kind, name, place, .. } = base;
        if let Some(word) = self.stray {
            let problem =
                format!("{kind} {}: `{word}` stands before any `col` or `expr`", name.name);
            declared.problem(*place, problem);
        } else if self.keys.is_empty() {
            let problem = format!("{kind} {} is of nothing: say `col` or `expr`", name.name);
            declared.problem(*place, problem);
        }
    }
}

/// The methods of whatever has [`Keys`] of the relation `R`.
macro_rules! keys {
    ($($method:ident)*) => {
        /// A column. What is said next, such as [`opclass`](Self::opclass), is said of it.
        pub fn col(&mut self, column: impl super::text::IntoColumn<R>) -> &mut Self {
            self.keys.column(&column.into_column());
            self
        }

        /// An expression, in SQL or sea-query's.
        pub fn expr(&mut self, expression: impl super::text::IntoSql) -> &mut Self {
            self.keys.expression(&expression.into_sql());
            self
        }

        /// The operator class of the column or expression before.
        pub fn opclass(&mut self, opclass: impl super::text::IntoName) -> &mut Self {
            self.keys.opclass(&opclass.into_name());
            self
        }

        /// The collation of the column or expression before.
        pub fn collate(&mut self, collation: impl super::text::IntoName) -> &mut Self {
            self.keys.collate(&collation.into_name());
            self
        }
        $(super::index::keys!(@$method);)*
    };
    (@order) => {
        /// `DESC`, of the column or expression before.
        pub fn desc(&mut self) -> &mut Self {
            self.keys.order("desc");
            self
        }

        /// `NULLS FIRST`, of the column or expression before.
        pub fn nulls_first(&mut self) -> &mut Self {
            self.keys.nulls("first");
            self
        }

        /// `NULLS LAST`, of the column or expression before.
        pub fn nulls_last(&mut self) -> &mut Self {
            self.keys.nulls("last");
            self
        }
    };
}
pub(super) use keys;

/// An index of a table or of a materialized view. `R` says how columns are named.
#[derive(Debug)]
pub struct Index<R> {
    base: Base,
    on: Name,
    keys: Keys,
    unique: bool,
    method: Option<String>,
    include: Vec<String>,
    nulls_not_distinct: bool,
    with: Vec<(String, String)>,
    tablespace: Option<String>,
    predicate: Option<String>,
    only: bool,
    phase: Phase,
    relation: PhantomData<R>,
}

impl<R: 'static> Index<R> {
    #[track_caller]
    pub(super) fn new(name: &str, on: &Name) -> Self {
        let mut base = Base::new("index", "index", on.beside(name));
        base.on = Some(on.clone());
        Self {
            base,
            on: on.clone(),
            keys: Keys::default(),
            unique: false,
            method: None,
            include: Vec::new(),
            nulls_not_distinct: false,
            with: Vec::new(),
            tablespace: None,
            predicate: None,
            only: false,
            phase: Phase::Constraints,
            relation: PhantomData,
        }
    }

    /// Of a materialized view, which is made after the tables are all there is of them.
    pub(super) fn after_views(self) -> Self {
        Self { phase: Phase::Programs, ..self }
    }

    keys!(order);

    /// Parameters of the operator class before, such as `siglen`.
    pub fn opclass_with(
        &mut self,
        parameter: impl Into<String>,
        value: impl std::fmt::Display,
    ) -> &mut Self {
        self.keys.opclass_with(&[(parameter.into(), value.to_string())]);
        self
    }

    /// `UNIQUE`.
    pub fn unique(&mut self) -> &mut Self {
        self.unique = true;
        self
    }

    /// The method, `btree` if not said: `gin`, `gist`, `brin`, `hash`, `spgist` …
    pub fn using(&mut self, method: impl Into<String>) -> &mut Self {
        self.method = Some(method.into());
        self
    }

    /// `INCLUDE`: columns that are stored but not searched.
    pub fn include<C: IntoColumn<R>>(&mut self, columns: impl IntoIterator<Item = C>) -> &mut Self {
        self.include.extend(columns.into_iter().map(IntoColumn::into_column));
        self
    }

    /// `NULLS NOT DISTINCT`, which PostgreSQL has since 15.
    pub fn nulls_not_distinct(&mut self) -> &mut Self {
        self.nulls_not_distinct = true;
        self
    }

    /// `WHERE`: only these rows. Said again, both must hold.
    pub fn and_where(&mut self, condition: impl IntoSql) -> &mut Self {
        let condition = condition.into_sql().text;
        self.predicate = Some(match self.predicate.take() {
            Some(former) => format!("({former}) and ({condition})"),
            None => condition,
        });
        self
    }

    /// `TABLESPACE`.
    pub fn tablespace(&mut self, tablespace: impl Into<String>) -> &mut Self {
        self.tablespace = Some(tablespace.into());
        self
    }

    /// `ON ONLY` a partitioned table: partitions get none by themselves.
    pub fn only(&mut self) -> &mut Self {
        self.only = true;
        self
    }

    methods!(with comment);
}

impl<R: std::fmt::Debug + 'static> Item for Index<R> {
    fn write(&self, declared: &mut Declared) {
        self.keys.check(&self.base, declared);
        let mut sql = format!(
            "create {}index {} on {}{}",
            if self.unique { "unique " } else { "" },
            quote(&self.base.name.name),
            if self.only { "only " } else { "" },
            self.on.sql(),
        );
        if let Some(method) = &self.method {
            sql.push_str(&format!(" using {}", quote(method)));
        }
        sql.push_str(&format!(" {}", self.keys.sql()));
        if !self.include.is_empty() {
            sql.push_str(&format!(" include ({})", quoted_list(&self.include)));
        }
        if self.nulls_not_distinct {
            sql.push_str(" nulls not distinct");
        }
        sql.push_str(&with_clause(&self.with));
        if let Some(tablespace) = &self.tablespace {
            sql.push_str(&format!(" tablespace {}", quote(tablespace)));
        }
        if let Some(predicate) = &self.predicate {
            sql.push_str(&format!(" where {predicate}"));
        }
        self.base.write(declared, self.base.statement(self.phase, sql));
    }
}
