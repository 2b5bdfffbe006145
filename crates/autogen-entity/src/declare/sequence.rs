//! Sequences, free-standing or behind an identity column.

use sea_orm::EntityTrait;

use super::record::{Base, Declared, Item, Phase, Statement, methods};
use super::text::{IntoColumn, Name};
use crate::sql::quote;

/// The options of a sequence.
#[derive(Debug, Default)]
pub(super) struct Options(pub(super) Vec<String>);

impl Options {
    /// Each behind a space.
    pub(super) fn sql(&self) -> String {
        self.0.iter().map(|option| format!(" {option}")).collect()
    }
}

/// The methods of whatever has [`Options`].
macro_rules! options {
    () => {
        /// `START WITH`.
        pub fn start_with(&mut self, value: i64) -> &mut Self {
            self.options.0.push(format!("start with {value}"));
            self
        }

        /// `INCREMENT BY`.
        pub fn increment_by(&mut self, value: i64) -> &mut Self {
            self.options.0.push(format!("increment by {value}"));
            self
        }

        /// `MINVALUE`.
        pub fn min_value(&mut self, value: i64) -> &mut Self {
            self.options.0.push(format!("minvalue {value}"));
            self
        }

        /// `MAXVALUE`.
        pub fn max_value(&mut self, value: i64) -> &mut Self {
            self.options.0.push(format!("maxvalue {value}"));
            self
        }

        /// `CACHE`.
        pub fn cache(&mut self, values: i64) -> &mut Self {
            self.options.0.push(format!("cache {values}"));
            self
        }

        /// `CYCLE`.
        pub fn cycle(&mut self) -> &mut Self {
            self.options.0.push("cycle".to_owned());
            self
        }
    };
}
pub(super) use options;

/// A sequence.
#[derive(Debug)]
pub struct Sequence {
    base: Base,
    options: Options,
    unlogged: bool,
    owned_by: Option<String>,
}

impl Sequence {
    #[track_caller]
    pub(super) fn new(name: Name) -> Self {
        let base = Base::new("sequence", "sequence", name);
        Self { base, options: Options::default(), unlogged: false, owned_by: None }
    }

    /// `AS`: `smallint`, `integer` or `bigint`.
    pub fn as_type(&mut self, integer: impl AsRef<str>) -> &mut Self {
        self.options.0.insert(0, format!("as {}", integer.as_ref()));
        self
    }

    /// `OWNED BY` a column, with which it is dropped.
    pub fn owned_by<E: EntityTrait>(
        &mut self,
        _entity: E,
        column: impl IntoColumn<E>,
    ) -> &mut Self {
        let column = quote(&column.into_column());
        self.owned_by = Some(format!("{}.{column}", Name::of::<E>().sql()));
        self
    }

    /// `UNLOGGED`.
    pub fn unlogged(&mut self) -> &mut Self {
        self.unlogged = true;
        self
    }

    options!();
    methods!(comment owner grant);
}

impl Item for Sequence {
    fn write(&self, declared: &mut Declared) {
        let name = self.base.name.sql();
        let unlogged = if self.unlogged { "unlogged " } else { "" };
        let sql = format!("create {unlogged}sequence {name}{}", self.options.sql());
        self.base.write(declared, self.base.statement(Phase::Types, sql));
        if let Some(column) = &self.owned_by {
            let sql = format!("alter sequence {name} owned by {column}");
            let statement = self.base.statement(Phase::Parts, sql);
            declared.statements.push(Statement { kind: "sequence option", ..statement });
        }
    }
}
