//! Foreign keys as relations, from both ends.

use std::collections::BTreeMap;

use autogen_core::ident::Ident;
use autogen_core::kind::{Kind, Payload, PlainForeignKey};
use autogen_core::object_id::ObjectId;

use super::draft::Draft;
use super::names::{Taken, camel, field, plural};
use super::rust::{attribute, literal};

/// A field that stands for other rows.
pub(super) struct Relation {
    name: String,
    rust_type: String,
    arguments: Vec<String>,
}

impl Relation {
    /// Its source.
    pub(super) fn source(&self) -> String {
        let attribute = attribute(4, &self.arguments);
        format!("{attribute}    pub {}: {},\n", self.name, self.rust_type)
    }
}

/// A foreign key between two entities.
struct Link<'a> {
    id: &'a ObjectId,
    from: &'a ObjectId,
    key: PlainForeignKey<'a>,
    /// Another foreign key is made by the entity, so this one only relates.
    is_repeated: bool,
    /// The two tables have more than one foreign key between them.
    is_one_of_several: bool,
}

/// The relations of all entities, those to others first, and the foreign keys that they say.
pub(super) fn relations<'a>(
    draft: &mut Draft<'a>,
) -> (BTreeMap<&'a ObjectId, Vec<Relation>>, Vec<&'a ObjectId>) {
    let links = links(draft);
    let mut relations: BTreeMap<&ObjectId, Vec<Relation>> = BTreeMap::new();
    // the variants of each entity's enum of relations
    let mut variants: BTreeMap<&ObjectId, Taken> = BTreeMap::new();
    let mut said = Vec::new();
    let mut ends = Vec::new();
    for link in links.iter().filter(|link| !link.is_repeated) {
        let taken = variants.entry(link.from).or_default();
        let (relation, variant) = forward(draft, link, taken);
        relations.entry(link.from).or_default().push(relation);
        said.push(link.id);
        ends.push((link, variant));
    }
    for (link, variant) in ends {
        if let Some(target) = draft.entity(link.key.references).filter(|to| *to != link.from) {
            let taken = variants.entry(target).or_default();
            if let Some(relation) = backward(draft, link, target, &variant, taken) {
                relations.entry(target).or_default().push(relation);
            }
        }
    }
    (relations, said)
}

fn links<'a>(draft: &Draft<'a>) -> Vec<Link<'a>> {
    let mut links: Vec<Link<'a>> = Vec::new();
    for (id, fact) in draft.catalog.facts.iter() {
        let (Payload::ForeignKey(key), Some(from)) = (&*fact.payload, id.parent()) else {
            continue;
        };
        let (Some(from), Some(key)) = (draft.entity(from), key.plain()) else { continue };
        if draft.entity(key.references).is_none() || draft.is_addressed(id, &derived(from, &key)) {
            continue;
        }
        let same = |other: &Link<'_>| {
            other.from == from
                && other.key.columns == key.columns
                && other.key.references == key.references
                && other.key.referenced == key.referenced
        };
        let is_repeated = links.iter().any(same);
        links.push(Link { id, from, key, is_repeated, is_one_of_several: false });
    }
    let pair = |link: &Link<'a>| {
        let (a, b) = (link.from, link.key.references);
        if a < b { (a, b) } else { (b, a) }
    };
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for link in links.iter().filter(|link| !link.is_repeated) {
        *counts.entry(pair(link)).or_default() += 1;
    }
    for link in &mut links {
        link.is_one_of_several = counts.get(&pair(link)).is_some_and(|count| *count > 1);
    }
    links
}

fn derived(from: &ObjectId, key: &PlainForeignKey<'_>) -> String {
    let columns: Vec<_> = key.columns.iter().map(Ident::as_str).collect();
    format!("fk-{}-{}", from.name().as_str(), columns.join("-"))
}

