//! The enum types that the columns of all entities use, alone or in arrays.

use std::collections::BTreeMap;

use super::registry::Entity;
use super::{DescribeError, column_type, names};
use crate::EnumDescription;

/// Collects the enums by name. SeaORM itself creates those that are a column's own type and forgets
/// those that occur in arrays only.
pub(super) fn collect(entities: &[Entity]) -> Result<Vec<EnumDescription>, DescribeError> {
    let mut enums: BTreeMap<String, EnumDescription> = BTreeMap::new();
    for entity in entities {
        for column in entity.recorded.table.get_columns() {
            let Some((name, labels)) = column.get_column_type().and_then(column_type::enum_of)
            else {
                continue;
            };
            names::check(&entity.path, "enum", &name)?;
            let user = format!("{}.{}", entity.path, column.get_column_name());
            let known = enums.entry(name.clone()).or_insert_with(|| EnumDescription {
                schema: None,
                name,
                labels: labels.clone(),
                used_by: Vec::new(),
            });
            if known.labels != labels {
                return Err(DescribeError::EnumLabels {
                    name: known.name.clone(),
                    first: known.used_by[0].clone(),
                    first_labels: known.labels.join(", "),
                    second: user,
                    second_labels: labels.join(", "),
                });
            }
            known.used_by.push(user);
        }
    }
    Ok(enums
        .into_values()
        .map(|mut one| {
            one.used_by.sort();
            one
        })
        .collect())
}
