//! Which entities are registered, and which table belongs to which.
//!
//! SeaORM's registry gives module paths, and the recorder gives tables for a *prefix* of a path,
//! without the path they come from. Asking for an entity's own path gives its table alone, unless
//! another path starts with the same text (`models::user` and `models::user_role`): then the tables
//! of the longer paths are taken away.

use std::collections::BTreeMap;

use sea_orm::EntityRegistry;
use sea_orm::sea_query::{SchemaName, TableName, TableRef};

use super::DescribeError;
use super::names::qualified;
use super::recorder::{Recorded, record};

/// An entity with what SeaORM would create for it.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub(super) path: String,
    pub(super) schema: Option<String>,
    pub(super) name: String,
    pub(super) recorded: Recorded,
}

impl Entity {
    /// `"schema"."table"`, or `"table"` in the default schema.
    pub(super) fn qualified(&self) -> String {
        qualified(self.schema.as_deref(), &self.name)
    }
}

/// The entities under `prefix`, by schema and name.
pub(super) fn entities(prefix: &str) -> Result<Vec<Entity>, DescribeError> {
    let root = normalise(prefix);
    // How many entities each module path registers: more than one only through function-local
    // modules or macros.
    let mut paths: BTreeMap<&'static str, usize> = BTreeMap::new();
    for entry in inventory::iter::<EntityRegistry>() {
        *paths.entry(entry.module_path).or_default() += 1;
    }
    entities_of(&root, &paths)
}

/// How many entities a module path registers, by path.
type Paths = BTreeMap<&'static str, usize>;

fn entities_of(root: &str, paths: &Paths) -> Result<Vec<Entity>, DescribeError> {
    // what is not under the root can begin with a path that is only if the root is such a path itself
    let begins_with_one =
        |path: &str| is_under(path, root) || paths.contains_key(root) && path.starts_with(root);
    // the longest first, so that what begins with a path is known when it is its turn
    let mut order: Vec<&str> = paths.keys().copied().filter(|path| begins_with_one(path)).collect();
    order.sort_by_key(|path| std::cmp::Reverse(path.len()));
    let mut found = BTreeMap::new();
    for path in order {
        let own = own_entities(path, paths, &found)?;
        found.insert(path, own);
    }
    let mut tables: BTreeMap<(Option<String>, String), Entity> = BTreeMap::new();
    let under = found.into_iter().filter(|(path, _)| is_under(path, root));
    for entity in under.flat_map(|(_, entities)| entities) {
        let key = (entity.schema.clone(), entity.name.clone());
        if let Some(first) = tables.get(&key) {
            return Err(DescribeError::SameTable {
                table: entity.qualified(),
                first: first.path.clone(),
                second: entity.path,
            });
        }
        tables.insert(key, entity);
    }
    if tables.is_empty() {
        return Err(DescribeError::NoEntities { prefix: root.to_owned() });
    }
    Ok(tables.into_values().collect())
}

/// The crate or module a prefix names: without `::*`, and with a crate's `-` as Rust spells it.
pub(super) fn normalise(prefix: &str) -> String {
    prefix.trim_end_matches('*').trim_end_matches("::").replace('-', "_")
}

/// Whether `path` is the module `root` or inside it.
pub(super) fn is_under(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The entities whose module path is exactly `path`; `found` has those of all longer ones.
fn own_entities(
    path: &str,
    paths: &Paths,
    found: &BTreeMap<&str, Vec<Entity>>,
) -> Result<Vec<Entity>, DescribeError> {
    if !path.contains("::") {
        return Err(DescribeError::RootEntity { entity: path.to_owned() });
    }
    let mut own = record_entities(path)?;
    let others: Vec<&Entity> = found
        .range(path..)
        .skip_while(|(longer, _)| **longer == path)
        .take_while(|(longer, _)| longer.starts_with(path))
        .flat_map(|(_, entities)| entities)
        .collect();
    own.retain(|entity| !others.iter().any(|o| o.schema == entity.schema && o.name == entity.name));
    let count = paths[path];
    if own.len() == count {
        return Ok(own);
    }
    // SeaORM gives a table once: an entity without one of its own shares another's.
    match (own.as_slice(), others.as_slice()) {
        ([only], []) => Err(DescribeError::SameTable {
            table: only.qualified(),
            first: path.to_owned(),
            second: path.to_owned(),
        }),
        ([], [only]) => Err(DescribeError::SameTable {
            table: only.qualified(),
            first: path.to_owned(),
            second: only.path.clone(),
        }),
        (own, others) => Err(DescribeError::SharedTable {
            entity: path.to_owned(),
            candidates: own
                .iter()
                .chain(others.iter().copied())
                .map(|other| format!("`{}` ({})", other.path, other.qualified()))
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

/// What the registry gives for a prefix, as if all of it were `path`'s.
fn record_entities(path: &str) -> Result<Vec<Entity>, DescribeError> {
    let unknown = |what: String| DescribeError::Unknown { entity: path.to_owned(), what };
    let recorded = record(path).map_err(|error| unknown(error.to_string()))?;
    recorded
        .into_iter()
        .map(|recorded| {
            let (schema, name) = table_name(recorded.table.get_table_name())
                .ok_or_else(|| unknown("a table without a plain name".to_owned()))?;
            Ok(Entity { path: path.to_owned(), schema, name, recorded })
        })
        .collect()
}

/// Schema and name of a table that is neither aliased nor in another database.
pub(super) fn table_name(table: Option<&TableRef>) -> Option<(Option<String>, String)> {
    match table? {
        TableRef::Table(TableName(None, name), None) => Some((None, name.to_string())),
        TableRef::Table(TableName(Some(SchemaName(None, schema)), name), None) => {
            Some((Some(schema.to_string()), name.to_string()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_takes_whole_segments() {
        assert_eq!(normalise("models::*"), "models");
        assert_eq!(normalise("my-models"), "my_models");
        assert_eq!(normalise("models::accounts::*"), "models::accounts");
        assert!(is_under("models::user", "models"));
        assert!(is_under("models", "models"));
        assert!(!is_under("models2::user", "models"));
        assert!(!is_under("models::user_role", "models::user"));
    }

    #[test]
    fn an_entity_in_the_root_of_the_crate_is_refused() {
        let paths = BTreeMap::from([("models", 1)]);
        let error = entities_of("models", &paths).unwrap_err();
        assert!(matches!(error, DescribeError::RootEntity { .. }));
        assert!(error.to_string().contains("models::user"), "{error}");
    }

    #[test]
    fn nothing_registered_names_the_missing_use() {
        let error = entities_of("models", &BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains("`use models as _;`"), "{error}");
    }
}