/// `belongs_to`, and the variant that stands for it.
fn forward(draft: &mut Draft<'_>, link: &Link<'_>, variants: &mut Taken) -> (Relation, String) {
    let Link { from, key, .. } = link;
    let is_self = *from == key.references;
    let target =
        if is_self { "Entity".to_owned() } else { entity_path(draft, from, key.references) };
    let target_module = draft.module(key.references);
    let column = match key.columns {
        [column] => field(column.as_str()),
        _ => target_module.clone(),
    };
    let wanted = column.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(&column);
    let wanted = if wanted == column && key.columns.len() == 1 && !is_self {
        &target_module
    } else {
        wanted
    };
    let name = draft.take_field(from, &field(wanted));
    let inferred = camel(&target_module);
    let explicit = is_self || link.is_one_of_several || !variants.is_free(&inferred);
    let variant = if explicit {
        variants.take(&camel(&name)).replace('_', "")
    } else {
        variants.take(&inferred)
    };
    let mut arguments = vec![if is_self { "self_ref" } else { "belongs_to" }.to_owned()];
    if explicit {
        arguments.push(format!("relation_enum = {}", literal(&variant)));
    }
    if is_self {
        // the name that SeaORM would make for the other direction
        variants.take(&format!("{variant}Reverse"));
    }
    arguments.push(format!("from = {}", literal(&columns(draft, from, key.columns))));
    arguments.push(format!("to = {}", literal(&columns(draft, key.references, key.referenced))));
    for (event, action) in [("on_update", key.on_update), ("on_delete", key.on_delete)] {
        if action != "no action" {
            arguments.push(format!("{event} = {}", literal(&camel(&action.replace(' ', "_")))));
        }
    }
    let nullable = key.columns.iter().any(|column| draft.is_nullable(from, column));
    let inner = if nullable { format!("Option<{target}>") } else { target };
    (Relation { name, rust_type: format!("BelongsTo<{inner}>"), arguments }, variant)
}

/// `has_many` or `has_one` at the other end. Of several between two entities SeaORM has to be told which
/// relation is meant, and it has no word for that with `has_one`.
fn backward(
    draft: &mut Draft<'_>,
    link: &Link<'_>,
    target: &ObjectId,
    forward: &str,
    variants: &mut Taken,
) -> Option<Relation> {
    let child = link.from;
    let is_one = has_key(draft, child, link.key.columns);
    if is_one && link.is_one_of_several {
        return None;
    }
    let module = draft.module(child);
    let inferred = camel(&module);
    let explicit = link.is_one_of_several || !variants.is_free(&inferred);
    if explicit && is_one {
        return None;
    }
    let mut wanted = if is_one { module } else { plural(&module) };
    if link.is_one_of_several {
        let stem = link.key.columns.first().map(|column| field(column.as_str()));
        let stem = stem.unwrap_or_default();
        wanted = format!("{}_{wanted}", stem.strip_suffix("_id").unwrap_or(&stem));
    }
    let name = draft.take_field(target, &field(&wanted));
    let mut arguments = vec![if is_one { "has_one" } else { "has_many" }.to_owned()];
    if explicit {
        let variant = variants.take(&camel(&name)).replace('_', "");
        arguments.push(format!("relation_enum = {}", literal(&variant)));
        arguments.push(format!("via_rel = {}", literal(forward)));
    } else {
        variants.take(&inferred);
    }
    let word = if is_one { "HasOne" } else { "HasMany" };
    let rust_type = format!("{word}<{}>", entity_path(draft, target, child));
    Some(Relation { name, rust_type, arguments })
}

fn entity_path(draft: &Draft<'_>, from: &ObjectId, to: &ObjectId) -> String {
    draft.path(from.schema(), to.schema(), &format!("{}::Entity", draft.module(to)))
}

/// The fields of columns, as `from` and `to` take them.
fn columns(draft: &Draft<'_>, table: &ObjectId, columns: &[Ident]) -> String {
    let one = |column: &Ident| draft.field(table, column);
    match columns {
        [column] => one(column),
        columns => format!("({})", columns.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}

/// Whether a row of these columns is there only once.
fn has_key(draft: &Draft<'_>, table: &ObjectId, columns: &[Ident]) -> bool {
    let same = |of: &[Ident]| of.len() == columns.len() && columns.iter().all(|c| of.contains(c));
    let unique = draft.catalog.parts(Kind::Unique, table).any(|(_, fact)| {
        matches!(&*fact.payload, Payload::Unique(unique) if unique.plain().is_some_and(same))
    });
    let primary = draft.catalog.parts(Kind::PrimaryKey, table).any(|(_, fact)| {
        matches!(&*fact.payload, Payload::PrimaryKey(key) if key.plain().is_some_and(same))
    });
    unique || primary
}
