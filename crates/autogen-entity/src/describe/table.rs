//! `CREATE TABLE` of an entity, and what stands beside it.

use std::collections::BTreeMap;

use super::names::{Taken, column_list, quote};
use super::registry::Entity;
use super::{DescribeError, column, comment, declared, foreign_key, index, names};
use crate::TableDescription;
use crate::declare::{Declared, Name, TableChanges};

/// Describes the tables of all entities, in their order, with what is declared of them and stands in
/// their statements; that is taken out of `declared`.
pub(super) fn describe(
    entities: &[Entity],
    declared: &mut Declared,
) -> Result<Vec<TableDescription>, DescribeError> {
    // Tables and indexes, those of primary keys too, share a schema's namespace.
    let mut relations: BTreeMap<Option<&str>, Taken> = BTreeMap::new();
    for entity in entities {
        names::check(&entity.path, "table", &entity.name)?;
        if let Some(schema) = &entity.schema {
            names::check(&entity.path, "schema", schema)?;
        }
        relations.entry(entity.schema.as_deref()).or_default().take(&entity.name);
    }
    entities
        .iter()
        .map(|entity| {
            let relations = relations.entry(entity.schema.as_deref()).or_default();
            describe_one(entity, relations, declared)
        })
        .collect()
}

fn describe_one(
    entity: &Entity,
    relations: &mut Taken,
    declared: &mut Declared,
) -> Result<TableDescription, DescribeError> {
    let table = &entity.recorded.table;
    let name = Name { schema: entity.schema.clone(), name: entity.name.clone() };
    let TableChanges { columns: mut column_changes, unlogged, partition_by, foreign_keys } =
        declared.tables.remove(&name).unwrap_or_default();
    let mut places: Vec<_> = unlogged.into_iter().collect();
    let mut columns = Vec::new();
    let mut clauses = Vec::new();
    for column in table.get_columns() {
        let change = column_changes.remove(&column.get_column_name()).unwrap_or_default();
        places.extend(change.places());
        let column = column::describe(&entity.path, column, &change)?;
        columns.push(column.description);
        clauses.push(column.clause);
    }
    // A composite primary key; a single one stands with its column.
    for key in table.get_indexes().iter().filter(|index| index.is_primary_key()) {
        let spec = key.get_index_spec();
        let key_columns = column_list(&spec.get_column_names());
        let name = relations.derive(
            spec.get_name().unwrap_or_default(),
            &format!("{} {key_columns}", entity.qualified()),
        );
        clauses.push(format!("CONSTRAINT {} PRIMARY KEY {key_columns}", quote(&name)));
    }
    for (column, change) in &column_changes {
        for place in change.places() {
            declared.problem(place, format!("table {} has no column {column}", name.sql()));
        }
    }
    let unlogged = if unlogged.is_some() { "UNLOGGED " } else { "" };
    let mut create =
        format!("CREATE {unlogged}TABLE {} ({})", entity.qualified(), clauses.join(", "));
    if let Some((place, key)) = partition_by {
        places.push(place);
        create.push_str(&format!(" {key}"));
    }
    places.sort();
    places.dedup();

    let comment::Comment { text, renamed_from } =
        comment::parse(table.get_comment().map(String::as_str));
    if let Some(old) = &renamed_from {
        names::check(&entity.path, "former table", old)?;
    }
    Ok(TableDescription {
        schema: entity.schema.clone(),
        name: entity.name.clone(),
        entity: entity.path.clone(),
        renamed_from,
        comment: text,
        create,
        columns,
        indexes: index::describe(entity, relations),
        foreign_keys: foreign_key::describe(entity, &foreign_keys, declared)?,
        declared: places.into_iter().map(declared::place).collect(),
    })
}
