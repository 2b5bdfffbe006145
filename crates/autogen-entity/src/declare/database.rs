//! What is declared of the database and belongs to no entity.

use std::fmt::Debug;

use sea_orm::ActiveEnum;

use super::grant::{DefaultPrivileges, Grant};
use super::partition::Partition;
use super::record::{Base, Declared, Item, Items, Phase, Place, Statement, methods};
use super::routine::Routine;
use super::sequence::Sequence;
use super::text::{IntoName, IntoRelation, IntoSql, Name, Sql};
use super::types::{Collation, CompositeType, Domain, EnumType, RangeType};
use super::view::{MaterializedView, View};
use crate::sql::{quote, string};

/// The database.
#[derive(Debug, Default)]
pub struct Database {
    items: Items,
}

impl Item for Database {
    fn write(&self, declared: &mut Declared) {
        self.items.write(declared);
    }
}

impl Database {
    /// An extension.
    #[track_caller]
    pub fn extension(&mut self, name: impl Into<String>) -> &mut Extension {
        let base = Base::new("extension", "extension", Name::plain(name));
        self.items.push(Extension { base, schema: None, version: None })
    }

    /// A schema, to say more of it; it is made by itself where something stands in it.
    #[track_caller]
    pub fn schema(&mut self, name: impl Into<String>) -> &mut Schema {
        self.items.push(Schema { base: Base::new("schema", "schema", Name::plain(name)) })
    }

    /// The enum of an `ActiveEnum`, to say in which schema it stands.
    #[track_caller]
    pub fn active_enum<T: ActiveEnum>(&mut self) -> &mut EnumType {
        self.items.push(EnumType::new(Name::plain(T::name().to_string())))
    }

    /// An enum that no entity has; it needs [`EnumType::labels`].
    #[track_caller]
    pub fn enum_type(&mut self, name: impl IntoName) -> &mut EnumType {
        self.items.push(EnumType::new(name.into_name()))
    }

    /// A domain over a type, which is SQL.
    #[track_caller]
    pub fn domain(&mut self, name: impl IntoName, base_type: impl Into<String>) -> &mut Domain {
        self.items.push(Domain::new(name.into_name(), base_type.into()))
    }

    /// A composite type; say its attributes with [`CompositeType::field`].
    #[track_caller]
    pub fn composite_type(&mut self, name: impl IntoName) -> &mut CompositeType {
        self.items.push(CompositeType::new(name.into_name()))
    }

    /// A range over a type, which is SQL.
    #[track_caller]
    pub fn range_type(&mut self, name: impl IntoName, subtype: impl AsRef<str>) -> &mut RangeType {
        self.items.push(RangeType::new(name.into_name(), subtype.as_ref()))
    }

    /// A collation of a locale.
    #[track_caller]
    pub fn collation(&mut self, name: impl IntoName, locale: impl AsRef<str>) -> &mut Collation {
        self.items.push(Collation::new(name.into_name(), locale.as_ref()))
    }

    /// A sequence that belongs to no identity column.
    #[track_caller]
    pub fn sequence(&mut self, name: impl IntoName) -> &mut Sequence {
        self.items.push(Sequence::new(name.into_name()))
    }

    /// A function: its signature as Postgres tells functions apart, `"slugify(text)"` or
    /// `("app", "slugify(text)")`, and its whole `CREATE FUNCTION`.
    #[track_caller]
    pub fn function(&mut self, signature: impl IntoName, text: impl IntoSql) -> &mut Routine {
        self.items.push(Routine::new("function", signature.into_name(), text.into_sql()))
    }

    /// A procedure, as [`function`](Self::function).
    #[track_caller]
    pub fn procedure(&mut self, signature: impl IntoName, text: impl IntoSql) -> &mut Routine {
        self.items.push(Routine::new("procedure", signature.into_name(), text.into_sql()))
    }

