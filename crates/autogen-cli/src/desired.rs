//! What the models ask for, as statements for Postgres to elaborate, and which names in it they chose.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::catalog::Catalog;
use autogen_core::ident::{Ident, Literal, QualifiedName};
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_entity::{Description, EnumDescription, TableDescription};
use autogen_postgres::elaborate::Piece;

use crate::failure::{Failure, Result};

/// The schema in which each enum stands that is not in the default one (`[enums]`).
pub(crate) type EnumSchemas = BTreeMap<String, Ident>;

/// The schemas that the models use beside the default one.
pub(crate) fn schemas(description: &Description, enums: &EnumSchemas) -> BTreeSet<Ident> {
    let tables = description.tables.iter().filter_map(|table| table.schema.as_ref());
    tables.map(Ident::new).chain(enum_schemas(description, enums)).collect()
}

fn enum_schemas(description: &Description, enums: &EnumSchemas) -> Vec<Ident> {
    let schema = |e: &EnumDescription| enums.get(&e.name).cloned();
    description.enums.iter().filter_map(schema).collect()
}

/// The schemas that enums are looked for in behind the default one, since entities name them without.
pub(crate) fn search_path(description: &Description, enums: &EnumSchemas) -> Vec<Ident> {
    let schemas: BTreeSet<Ident> = enum_schemas(description, enums).into_iter().collect();
    schemas.into_iter().collect()
}

/// The statements, in the order they run.
///
/// # Errors
/// When `[enums]` names an enum or a schema that the models do not have.
pub(crate) fn pieces(
    description: &Description,
    enums: &EnumSchemas,
    default_schema: &Ident,
) -> Result<Vec<Piece>> {
    check_enums(description, enums, default_schema)?;
    let mut pieces = Vec::new();
    let mut add = |origin: &str, sql: String| {
        let origin = origin.to_owned();
        pieces.push(Piece { origin, sql });
    };
    for schema in schemas(description, enums).iter().filter(|schema| *schema != default_schema) {
        add(&format!("schema {schema}"), format!("create schema if not exists {schema}"));
    }
    for e in &description.enums {
        let schema = enums.get(&e.name).cloned();
        let name = QualifiedName { schema, name: Ident::new(&e.name) };
        let labels: Vec<_> = e.labels.iter().map(|label| Literal(label).to_string()).collect();
        let origin = format!("enum {} (used by {})", e.name, e.used_by.join(", "));
        add(&origin, format!("create type {name} as enum ({})", labels.join(", ")));
    }
    for table in &description.tables {
        add(&origin(table), table.create.clone());
    }
    for table in &description.tables {
        for index in &table.indexes {
            add(&origin(table), index.create.clone());
        }
        for (target, comment) in comments(table) {
            add(&origin(table), format!("comment on {target} is {}", Literal(comment)));
        }
    }
    for table in &description.tables {
        for key in &table.foreign_keys {
            add(&origin(table), key.create.clone());
        }
    }
    Ok(pieces)
}

fn origin(table: &TableDescription) -> String {
    format!("entity {}", table.entity)
}

fn qualified(table: &TableDescription) -> QualifiedName {
    QualifiedName { schema: table.schema.as_ref().map(Ident::new), name: Ident::new(&table.name) }
}

fn comments(table: &TableDescription) -> Vec<(String, &str)> {
    let name = qualified(table);
    let whole = table.comment.as_deref().map(|comment| (format!("table {name}"), comment));
    let columns = table.columns.iter().filter_map(|column| {
        let target = format!("column {name}.{}", Ident::new(&column.name));
        column.comment.as_deref().map(|comment| (target, comment))
    });
    whole.into_iter().chain(columns).collect()
}

fn check_enums(
    description: &Description,
    enums: &EnumSchemas,
    default_schema: &Ident,
) -> Result<()> {
    let known: BTreeSet<&str> =
        description.tables.iter().filter_map(|table| table.schema.as_deref()).collect();
    for (name, schema) in enums {
        if description.enums.iter().all(|e| e.name != *name) {
            let have: Vec<_> = description.enums.iter().map(|e| e.name.as_str()).collect();
            return Err(Failure::new(format_args!("[enums] names {name}, which no entity uses"))
                .hint(format_args!("the models' enums are {}", have.join(", "))));
        }
        if schema != default_schema && !known.contains(schema.as_str()) {
            let known: Vec<_> = known.iter().copied().collect();
            return Err(Failure::new(format_args!(
                "[enums] puts {name} in schema {schema}, which no entity stands in"
            ))
            .hint(format_args!("the models' schemas are {default_schema}, {}", known.join(", "))));
        }
    }
    Ok(())
}

/// Marks the facts whose name or form the models did not choose.
pub(crate) fn mark_derived(catalog: &mut Catalog, description: &Description) {
    let default_schema = catalog.default_schema.clone();
    let table_id = |table: &TableDescription| {
        let schema = table.schema.as_ref().map(Ident::new).filter(|s| *s != default_schema);
        ObjectId::root(Kind::Table, schema, Ident::new(&table.name))
    };
    let mut chosen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut auto: BTreeSet<ObjectId> = BTreeSet::new();
    for table in &description.tables {
        let id = table_id(table);
        for column in table.columns.iter().filter(|column| column.auto_increment) {
            auto.insert(ObjectId::part(Kind::Column, id.clone(), Ident::new(&column.name)));
        }
        for key in table.foreign_keys.iter().filter(|key| key.name_chosen) {
            let name = Ident::new(key.name.as_deref().unwrap_or_default());
            chosen.insert(ObjectId::part(Kind::ForeignKey, id.clone(), name));
        }
    }
    for (id, fact) in catalog.facts_mut() {
        fact.derived = match id.kind() {
            Kind::Column => auto.contains(id),
            // a check stands in `extra`, where it may be named
            Kind::Check => is_automatic(id),
            kind => kind.adoptable() && !chosen.contains(id),
        };
    }
}

/// Whether the name is one that Postgres gives: `<table>_<column>_check`, perhaps with a number.
fn is_automatic(check: &ObjectId) -> bool {
    let table = check.parent().map(|table| table.name().as_str()).unwrap_or_default();
    let name = check.name().as_str().trim_end_matches(|c: char| c.is_ascii_digit());
    name.starts_with(&format!("{table}_")) && name.ends_with("_check")
}
