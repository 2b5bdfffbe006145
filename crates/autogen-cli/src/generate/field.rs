//! A column as a field of an entity.

use std::collections::BTreeMap;

use autogen_core::catalog::{Catalog, Fact};
use autogen_core::expression::respell;
use autogen_core::ident::{Ident, Literal};
use autogen_core::kind::{Column, Kind, Payload, Site};
use autogen_core::object_id::ObjectId;

use super::default;
use super::draft::{Draft, Names};
use super::rust::{attribute, literal};
use super::types::{FieldType, field_type};

/// A field with its attribute.
pub(super) struct Field<'a> {
    pub(super) id: &'a ObjectId,
    pub(super) name: String,
    pub(super) rust_type: String,
    pub(super) is_key: bool,
    pub(super) unique: bool,
    pub(super) indexed: bool,
    pub(super) unique_key: Option<String>,
    arguments: Vec<String>,
    extra: Option<String>,
    comment: Option<String>,
}

/// What numbers a column by itself.
enum Numbering<'a> {
    /// A default that takes from the sequence that the column owns.
    Serial {
        sequence: &'a ObjectId,
        default: &'a ObjectId,
        is_usual: bool,
    },
    /// Whether the plain form of it.
    Identity {
        is_plain: bool,
    },
    None,
}

impl<'a> Field<'a> {
    /// The column, and the facts that the field says.
    pub(super) fn new(
        draft: &Draft<'a>,
        names: &Names<'a>,
        id: &'a ObjectId,
        column: &'a Column,
    ) -> (Self, Vec<&'a ObjectId>) {
        let catalog = draft.catalog;
        let is_key = names.key.contains(id.name());
        let is_only_key = is_key && names.key.len() == 1;
        let name = names.fields.get(id.name()).cloned().unwrap_or_default();
        let mut said = vec![id];
        let mut arguments = Vec::new();
        if is_key {
            arguments.push("primary_key".to_owned());
        }
        if name != id.name().as_str() {
            arguments.push(format!("column_name = {}", literal(id.name().as_str())));
        }
        let mut field = rust_type(draft, id, column, is_key);
        let (clause, numbering) = (clause(catalog, id, column), numbering(catalog, id, column));
        let is_integer = matches!(field.rust.as_str(), "i16" | "i32" | "i64");
        let (mut extra, mut numbered) = (clause, false);
        match numbering {
            Numbering::Identity { is_plain } => {
                numbered = true;
                if is_plain && is_only_key && is_integer {
                    extra = String::new();
                }
            }
            // the form of a key that numbers itself is taken over as it is found
            Numbering::Serial { sequence, default, .. } if is_only_key && is_integer => {
                numbered = true;
                said.extend([sequence, default]);
                said.extend(parts(catalog, Kind::Comment, sequence));
            }
            Numbering::Serial { sequence, default, is_usual: true } => {
                field.column_type =
                    FieldType::custom("", serial(&column.data_type.text)).column_type;
                said.extend([sequence, default]);
            }
            Numbering::Serial { .. } | Numbering::None => {}
        }
        let default = ObjectId::part(Kind::Default, id.clone(), Ident::new(""));
        let default = catalog.facts.get_key_value(&default);
        if is_only_key && !numbered && !field.rust.ends_with("String") && field.rust != "Uuid" {
            let takes = default.is_some_and(|(_, fact)| needs_sequence(fact));
            if !takes {
                arguments.push("auto_increment = false".to_owned());
            }
        }
        arguments.extend(field.arguments(&column.data_type.text));
        if let Some((default, fact)) = default
            && let Payload::Default(payload) = &*fact.payload
            && !said.contains(&default)
        {
            arguments.push(default::attribute(&payload.expression, column));
            said.push(default);
        }
        let comment = comment(catalog, id).map(|(comment, text)| {
            said.push(comment);
            text.to_owned()
        });
        extra = extra.trim().to_owned();
        let nullable = !column.not_null && !is_key;
        let rust_type = if nullable { format!("Option<{}>", field.rust) } else { field.rust };
        let field = Self {
            id,
            name,
            rust_type,
            is_key,
            unique: false,
            indexed: false,
            unique_key: None,
            arguments,
            extra: Some(extra).filter(|extra| !extra.is_empty()),
            comment,
        };
        (field, said)
    }

    /// Its source.
    pub(super) fn source(&self) -> String {
        let mut arguments = self.arguments.clone();
        let at = usize::from(self.is_key);
        let keys = [
            self.unique.then(|| "unique".to_owned()),
            self.indexed.then(|| "indexed".to_owned()),
            self.unique_key.as_ref().map(|key| format!("unique_key = {}", literal(key))),
        ];
        arguments.splice(at..at, keys.into_iter().flatten());
        arguments.extend(self.extra.iter().map(|extra| format!("extra = {}", literal(extra))));
        arguments.extend(self.comment.iter().map(|text| format!("comment = {}", literal(text))));
        let attribute = attribute(4, &arguments);
        format!("{attribute}    pub {}: {},\n", self.name, self.rust_type)
    }
}

