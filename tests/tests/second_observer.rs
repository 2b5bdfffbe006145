//! sea-schema's discovery as a second observer, which shares no query with the reader: where it is known
//! to be right, both see the same. It is not asked about indexes, checks, sequences and whatever else it
//! does not tell or tells wrongly.

use std::collections::BTreeMap;
use std::path::Path;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::kind::{Kind, Payload};
use autogen_core::object_id::ObjectId;
use autogen_tests::Result;
use autogen_tests::database::Server;
use sea_schema::postgres::def::{ColumnType, Schema, TableDef, TimeAttr};
use sea_schema::postgres::discovery::SchemaDiscovery;
use sqlx::postgres::PgPoolOptions;

/// What both can tell of a table.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    /// In their order: name, whether null is refused, whether it is an identity, and the type where
    /// sea-schema knows it.
    columns: Vec<(String, bool, bool, Option<ColumnType>)>,
    primary_key: Vec<String>,
    /// By name: columns, table and columns referred to.
    foreign_keys: BTreeMap<String, (Vec<String>, String, Vec<String>)>,
}

fn seen_by_discovery(table: &TableDef, typed: &Seen) -> Seen {
    let known = |name: &str| typed.columns.iter().any(|(n, _, _, t)| n == name && t.is_some());
    let columns = table.columns.iter().map(|column| {
        let data_type = known(&column.name).then(|| column.col_type.clone());
        (column.name.clone(), column.not_null.is_some(), column.is_identity, data_type)
    });
    let primary_key = table.primary_key_constraints.iter().flat_map(|key| key.columns.clone());
    let foreign_keys = table.reference_constraints.iter().map(|key| {
        let to = (key.columns.clone(), key.table.clone(), key.foreign_columns.clone());
        (key.name.clone(), to)
    });
    Seen {
        columns: columns.collect(),
        primary_key: primary_key.collect(),
        foreign_keys: foreign_keys.collect(),
    }
}

/// The information schema names the precision that a time has by default.
fn as_told(data_type: ColumnType) -> ColumnType {
    let told = |time: TimeAttr| TimeAttr { precision: time.precision.or(Some(6)) };
    match data_type {
        ColumnType::Time(time) => ColumnType::Time(told(time)),
        ColumnType::TimeWithTimeZone(time) => ColumnType::TimeWithTimeZone(told(time)),
        ColumnType::Timestamp(time) => ColumnType::Timestamp(told(time)),
        ColumnType::TimestampWithTimeZone(time) => ColumnType::TimestampWithTimeZone(told(time)),
        other => other,
    }
}

/// Fields of constraints are read from their JSON, as a snapshot holds them.
fn seen_by_reader(catalog: &Catalog, table: &ObjectId) -> Seen {
    let names = |value: &serde_json::Value| -> Vec<String> {
        let names = value.as_array().into_iter().flatten();
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
    };
    let mut columns: Vec<_> = catalog
        .parts(Kind::Column, table)
        .filter_map(|(id, fact)| match &*fact.payload {
            Payload::Column(column) => Some((fact.position, id.name(), column)),
            _ => None,
        })
        .collect();
    columns.sort_by_key(|(position, ..)| *position);
    let columns = columns.into_iter().map(|(_, name, column)| {
        let identity = column.identity.is_some();
        let data_type = column.data_type.typed().map(as_told);
        (name.as_str().to_owned(), column.not_null, identity, data_type)
    });
    let json = |fact: &autogen_core::catalog::Fact| {
        let value = serde_json::to_value(&fact.payload).unwrap_or_default();
        value.as_object().and_then(|map| map.values().next().cloned()).unwrap_or_default()
    };
    let primary_key = catalog
        .parts(Kind::PrimaryKey, table)
        .flat_map(|(_, fact)| names(&find(&json(fact), "columns")));
    let foreign_keys = catalog.parts(Kind::ForeignKey, table).map(|(id, fact)| {
        let key = json(fact);
        let to = key["references"]["name"].as_str().unwrap_or_default().to_owned();
        (id.name().as_str().to_owned(), (names(&key["columns"]), to, names(&key["referenced"])))
    });
    Seen {
        columns: columns.collect(),
        primary_key: primary_key.collect(),
        foreign_keys: foreign_keys.collect(),
    }
}

/// The first value under a key, however deep.
fn find(value: &serde_json::Value, key: &str) -> serde_json::Value {
    let Some(map) = value.as_object() else { return serde_json::Value::Null };
    let here = map.get(key).cloned();
    here.unwrap_or_else(|| {
        let mut below = map.values().map(|value| find(value, key));
        below.find(|value| !value.is_null()).unwrap_or_default()
    })
}

/// The up files of the example's revisions, in their order.
fn example() -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let entries = std::fs::read_dir(&folder).map_err(|error| error.to_string())?;
    let mut files: Vec<_> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".up.sql"));
    files.sort();
    let texts = files.iter().map(|path| std::fs::read_to_string(path).map_err(|e| e.to_string()));
    Ok(texts.collect::<Result<Vec<_>>>()?.join("\n"))
}

#[tokio::test]
async fn the_example_looks_the_same_to_both() -> Result<()> {
    let server = Server::start()?;
    let mut database = server.database(&example()?).await?;
    let catalog = database.catalog().await?;
    let pool = PgPoolOptions::new().max_connections(1);
    let pool =
        pool.connect_with(server.options(&database.name)).await.map_err(|e| e.to_string())?;
    let mut compared = 0;
    for schema in ["public", "data_portal"] {
        let discovery = SchemaDiscovery::new(pool.clone(), schema);
        let Schema { tables, enums, .. } = discovery.discover().await.map_err(|e| e.to_string())?;
        let inside = Some(Ident::new(schema)).filter(|_| schema != "public");
        let is_here = |id: &&ObjectId| id.schema() == inside.as_ref();
        let of_kind = |kind: Kind| catalog.facts.keys().filter(move |id| id.kind() == kind);
        let mut names: Vec<_> = tables.iter().map(|table| table.info.name.as_str()).collect();
        names.sort_unstable();
        let ours: Vec<_> =
            of_kind(Kind::Table).filter(is_here).map(|id| id.name().as_str()).collect();
        assert_eq!(names, ours, "tables of {schema}");
        for table in &tables {
            let id = ObjectId::root(Kind::Table, inside.clone(), Ident::new(&table.info.name));
            let ours = seen_by_reader(&catalog, &id);
            assert_eq!(seen_by_discovery(table, &ours), ours, "table {schema}.{}", id.name());
            compared += 1;
        }
        for id in of_kind(Kind::EnumType).filter(is_here) {
            let Some(Payload::EnumType(ours)) = catalog.payload(id) else { continue };
            let theirs = enums.iter().find(|e| e.typename == id.name().as_str());
            assert_eq!(theirs.map(|e| &e.values), Some(&ours.labels), "enum {}", id.name());
        }
    }
    assert!(compared >= 20, "{compared}");
    pool.close().await;
    database.remove().await
}
