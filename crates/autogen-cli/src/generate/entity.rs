//! A table as an entity.

use autogen_core::kind::{Kind, Payload};
use autogen_core::object_id::ObjectId;

use super::draft::{Draft, Names};
use super::field::{Field, comment};
use super::names::{Taken, field as field_name};
use super::relation::Relation;
use super::rust::{attribute, literal};

/// An entity's source up to its declarations, and the facts that it says.
pub(super) struct Entity<'a> {
    pub(super) source: String,
    pub(super) said: Vec<&'a ObjectId>,
}

impl<'a> Entity<'a> {
    /// The entity of a table.
    pub(super) fn new(draft: &Draft<'a>, table: &'a ObjectId, relations: &[Relation]) -> Self {
        let Some(names) = draft.tables.get(table) else {
            return Self { source: String::new(), said: Vec::new() };
        };
        let mut said = vec![table];
        let mut fields = Vec::new();
        for (id, column) in &names.columns {
            let (field, of_field) = Field::new(draft, names, id, column);
            said.extend(of_field);
            fields.push(field);
        }
        said.extend(draft.catalog.parts(Kind::PrimaryKey, table).map(|(id, _)| id));
        said.extend(uniques(draft, names, table, &mut fields));
        said.extend(indexes(draft, table, &mut fields));
        let mut arguments = Vec::new();
        if let Some(schema) = table.schema() {
            arguments.push(format!("schema_name = {}", literal(schema.as_str())));
        }
        arguments.push(format!("table_name = {}", literal(table.name().as_str())));
        if let Some((id, text)) = comment(draft.catalog, table) {
            arguments.push(format!("comment = {}", literal(text)));
            said.push(id);
        }
        let inexact =
            |field: &Field<'_>| field.rust_type.contains("f32") || field.rust_type.contains("f64");
        let eq = if fields.iter().any(inexact) { "" } else { " Eq," };
        let mut source = String::from("use sea_orm::entity::prelude::*;\n\n#[sea_orm::model]\n");
        source += &format!("#[derive(Clone, Debug, PartialEq,{eq} DeriveEntityModel)]\n");
        source += &attribute(0, &arguments);
        source += "pub struct Model {\n";
        source.extend(fields.iter().map(Field::source));
        source.extend(relations.iter().map(Relation::source));
        source += "}\n\nimpl ActiveModelBehavior for ActiveModel {}\n";
        Self { source, said }
    }
}

/// Marks the fields that a constraint makes unique.
fn uniques<'a>(
    draft: &Draft<'a>,
    names: &Names<'_>,
    table: &ObjectId,
    fields: &mut [Field<'a>],
) -> Vec<&'a ObjectId> {
    let mut said = Vec::new();
    for (id, fact) in draft.catalog.parts(Kind::Unique, table) {
        let Payload::Unique(unique) = &*fact.payload else { continue };
        let Some([column]) = unique.plain() else { continue };
        let derived = format!("{}_{}_key", table.name().as_str(), column.as_str());
        // Postgres takes UNIQUE beside PRIMARY KEY for the same
        if names.key == [column.clone()] || draft.is_addressed(id, &derived) {
            continue;
        }
        let found = fields.iter_mut().find(|field| field.id.name() == column && !field.unique);
        if let Some(field) = found {
            field.unique = true;
            said.push(id);
        }
    }
    said
}

/// Marks the fields that have a plain index alone or together.
fn indexes<'a>(draft: &Draft<'a>, table: &ObjectId, fields: &mut [Field<'a>]) -> Vec<&'a ObjectId> {
    let mut said = Vec::new();
    let names: Vec<_> = fields.iter().map(|field| field.name.clone()).collect();
    let mut keys = Taken::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for (id, fact) in draft.catalog.parts(Kind::Index, table) {
        let Payload::Index(index) = &*fact.payload else { continue };
        let Some((columns, unique)) = index.plain() else { continue };
        let place = |column: &&str| fields.iter().position(|f| f.id.name().to_string() == **column);
        let Some(places) = columns.iter().map(place).collect::<Option<Vec<_>>>() else { continue };
        let prefix = format!("idx-{}-", table.name().as_str());
        match places.as_slice() {
            [at] if !unique => {
                let field = &mut fields[*at];
                let derived = format!("{prefix}{}", field.id.name().as_str());
                if field.indexed || field.unique || draft.is_addressed(id, &derived) {
                    continue;
                }
                field.indexed = true;
            }
            places if unique && places.is_sorted_by(|a, b| a < b) => {
                let own = id.name().as_str().strip_prefix(prefix.as_str());
                let wanted = field_name(own.unwrap_or(id.name().as_str()));
                let free = places.iter().all(|at| fields[*at].unique_key.is_none());
                if !free || draft.is_addressed(id, &format!("{prefix}{wanted}")) {
                    continue;
                }
                let key = keys.take(&wanted);
                for at in places {
                    fields[*at].unique_key = Some(key.clone());
                }
            }
            _ => continue,
        }
        said.push(id);
    }
    said
}
