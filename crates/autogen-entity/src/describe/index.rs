//! Indexes of `indexed` and `unique_key`.

use sea_orm::sea_query::IndexCreateStatement;

use super::names::{Taken, column_list, quote};
use super::registry::Entity;
use crate::IndexDescription;

/// Describes the indexes of an entity, by name; `taken` are the relation names of its schema.
pub(super) fn describe(entity: &Entity, taken: &mut Taken) -> Vec<IndexDescription> {
    let mut indexes: Vec<_> =
        entity.recorded.indexes.iter().map(|index| describe_one(entity, index, taken)).collect();
    indexes.sort_by(|a, b| a.name.cmp(&b.name));
    indexes
}

fn describe_one(
    entity: &Entity,
    index: &IndexCreateStatement,
    taken: &mut Taken,
) -> IndexDescription {
    let unique = if index.is_unique_key() { "UNIQUE " } else { "" };
    let spec = index.get_index_spec();
    let on = format!("{} {}", entity.qualified(), column_list(&spec.get_column_names()));
    let name = taken.derive(spec.get_name().unwrap_or_default(), &format!("{unique}{on}"));
    let create = format!("CREATE {unique}INDEX {} ON {on}", quote(&name));
    IndexDescription { name, create }
}