/// The comment on an object, unless SeaORM would take its end for a former name.
pub(super) fn comment<'a>(catalog: &'a Catalog, id: &ObjectId) -> Option<(&'a ObjectId, &'a str)> {
    let comment = ObjectId::part(Kind::Comment, id.clone(), Ident::new(""));
    let (id, fact) = catalog.facts.get_key_value(&comment)?;
    let Payload::Comment(comment) = &*fact.payload else { return None };
    let text = comment.text.as_str();
    let is_mistaken = text.ends_with('"') && text.contains("renamed_from \"");
    (!is_mistaken).then_some((id, text))
}

fn parts<'a>(catalog: &'a Catalog, kind: Kind, of: &ObjectId) -> Vec<&'a ObjectId> {
    catalog.parts(kind, of).map(|(id, _)| id).collect()
}

/// The Rust type: an enum of ours, or one of SeaORM's.
fn rust_type(draft: &Draft<'_>, id: &ObjectId, column: &Column, key: bool) -> FieldType {
    let sql = &column.data_type;
    if let Some(enum_id) = draft.enum_of(id)
        && let Some(of) = draft.enums.get(enum_id)
        && !(key && sql.element.is_some())
    {
        let name = draft.path(id.schema(), enum_id.schema(), &format!("enums::{}", of.name));
        let rust = if sql.element.is_some() { format!("Vec<{name}>") } else { name };
        return FieldType { rust, column_type: None, select_as: None };
    }
    field_type(sql, key)
}

/// What the column's definition says beyond name, type and NOT NULL: collation, identity, expression.
fn clause(catalog: &Catalog, id: &ObjectId, column: &Column) -> String {
    let before = Catalog::empty(catalog.default_schema.clone(), catalog.major);
    let site = Site { id, before: &before, after: catalog, disturbed: &BTreeMap::new() };
    let actions = Payload::Column(column.clone()).create(&site);
    let sql = actions.first().map(|action| action.statement.sql()).unwrap_or_default();
    let table = id.parent().unwrap_or(id).qualified();
    let head = format!("alter table {table} add column {} {}", id.name(), column.data_type.text);
    let clause = sql.strip_prefix(head.as_str()).unwrap_or_default();
    let collation = column.collation.as_ref().map(|name| format!(" collate {name}"));
    let collation = collation.unwrap_or_default();
    let rest = clause.strip_prefix(collation.as_str()).unwrap_or(clause);
    let rest = rest.strip_prefix(" not null").unwrap_or(rest);
    format!("{collation}{rest}")
}

fn numbering<'a>(catalog: &'a Catalog, id: &'a ObjectId, column: &Column) -> Numbering<'a> {
    if column.identity.is_some() {
        let is_plain = clause(catalog, id, column).ends_with(" generated by default as identity");
        return Numbering::Identity { is_plain };
    }
    let default = ObjectId::part(Kind::Default, id.clone(), Ident::new(""));
    let Some((default, fact)) = catalog.facts.get_key_value(&default) else {
        return Numbering::None;
    };
    let owns = |sequence: &&ObjectId| match catalog.payload(sequence) {
        Some(Payload::Sequence(sequence)) => sequence.owner.as_ref() == Some(id),
        _ => false,
    };
    let Some(sequence) = fact.depends.iter().find(owns) else { return Numbering::None };
    let Some((sequence, owned)) = catalog.facts.get_key_value(sequence) else {
        return Numbering::None;
    };
    let Payload::Default(expression) = &*fact.payload else { return Numbering::None };
    let name = sequence.qualified().to_string();
    let plain = format!("nextval({}::regclass)", Literal(&name));
    if expression.expression != plain {
        return Numbering::None;
    }
    let table = id.parent().unwrap_or(id);
    let usual_name = format!("{}_{}_seq", table.name().as_str(), id.name().as_str());
    let usual_options = format!("{} owned by {}", column.data_type.text, id.path());
    let is_usual = usual_name == sequence.name().as_str()
        && table.schema() == sequence.schema()
        && owned.payload.summary() == usual_options
        && column.not_null
        && !matches!(catalog.payload(table), Some(payload) if payload.summary() == "unlogged")
        && parts(catalog, Kind::Comment, sequence).is_empty();
    Numbering::Serial { sequence, default, is_usual }
}

fn serial(data_type: &str) -> &'static str {
    match data_type {
        "smallint" => "smallserial",
        "bigint" => "bigserial",
        _ => "serial",
    }
}

/// Whether a default takes from a sequence, which SeaORM then waits for.
fn needs_sequence(default: &Fact) -> bool {
    let Payload::Default(default) = &*default.payload else { return false };
    respell(&default.expression).starts_with("nextval(")
}
