//! Small catalogs for tests.

use std::collections::BTreeMap;

use autogen_core::catalog::{Catalog, Fact};
use autogen_core::ident::Ident;
use autogen_core::kind::{Column, Comment, Default, EnumType, Kind, Payload, Table};
use autogen_core::object_id::ObjectId;
use autogen_core::sql_type::SqlType;

/// A catalog to which objects are added.
pub(super) struct Builder(Catalog);

pub(super) fn table_id(name: &str) -> ObjectId {
    ObjectId::root(Kind::Table, None, Ident::new(name))
}

pub(super) fn column_id(table: &str, name: &str) -> ObjectId {
    ObjectId::part(Kind::Column, table_id(table), Ident::new(name))
}

impl Builder {
    pub(super) fn new() -> Self {
        Self(Catalog::empty(Ident::new("public"), 15))
    }

    pub(super) fn done(self) -> Catalog {
        self.0
    }

    fn add(mut self, id: ObjectId, payload: Payload) -> Self {
        let fact =
            Fact { payload: Box::new(payload), depends: [].into(), position: 0, derived: false };
        let facts: &mut BTreeMap<_, _> = self.0.facts_mut();
        facts.insert(id, fact);
        self
    }

    /// A table with text columns.
    pub(super) fn table(self, name: &str, columns: &[&str]) -> Self {
        let start =
            self.add(table_id(name), Payload::Table(Table { unlogged: false, partition_by: None }));
        columns.iter().fold(start, |builder, column| builder.column(name, column, "text"))
    }

    pub(super) fn column(self, table: &str, name: &str, data_type: &str) -> Self {
        let data_type = SqlType {
            text: data_type.to_owned(),
            base: data_type.to_owned(),
            element: None,
            class: 'b',
            name: data_type.to_owned(),
            modifier: -1,
        };
        let (not_null, collation, identity, generated) = (false, None, None, None);
        let column =
            Column { data_type, not_null, collation, identity, generated, inherited: false };
        self.add(column_id(table, name), Payload::Column(column))
    }

    pub(super) fn default(self, of: &ObjectId, expression: &str) -> Self {
        let id = ObjectId::part(Kind::Default, of.clone(), Ident::new(""));
        self.add(id, Payload::Default(Default { expression: expression.to_owned() }))
    }

    pub(super) fn comment(self, on: &ObjectId, text: &str) -> Self {
        let id = ObjectId::part(Kind::Comment, on.clone(), Ident::new(""));
        self.add(id, Payload::Comment(Comment { text: text.to_owned() }))
    }

    pub(super) fn enumeration(self, name: &str, labels: &[&str]) -> Self {
        let id = ObjectId::root(Kind::EnumType, None, Ident::new(name));
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        self.add(id, Payload::EnumType(EnumType { labels }))
    }
}