    /// A view: its name, or the entity that reads from it, and its query.
    #[track_caller]
    pub fn view<R: Debug + 'static, V: IntoRelation<R>>(
        &mut self,
        view: V,
        query: impl IntoSql,
    ) -> &mut View<R> {
        self.items.push(View::new(view.into_relation(), V::ENTITY, query.into_sql()))
    }

    /// A materialized view: its name, or the entity that reads from it, and its query.
    #[track_caller]
    pub fn materialized_view<R: Debug + 'static, V: IntoRelation<R>>(
        &mut self,
        view: V,
        query: impl IntoSql,
    ) -> &mut MaterializedView<R> {
        self.items.push(MaterializedView::new(view.into_relation(), V::ENTITY, query.into_sql()))
    }

    /// A partition of a table that has no entity, such as a partition that is partitioned itself.
    #[track_caller]
    pub fn partition_of(&mut self, parent: impl IntoName, name: impl IntoName) -> &mut Partition {
        self.items.push(Partition::new(name.into_name(), &parent.into_name()))
    }

    /// `GRANT` these privileges on something at large; say on what with [`Grant::on`], and to whom.
    #[track_caller]
    pub fn grant<P: Into<String>>(
        &mut self,
        privileges: impl IntoIterator<Item = P>,
    ) -> &mut Grant {
        let privileges = privileges.into_iter().map(Into::into).collect();
        self.items.push(Grant::new(String::new(), Name::plain(""), privileges, false))
    }

    /// `REVOKE` these privileges on something at large.
    #[track_caller]
    pub fn revoke<P: Into<String>>(
        &mut self,
        privileges: impl IntoIterator<Item = P>,
    ) -> &mut Grant {
        let privileges = privileges.into_iter().map(Into::into).collect();
        self.items.push(Grant::new(String::new(), Name::plain(""), privileges, true))
    }

    /// `ALTER DEFAULT PRIVILEGES … ON`: `tables`, `sequences`, `functions`, `types` or `schemas`.
    #[track_caller]
    pub fn default_privileges(&mut self, on: impl Into<String>) -> &mut DefaultPrivileges {
        self.items.push(DefaultPrivileges::new(on.into()))
    }

    /// `COMMENT ON` whatever else, as SQL: `constraint a on b`.
    #[track_caller]
    pub fn comment_on(&mut self, what: impl AsRef<str>, text: impl AsRef<str>) -> &mut Self {
        let sql = format!("comment on {} is {}", what.as_ref(), string(text.as_ref()));
        let base = Base::addressed("comment", String::new(), Name::plain(what.as_ref()), None);
        self.items.push(Statements { base, phase: Phase::Comments, text: sql.into_sql() });
        self
    }

    /// Any statement, or several, for what has no method here. It runs after all that is declared but
    /// comments and rights; what it makes is compared like everything else, as far as autogen knows
    /// its kind.
    #[track_caller]
    pub fn sql(&mut self, text: impl IntoSql) -> &mut Self {
        let base = Base::addressed("statement", String::new(), Name::plain(""), None);
        self.items.push(Statements { base, phase: Phase::Statements, text: text.into_sql() });
        self
    }

    /// As [`sql`](Self::sql), before any table is made.
    #[track_caller]
    pub fn sql_before_tables(&mut self, text: impl IntoSql) -> &mut Self {
        let base = Base::addressed("statement", String::new(), Name::plain(""), None);
        self.items.push(Statements { base, phase: Phase::Types, text: text.into_sql() });
        self
    }
}

/// An extension.
#[derive(Debug)]
pub struct Extension {
    base: Base,
    schema: Option<(Place, String)>,
    version: Option<(Place, String)>,
}

impl Extension {
    /// The schema of its objects.
    #[track_caller]
    pub fn schema(&mut self, schema: impl Into<String>) -> &mut Self {
        self.schema = Some((Place::caller(), schema.into()));
        self
    }

    /// The version; whichever the server has if not said.
    #[track_caller]
    pub fn version(&mut self, version: impl Into<String>) -> &mut Self {
        self.version = Some((Place::caller(), version.into()));
        self
    }

    methods!(comment);
}

impl Item for Extension {
    fn write(&self, declared: &mut Declared) {
        let name = self.base.name.sql();
        let mut sql = format!("create extension if not exists {name}");
        // The database may have it already, otherwise than declared.
        let mut changes = Vec::new();
        if let Some((place, schema)) = &self.schema {
            sql.push_str(&format!(" schema {}", quote(schema)));
            changes.push((*place, format!("alter extension {name} set schema {}", quote(schema))));
        }
        if let Some((place, version)) = &self.version {
            sql.push_str(&format!(" version {}", quote(version)));
            changes.push((*place, format!("alter extension {name} update to {}", quote(version))));
        }
        sql.push_str(" cascade");
        let mut statement = self.base.statement(Phase::Extensions, sql);
        statement.name.schema = self.schema.as_ref().map(|(_, schema)| schema.clone());
        self.base.write(declared, statement);
        for (place, sql) in changes {
            let statement = self.base.statement(Phase::Extensions, sql);
            let kind = "extension option";
            declared.statements.push(Statement { kind, place, ..statement });
        }
    }
}

/// A schema.
#[derive(Debug)]
pub struct Schema {
    base: Base,
}

impl Schema {
    methods!(comment owner grant);
}

impl Item for Schema {
    fn write(&self, declared: &mut Declared) {
        let sql = format!("create schema if not exists {}", self.base.name.sql());
        self.base.write(declared, self.base.statement(Phase::Schemas, sql));
    }
}

/// Statements as text.
#[derive(Debug)]
struct Statements {
    base: Base,
    phase: Phase,
    text: Sql,
}

impl Item for Statements {
    fn write(&self, declared: &mut Declared) {
        let statement = self.base.statement_with(self.phase, "", &self.text, "");
        declared.statements.push(statement);
    }
}
