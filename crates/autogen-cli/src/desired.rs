//! What the models ask for, as statements for Postgres to elaborate, and which names in it they chose.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::catalog::Catalog;
use autogen_core::ident::{Ident, Literal, QualifiedName};
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_entity::{
    DeclarationDescription, Description, EnumDescription, FileDescription, ForeignKeyDescription,
    Phase, PlaceDescription, RelationDescription, TableDescription,
};
use autogen_postgres::elaborate::{Excerpt, Makes, Piece};

use crate::failure::{Failure, Result};

/// The schema in which each enum stands that is not in the default one (`[enums]`).
pub(crate) type EnumSchemas = BTreeMap<String, Ident>;

/// The schemas that the models use beside the default one.
pub(crate) fn schemas(description: &Description, enums: &EnumSchemas) -> BTreeSet<Ident> {
    let tables = description.tables.iter().filter_map(|table| table.schema.as_ref());
    let declared = description.declarations.iter().flat_map(|declaration| {
        let schema = (declaration.kind == "schema").then_some(&declaration.name);
        let on = declaration.on.as_ref().and_then(|on| on.schema.as_ref());
        schema.into_iter().chain(&declaration.schema).chain(on)
    });
    tables.chain(declared).map(Ident::new).chain(enum_schemas(description, enums)).collect()
}

/// Whether extensions are declared.
pub(crate) fn has_extensions(description: &Description) -> bool {
    description.declarations.iter().any(|declaration| declaration.kind == "extension")
}

/// The schema of an enum: what the settings say, or else what is declared.
fn enum_schema(e: &EnumDescription, enums: &EnumSchemas) -> Option<Ident> {
    enums.get(&e.name).cloned().or_else(|| e.schema.as_ref().map(Ident::new))
}

fn enum_schemas(description: &Description, enums: &EnumSchemas) -> Vec<Ident> {
    description.enums.iter().filter_map(|e| enum_schema(e, enums)).collect()
}

/// The schemas that unqualified names are looked for in behind the default one: those of enums, which
/// entities name without, and of declared extensions, since nobody writes `extensions.citext`.
pub(crate) fn search_path(description: &Description, enums: &EnumSchemas) -> Vec<Ident> {
    let extensions = description.declarations.iter().filter(|d| d.kind == "extension");
    let extensions = extensions.filter_map(|d| d.schema.as_ref()).map(Ident::new);
    let schemas: BTreeSet<Ident> =
        enum_schemas(description, enums).into_iter().chain(extensions).collect();
    schemas.into_iter().collect()
}

/// The statements, in the order they best run.
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
    for schema in schemas(description, enums).iter().filter(|schema| *schema != default_schema) {
        let sql = format!("create schema if not exists {schema}");
        pieces.push(Piece::new(format!("schema {schema}"), sql).making(Makes::Ground));
    }
    let declared = |phases: &[Phase]| -> Vec<Piece> {
        let due = description.declarations.iter().filter(|d| phases.contains(&d.phase));
        due.map(|declaration| {
            piece(declaration, default_schema).making(makes(
                declaration,
                &description.tables,
                default_schema,
            ))
        })
        .collect()
    };
    pieces.extend(declared(&[Phase::Schemas, Phase::Extensions]));
    for e in &description.enums {
        let name = QualifiedName { schema: enum_schema(e, enums), name: Ident::new(&e.name) };
        let labels: Vec<_> = e.labels.iter().map(|label| Literal(label).to_string()).collect();
        let origin = format!("enum {} (used by {})", e.name, e.used_by.join(", "));
        let sql = format!("create type {name} as enum ({})", labels.join(", "));
        pieces.push(Piece::new(origin, sql).making(Makes::Ground));
    }
    pieces.extend(declared(&[Phase::Types, Phase::Functions]));
    let table_id = |table: &TableDescription| id_of(table, default_schema);
    for table in &description.tables {
        let piece = Piece::new(declared_origin(table, &table.declared), table.create.clone());
        pieces.push(piece.making(Makes::Table(table_id(table))));
    }
    pieces.extend(declared(&[Phase::Parts]));
    for table in &description.tables {
        let id = table_id(table);
        let index =
            |sql: &String| Piece::new(origin(table), sql.clone()).making(Makes::Table(id.clone()));
        pieces.extend(table.indexes.iter().map(|i| index(&i.create)));
        pieces.extend(comments(table).into_iter().map(|(target, comment)| {
            let sql = format!("comment on {target} is {}", Literal(comment));
            Piece::new(origin(table), sql).making(Makes::PartOf(id.clone()))
        }));
    }
    pieces.extend(declared(&[Phase::Constraints]));
    for table in &description.tables {
        pieces.extend(table.foreign_keys.iter().map(|key: &ForeignKeyDescription| {
            let origin = declared_origin(table, key.declared.as_slice());
            Piece::new(origin, key.create.clone()).making(Makes::PartOf(table_id(table)))
        }));
    }
    pieces.extend(declared(&[
        Phase::ForeignKeys,
        Phase::Views,
        Phase::Programs,
        Phase::Statements,
        Phase::Comments,
        Phase::Revokes,
        Phase::Rights,
        Phase::DefaultPrivileges,
    ]));
    Ok(pieces)
}

