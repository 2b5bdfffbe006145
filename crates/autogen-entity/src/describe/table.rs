//! `CREATE TABLE` of an entity, and what stands beside it.

use std::collections::BTreeMap;

use super::names::{Taken, column_list, quote};
use super::registry::Entity;
use super::{DescribeError, column, comment, foreign_key, index, names};
use crate::TableDescription;

/// Describes the tables of all entities, in their order.
pub(super) fn describe(entities: &[Entity]) -> Result<Vec<TableDescription>, DescribeError> {
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
        .map(|entity| describe_one(entity, relations.entry(entity.schema.as_deref()).or_default()))
        .collect()
}

fn describe_one(entity: &Entity, relations: &mut Taken) -> Result<TableDescription, DescribeError> {
    let table = &entity.recorded.table;
    let mut columns = Vec::new();
    let mut clauses = Vec::new();
    for column in table.get_columns() {
        let column = column::describe(&entity.path, column)?;
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
    let create = format!("CREATE TABLE {} ({})", entity.qualified(), clauses.join(", "));

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
        foreign_keys: foreign_key::describe(entity)?,
    })
}
