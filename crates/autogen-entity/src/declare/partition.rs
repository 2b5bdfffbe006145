//! Partitioned tables, their partitions, and inheritance.

use std::marker::PhantomData;

use super::index::{Keys, keys};
use super::record::{Base, Declared, Item, Phase, methods, with_clause};
use super::text::Name;

/// By what a table is partitioned.
#[derive(Debug)]
pub struct PartitionKey<R> {
    base: Base,
    strategy: &'static str,
    keys: Keys,
    relation: PhantomData<R>,
}

impl<R> PartitionKey<R> {
    #[track_caller]
    pub(super) fn new(strategy: &'static str, on: &Name) -> Self {
        let base = Base::addressed("partitioning", String::new(), on.clone(), None);
        Self { base, strategy, keys: Keys::default(), relation: PhantomData }
    }

    keys!();
}

impl<R: std::fmt::Debug + 'static> Item for PartitionKey<R> {
    fn write(&self, declared: &mut Declared) {
        self.keys.check(&self.base, declared);
        let sql = format!("PARTITION BY {} {}", self.strategy, self.keys.sql());
        let table = declared.table(&self.base.name);
        if let Some((first, _)) = &table.partition_by {
            let problem =
                format!("partitioning of {} is declared at {first} already", self.base.name.name);
            declared.problem(self.base.place, problem);
            return;
        }
        table.partition_by = Some((self.base.place, sql));
    }
}

/// A partition.
#[derive(Debug)]
pub struct Partition {
    base: Base,
    parent: Name,
    attached: bool,
    bound: Option<String>,
    partition_by: Option<String>,
    with: Vec<(String, String)>,
    unlogged: bool,
}

impl Partition {
    #[track_caller]
    pub(super) fn new(name: Name, parent: &Name) -> Self {
        Self {
            base: Base::new("table", "table", name),
            parent: parent.clone(),
            attached: false,
            bound: None,
            partition_by: None,
            with: Vec::new(),
            unlogged: false,
        }
    }

    /// A table that its entity makes.
    #[track_caller]
    pub(super) fn attached(name: Name, parent: &Name) -> Self {
        let base = Base::new("partition bound", "table", name);
        Self { base, attached: true, ..Self::new(parent.clone(), parent) }
    }

    /// `FOR VALUES FROM (…) TO (…)`: SQL literals, with commas between; the end is not in it.
    pub fn from_to(&mut self, from: impl AsRef<str>, to: impl AsRef<str>) -> &mut Self {
        self.for_values(format!("from ({}) to ({})", from.as_ref(), to.as_ref()))
    }

    /// `FOR VALUES IN (…)`: SQL literals, with commas between.
    pub fn values_in(&mut self, values: impl AsRef<str>) -> &mut Self {
        self.for_values(format!("in ({})", values.as_ref()))
    }

    /// `FOR VALUES WITH (MODULUS …, REMAINDER …)`.
    pub fn modulus(&mut self, modulus: u32, remainder: u32) -> &mut Self {
        self.for_values(format!("with (modulus {modulus}, remainder {remainder})"))
    }

    /// `FOR VALUES …`, whatever comes behind it.
    pub fn for_values(&mut self, bound: impl AsRef<str>) -> &mut Self {
        self.bound = Some(format!("for values {}", bound.as_ref()));
        self
    }

    /// `DEFAULT`: the rows that belong to no other.
    pub fn default(&mut self) -> &mut Self {
        self.bound = Some("default".to_owned());
        self
    }

    /// `PARTITION BY …`, as SQL: partitioned itself. Its partitions name it with
    /// [`Database::partition_of`](super::Database::partition_of).
    pub fn partition_by(&mut self, key: impl AsRef<str>) -> &mut Self {
        self.partition_by = Some(format!(" partition by {}", key.as_ref()));
        self
    }

    /// `UNLOGGED`.
    pub fn unlogged(&mut self) -> &mut Self {
        self.unlogged = true;
        self
    }

    methods!(with comment owner grant);
}

impl Item for Partition {
    fn write(&self, declared: &mut Declared) {
        let (name, parent) = (self.base.name.sql(), self.parent.sql());
        let Some(bound) = &self.bound else {
            let problem = format!(
                "partition {} is of no values: say `from_to`, `values_in`, `modulus` or `default`",
                self.base.name.name
            );
            declared.problem(self.base.place, problem);
            return;
        };
        let sql = if self.attached {
            format!("alter table {parent} attach partition {name} {bound}")
        } else {
            let by = self.partition_by.as_deref().unwrap_or_default();
            let unlogged = if self.unlogged { "unlogged " } else { "" };
            let with = with_clause(&self.with);
            format!("create {unlogged}table {name} partition of {parent} {bound}{by}{with}")
        };
        self.base.write(declared, self.base.statement(Phase::Parts, sql));
    }
}

/// A table that inherits from another.
#[derive(Debug)]
pub(super) struct Inheritance {
    base: Base,
    parent: Name,
}

impl Inheritance {
    #[track_caller]
    pub(super) fn new(table: &Name, parent: &Name) -> Self {
        let base = Base::addressed("inheritance", String::new(), table.clone(), None);
        Self { base, parent: parent.clone() }
    }
}

impl Item for Inheritance {
    fn write(&self, declared: &mut Declared) {
        let (name, parent) = (self.base.name.sql(), self.parent.sql());
        let sql = format!("alter table {name} inherit {parent}");
        let mut statement = self.base.statement(Phase::Parts, sql);
        statement.on = Some(self.parent.clone());
        declared.statements.push(statement);
    }
}