/// What a declaration makes. Of free text, and of rights, which are said of many objects in many ways,
/// nothing is known.
fn makes(
    declaration: &DeclarationDescription,
    tables: &[TableDescription],
    default_schema: &Ident,
) -> Makes {
    let on = declaration.on.as_ref().and_then(|on| {
        let is_it =
            |table: &&TableDescription| (&table.schema, &table.name) == (&on.schema, &on.name);
        tables.iter().find(is_it).map(|table| id_of(table, default_schema))
    });
    match (declaration.phase, on) {
        (Phase::Schemas | Phase::Extensions | Phase::Types | Phase::Functions, None) => {
            Makes::Ground
        }
        (Phase::Constraints, Some(table)) => Makes::Table(table),
        (Phase::ForeignKeys | Phase::Programs | Phase::Comments, Some(table)) => {
            Makes::PartOf(table)
        }
        (Phase::Views | Phase::Programs, None) => Makes::Apart,
        _ => Makes::Anything,
    }
}

/// A declaration's statement.
fn piece(declaration: &DeclarationDescription, default_schema: &Ident) -> Piece {
    let DeclarationDescription { kind, schema, name, on: _, place, phase: _, sql, file } =
        declaration;
    let what = [kind.as_str(), &dotted(schema.as_deref(), name)].join(" ");
    let is_view = ["view", "materialized view"].contains(&kind.as_str());
    let named = schema.as_deref().filter(|schema| *schema != default_schema.as_str());
    Piece {
        origin: format!("declaration at {} ({})", at(place), what.trim_end()),
        sql: sql.clone(),
        file: file.as_ref().map(|FileDescription { path, start, length }| Excerpt {
            file: path.clone(),
            start: *start,
            length: *length,
        }),
        view: is_view.then(|| dotted(named, name)),
        makes: Makes::default(),
    }
}

/// A name as Postgres writes it in messages.
fn dotted(schema: Option<&str>, name: &str) -> String {
    schema.map_or_else(|| name.to_owned(), |schema| format!("{schema}.{name}"))
}

fn at(place: &PlaceDescription) -> String {
    format!("{}:{}", place.file, place.line)
}

/// The entity, and where more is declared of it.
fn declared_origin(table: &TableDescription, places: &[PlaceDescription]) -> String {
    let entity = origin(table);
    if places.is_empty() {
        return entity;
    }
    let places: Vec<String> = places.iter().map(at).collect();
    format!("{entity}, with declarations at {}", places.join(", "))
}

fn origin(table: &TableDescription) -> String {
    format!("entity {}", table.entity)
}

fn qualified(table: &TableDescription) -> QualifiedName {
    QualifiedName { schema: table.schema.as_ref().map(Ident::new), name: Ident::new(&table.name) }
}

fn id_of(table: &TableDescription, default_schema: &Ident) -> ObjectId {
    let schema = table.schema.as_ref().map(Ident::new).filter(|schema| schema != default_schema);
    ObjectId::root(Kind::Table, schema, Ident::new(&table.name))
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
    let tables = description.tables.iter().filter_map(|table| table.schema.as_deref());
    let declared = description.declarations.iter().filter(|d| d.kind == "schema");
    let known: BTreeSet<&str> = tables.chain(declared.map(|d| d.name.as_str())).collect();
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
    let mut chosen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut auto: BTreeSet<ObjectId> = BTreeSet::new();
    for table in &description.tables {
        let id = id_of(table, &default_schema);
        for column in table.columns.iter().filter(|column| column.auto_increment) {
            auto.insert(ObjectId::part(Kind::Column, id.clone(), Ident::new(&column.name)));
        }
        for key in table.foreign_keys.iter().filter(|key| key.name_chosen) {
            let name = Ident::new(key.name.as_deref().unwrap_or_default());
            chosen.insert(ObjectId::part(Kind::ForeignKey, id.clone(), name));
        }
    }
    let declared: BTreeSet<(Option<Ident>, Ident, Ident)> = description
        .declarations
        .iter()
        .filter_map(|declaration| {
            let RelationDescription { schema, name } = declaration.on.as_ref()?;
            let schema = schema.as_ref().map(Ident::new).filter(|s| *s != default_schema);
            Some((schema, Ident::new(name), Ident::new(&declaration.name)))
        })
        .collect();
    let is_declared = |id: &ObjectId| {
        id.parent().is_some_and(|on| {
            let name = (on.schema().cloned(), on.name().clone(), id.name().clone());
            declared.contains(&name)
        })
    };
    for (id, fact) in catalog.facts_mut() {
        fact.derived = match id.kind() {
            Kind::Column => auto.contains(id),
            _ if is_declared(id) => false,
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
