//! What is declared of an entity's table.

use std::marker::PhantomData;

use sea_orm::EntityTrait;

use super::column::Column;
use super::constraint::{Check, Exclusion, ForeignKey, Unique};
use super::index::Index;
use super::partition::{Inheritance, Partition, PartitionKey};
use super::record::{Base, Declared, Item, Phase, Place, methods, parameter_list};
use super::security::{Policy, RowLevelSecurity};
use super::text::{IntoColumn, IntoSql, Name};
use super::trigger::Trigger;
use crate::sql::quote;

/// The table of the entity `E`.
#[derive(Debug)]
pub struct Table<E> {
    base: Base,
    unlogged: Option<Place>,
    with: Vec<(Place, String, String)>,
    replica_identity: Option<(Place, String)>,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Table<E> {
    #[track_caller]
    pub(super) fn new() -> Self {
        let base = Base::new("table", "table", Name::of::<E>());
        Self { base, unlogged: None, with: Vec::new(), replica_identity: None, entity: PhantomData }
    }

    fn name(&self) -> Name {
        self.base.name.clone()
    }

    /// An index; say of what with [`Index::col`] and [`Index::expr`].
    #[track_caller]
    pub fn index(&mut self, name: impl Into<String>) -> &mut Index<E> {
        let index = Index::new(&name.into(), &self.name());
        self.base.items.push(index)
    }

    /// A named unique constraint.
    #[track_caller]
    pub fn unique<C: IntoColumn<E>>(
        &mut self,
        name: impl Into<String>,
        columns: impl IntoIterator<Item = C>,
    ) -> &mut Unique<E> {
        let unique = Unique::new(&name.into(), &self.name(), columns);
        self.base.items.push(unique)
    }

    /// A named check constraint.
    #[track_caller]
    pub fn check(&mut self, name: impl Into<String>, condition: impl IntoSql) -> &mut Check {
        let check = Check::new(&name.into(), &self.name(), condition.into_sql());
        self.base.items.push(check)
    }

    /// An exclusion constraint; say of what with [`Exclusion::col`] and [`Exclusion::expr`].
    #[track_caller]
    pub fn exclude(&mut self, name: impl Into<String>) -> &mut Exclusion<E> {
        let exclusion = Exclusion::new(&name.into(), &self.name());
        self.base.items.push(exclusion)
    }

    /// The foreign key that a `belongs_to` relation of the entity makes on these columns, to say what
    /// the attribute cannot; or, with [`ForeignKey::references`], one that no relation makes.
    #[track_caller]
    pub fn foreign_key<C: IntoColumn<E>>(
        &mut self,
        columns: impl IntoIterator<Item = C>,
    ) -> &mut ForeignKey<E> {
        let key = ForeignKey::new(&self.name(), columns);
        self.base.items.push(key)
    }

    /// What the attributes of a column cannot say.
    #[track_caller]
    pub fn column(&mut self, column: impl IntoColumn<E>) -> &mut Column {
        let column = Column::new(&self.name(), column.into_column());
        self.base.items.push(column)
    }

    /// `ENABLE ROW LEVEL SECURITY`.
    #[track_caller]
    pub fn row_level_security(&mut self) -> &mut RowLevelSecurity {
        let security = RowLevelSecurity::new(&self.name());
        self.base.items.push(security)
    }

    /// A policy of row level security.
    #[track_caller]
    pub fn policy(&mut self, name: impl Into<String>) -> &mut Policy {
        let policy = Policy::new(&name.into(), &self.name());
        self.base.items.push(policy)
    }

    /// A trigger; it needs [`Trigger::execute`].
    #[track_caller]
    pub fn trigger(&mut self, name: impl Into<String>) -> &mut Trigger<E> {
        let trigger = Trigger::new(&name.into(), &self.name());
        self.base.items.push(trigger)
    }

    /// `PARTITION BY RANGE`; say of what with [`PartitionKey::col`] and [`PartitionKey::expr`].
    #[track_caller]
    pub fn partition_by_range(&mut self) -> &mut PartitionKey<E> {
        let key = PartitionKey::new("range", &self.name());
        self.base.items.push(key)
    }

    /// `PARTITION BY LIST`.
    #[track_caller]
    pub fn partition_by_list(&mut self) -> &mut PartitionKey<E> {
        let key = PartitionKey::new("list", &self.name());
        self.base.items.push(key)
    }

    /// `PARTITION BY HASH`.
    #[track_caller]
    pub fn partition_by_hash(&mut self) -> &mut PartitionKey<E> {
        let key = PartitionKey::new("hash", &self.name());
        self.base.items.push(key)
    }

    /// A partition that has no entity, `"name"` in the schema of this table or `("schema", "name")`.
    #[track_caller]
    pub fn partition(&mut self, name: impl super::text::IntoName) -> &mut Partition {
        let mut name = name.into_name();
        if name.schema.is_none() {
            name = self.name().beside(&name.name);
        }
        let partition = Partition::new(name, &self.name());
        self.base.items.push(partition)
    }

    /// This table, which has an entity, is a partition of another entity's.
    #[track_caller]
    pub fn partition_of<P: EntityTrait>(&mut self, _parent: P) -> &mut Partition {
        let partition = Partition::attached(self.name(), &Name::of::<P>());
        self.base.items.push(partition)
    }

    /// `INHERIT` another entity's table, whose columns this one has too.
    #[track_caller]
    pub fn inherits<P: EntityTrait>(&mut self, _parent: P) -> &mut Self {
        let inheritance = Inheritance::new(&self.name(), &Name::of::<P>());
        self.base.items.push(inheritance);
        self
    }

    /// `CREATE UNLOGGED TABLE`.
    #[track_caller]
    pub fn unlogged(&mut self) -> &mut Self {
        self.unlogged = Some(Place::caller());
        self
    }

    /// A storage parameter, as in `WITH (name = value)`.
    #[track_caller]
    pub fn with(
        &mut self,
        parameter: impl Into<String>,
        value: impl std::fmt::Display,
    ) -> &mut Self {
        self.with.push((Place::caller(), parameter.into(), value.to_string()));
        self
    }

    /// `REPLICA IDENTITY FULL`.
    #[track_caller]
    pub fn replica_identity_full(&mut self) -> &mut Self {
        self.replica_identity = Some((Place::caller(), "full".to_owned()));
        self
    }

    /// `REPLICA IDENTITY NOTHING`.
    #[track_caller]
    pub fn replica_identity_nothing(&mut self) -> &mut Self {
        self.replica_identity = Some((Place::caller(), "nothing".to_owned()));
        self
    }

    /// `REPLICA IDENTITY USING INDEX`.
    #[track_caller]
    pub fn replica_identity_index(&mut self, index: impl AsRef<str>) -> &mut Self {
        let sql = format!("using index {}", quote(index.as_ref()));
        self.replica_identity = Some((Place::caller(), sql));
        self
    }

    methods!(owner grant);
}

impl<E: EntityTrait> Item for Table<E> {
    fn write(&self, declared: &mut Declared) {
        let name = self.base.name.sql();
        if let Some(place) = self.unlogged {
            declared.table(&self.base.name).unlogged = Some(place);
        }
        for (place, parameter, value) in &self.with {
            let parameters = parameter_list(&[(parameter.clone(), value.clone())]);
            let sql = format!("alter table {name} set ({parameters})");
            let mut statement = self.base.statement(Phase::Parts, sql);
            statement.place = *place;
            statement.kind = "storage parameters";
            declared.statements.push(statement);
        }
        if let Some((place, identity)) = &self.replica_identity {
            let sql = format!("alter table {name} replica identity {identity}");
            let mut statement = self.base.statement(Phase::Programs, sql);
            statement.place = *place;
            statement.kind = "replica identity";
            declared.statements.push(statement);
        }
        self.base.write_about(declared);
    }
}
