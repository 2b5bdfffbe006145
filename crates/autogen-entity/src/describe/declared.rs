//! What is declared beside the entities, brought together and checked as far as that goes without
//! Postgres.

use std::collections::BTreeMap;

use super::names;
use super::registry::{Entity, is_under};
use super::{DescribeError, EnumDescription};
use crate::declare::{
    ColumnChange, Declaration, Declared, EnumChange, Name, Place, Recorder, Statement,
};
use crate::{DeclarationDescription, PlaceDescription, RelationDescription};

/// Runs the declarations of the modules under `root`.
pub(super) fn collect(root: &str) -> Declared {
    let mut recorder = Recorder::default();
    for declaration in inventory::iter::<Declaration>() {
        if is_under(declaration.module, root) {
            (declaration.tell)(&mut recorder);
        }
    }
    recorder.declared()
}

/// Leaves out the entities that read from declared views: they are no tables.
pub(super) fn without_views(entities: Vec<Entity>, declared: &Declared) -> Vec<Entity> {
    let is_table = |entity: &Entity| {
        let name = Name { schema: entity.schema.clone(), name: entity.name.clone() };
        !declared.views.contains_key(&name)
    };
    entities.into_iter().filter(is_table).collect()
}

/// Puts the enums into their schemas.
pub(super) fn place_enums(enums: &mut [EnumDescription], declared: &mut Declared) {
    for EnumChange { place, name, schema } in std::mem::take(&mut declared.enums) {
        match enums.iter_mut().find(|known| known.name == name) {
            Some(known) => known.schema = schema,
            None => declared.problem(
                place,
                format!("no entity uses the enum {name}; say its `labels` if it is to be made"),
            ),
        }
    }
}

/// The statements, or all that is wrong.
pub(super) fn finish(
    mut declared: Declared,
    entities: &[Entity],
) -> Result<Vec<DeclarationDescription>, DescribeError> {
    check_tables(&mut declared, entities);
    check_names(&mut declared);
    check_repeated(&mut declared, entities);
    let mut problems = declared.problems;
    if !problems.is_empty() {
        problems.sort();
        problems.dedup();
        let lines = problems.iter().map(|(place, problem)| format!("{place}: {problem}"));
        return Err(DescribeError::Declarations(lines.collect::<Vec<_>>().join("\n")));
    }
    Ok(declared.statements.into_iter().map(describe).collect())
}

/// A place as the description has it.
pub(super) fn place(place: Place) -> PlaceDescription {
    PlaceDescription { file: place.file.replace('\\', "/"), line: place.line }
}

fn describe(statement: Statement) -> DeclarationDescription {
    let Statement { kind, name, on, place: at, phase, sql, file } = statement;
    DeclarationDescription {
        kind: kind.to_owned(),
        schema: name.schema,
        name: name.name,
        on: on.map(|Name { schema, name }| RelationDescription { schema, name }),
        place: place(at),
        phase,
        sql,
        file,
    }
}

/// What is left of the tables' clauses belongs to no table that is described.
fn check_tables(declared: &mut Declared, entities: &[Entity]) {
    let changes = std::mem::take(&mut declared.tables);
    for (table, changes) in changes {
        let places = changes.columns.values().flat_map(ColumnChange::places);
        let places = places
            .chain(changes.unlogged)
            .chain(changes.partition_by.as_ref().map(|(place, _)| *place))
            .chain(changes.foreign_keys.iter().map(|key| key.place));
        let view = declared.views.contains_key(&table);
        let what = if view { "is a view" } else { "is not among the tables described" };
        let known = entities.iter().any(|e| e.schema == table.schema && e.name == table.name);
        for place in places.filter(|_| !known).collect::<Vec<_>>() {
            declared.problem(place, format!("{} {what}", table.sql()));
        }
    }
}

fn check_names(declared: &mut Declared) {
    let mut problems = Vec::new();
    for Statement { kind, name, place, .. } in &declared.statements {
        let is_sql =
            ["function", "procedure", "statement", "comment", "grant", "default privileges"];
        if is_sql.contains(kind) {
            continue;
        }
        for part in name.schema.iter().chain([&name.name]) {
            if let Err(problem) = names::problem(part) {
                problems.push((*place, format!("{kind} name {part:?} {problem}")));
            }
        }
    }
    declared.problems.extend(problems);
}

/// Two declarations of one object, or one of what an entity makes.
fn check_repeated(declared: &mut Declared, entities: &[Entity]) {
    let mut seen: BTreeMap<(&'static str, Option<Name>, Name), String> = BTreeMap::new();
    for Entity { path, schema, name, .. } in entities {
        let name = Name { schema: schema.clone(), name: name.clone() };
        seen.insert(("relation", None, name), format!("by the entity {path}"));
    }
    let mut problems = Vec::new();
    for Statement { kind, name, on, place, .. } in &declared.statements {
        for key in spaces(kind, name, on.as_ref()) {
            if let Some(first) = seen.get(&key) {
                let problem = format!("{kind} {} is declared {first} already", label(name));
                problems.push((*place, problem));
                break;
            }
            seen.insert(key, format!("at {place}"));
        }
    }
    declared.problems.extend(problems);
}

/// The names that an object takes: what shares a namespace in Postgres cannot have one name.
fn spaces(kind: &str, name: &Name, on: Option<&Name>) -> Vec<(&'static str, Option<Name>, Name)> {
    let part = |space| (space, on.cloned(), name.clone());
    let relation = || {
        let schema = on.map_or(&name.schema, |on| &on.schema);
        ("relation", None, Name { schema: schema.clone(), name: name.name.clone() })
    };
    match kind {
        "index" | "view" | "materialized view" | "sequence" | "table" => vec![relation()],
        // their indexes have their names
        "unique constraint" | "exclusion constraint" => vec![part("constraint"), relation()],
        "check" | "foreign key" => vec![part("constraint")],
        "composite type" => vec![relation(), part("type")],
        "enum" | "domain" | "range type" => vec![part("type")],
        "function" | "procedure" => vec![part("routine")],
        "trigger" => vec![part("trigger")],
        "policy" => vec![part("policy")],
        "collation" => vec![part("collation")],
        "extension" => vec![part("extension")],
        "row level security" => vec![part("row level security")],
        "partition bound" => vec![part("partition bound")],
        _ => Vec::new(),
    }
}

/// For messages: without quotes.
fn label(name: &Name) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.clone(),
    }
}
