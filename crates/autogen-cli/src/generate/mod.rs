//! A models crate for a catalog: SeaORM entities, and declarations for what they cannot say, such that
//! the catalog of the models is the one they were made from.
//!
//! What an attribute says exactly becomes one ([`draft`], [`field`], [`entity`], [`relation`],
//! [`enums`]), and notes its facts as said. All other facts become declarations ([`leftover`]), by the
//! statements of a plan that leads from what is said to the whole: no kind can be forgotten.
//!
//! It knows no files, no cargo and no server.

mod call;
mod default;
mod draft;
mod entity;
mod enums;
mod field;
mod leftover;
mod names;
mod package;
mod part;
mod relation;
mod rust;
mod types;

use std::collections::BTreeMap;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::plan::PlanError;

pub(crate) use package::{Dependency, Package};

use draft::Draft;
use entity::Entity;
use leftover::{Declared, Home, Leftover};

/// From this many entities on, the types of a crate are too deep for rustc's usual limit.
const MANY: usize = 16;

/// A crate in text.
#[derive(Debug)]
pub(crate) struct Generated {
    /// By path in the crate's folder.
    pub(crate) files: BTreeMap<String, String>,
    /// How many entities there are.
    pub(crate) entities: usize,
    /// Tables that are no entities, by label, and why.
    pub(crate) refused: Vec<(String, String)>,
}

/// Writes the crate for what is managed of a catalog.
///
/// # Errors
/// When there is an object that autogen cannot make.
pub(crate) fn generate(
    catalog: &Catalog,
    managed: &Catalog,
    package: &Package,
) -> Result<Generated, PlanError> {
    let mut draft = Draft::new(catalog, managed);
    let (relations, said) = relation::relations(&mut draft);
    draft.said.extend(said);
    let mut entities = BTreeMap::new();
    for table in draft.tables.keys().copied().collect::<Vec<_>>() {
        let of = relations.get(table).map(Vec::as_slice).unwrap_or_default();
        let entity = Entity::new(&draft, table, of);
        draft.said.extend(entity.said);
        entities.insert(table, entity.source);
    }
    let leftover = Leftover::new(&draft)?;
    for home in leftover.homes.keys().chain(leftover.files.keys().map(|(home, _)| home)) {
        if let Home::Schema(schema) = home {
            draft.schema_module(schema.as_ref());
        }
    }

    let mut files = BTreeMap::new();
    files.insert("Cargo.toml".to_owned(), package.manifest());
    files.insert("src/bin/describe.rs".to_owned(), package.describe());
    // the modules of each schema, and whether they are public
    let mut modules: BTreeMap<&Option<Ident>, BTreeMap<String, bool>> =
        draft.schemas.keys().map(|schema| (schema, BTreeMap::new())).collect();
    for (table, mut source) in entities {
        if let Some(declared) = leftover.homes.get(&Home::Entity(table.clone())) {
            source += &declarations(declared);
        }
        let module = draft.module(table);
        let schema = table.schema().cloned();
        files.insert(format!("src/{}/{module}.rs", draft.schemas[&schema]), source);
        if let Some(names) = modules.get_mut(&schema) {
            names.insert(module, true);
        }
    }
    for (schema, folder) in &draft.schemas {
        let names = modules.entry(schema).or_default();
        let enums: Vec<_> = draft
            .enums
            .iter()
            .filter(|(id, _)| id.schema() == schema.as_ref())
            .map(|(_, of)| of.source())
            .collect();
        if !enums.is_empty() {
            let source = format!("use sea_orm::entity::prelude::*;\n\n{}", enums.join("\n"));
            files.insert(format!("src/{folder}/enums.rs"), source);
            names.insert("enums".to_owned(), true);
        }
        if let Some(declared) = leftover.homes.get(&Home::Schema(schema.clone())) {
            let source = declarations(declared).trim_start().to_owned();
            files.insert(format!("src/{folder}/declarations.rs"), source);
            names.insert("declarations".to_owned(), false);
        }
        files.insert(format!("src/{folder}/mod.rs"), module_lines(names));
    }
    let mut root = String::from("//! Entities of an existing database, written by autogen.\n\n");
    if draft.tables.len() >= MANY {
        root += "#![recursion_limit = \"1024\"]\n\n";
    }
    let mut names: BTreeMap<String, bool> =
        draft.schemas.values().map(|module| (module.clone(), true)).collect();
    if let Some(declared) = leftover.homes.get(&Home::Root) {
        files.insert(
            "src/declarations.rs".to_owned(),
            declarations(declared).trim_start().to_owned(),
        );
        names.insert("declarations".to_owned(), false);
    }
    root += &module_lines(&names);
    files.insert("src/lib.rs".to_owned(), root);
    for ((home, name), text) in leftover.files {
        let folder = match &home {
            Home::Schema(schema) => format!("src/{}", draft.schemas[schema]),
            Home::Root | Home::Entity(_) => "src".to_owned(),
        };
        files.insert(format!("{folder}/{name}"), text);
    }
    let refused = draft.refused.iter();
    let label = |id: &autogen_core::object_id::ObjectId| id.label(&catalog.default_schema);
    Ok(Generated {
        files,
        entities: draft.tables.len(),
        refused: refused.map(|(id, why)| (label(id), why.clone())).collect(),
    })
}

fn module_lines(modules: &BTreeMap<String, bool>) -> String {
    let line = |(name, is_public): (&String, &bool)| {
        format!("{}mod {name};\n", if *is_public { "pub " } else { "" })
    };
    modules.iter().map(line).collect()
}

fn declarations(declared: &Declared) -> String {
    let mut text = String::new();
    for (head, calls) in [("Entity, |table|", &declared.table), ("|database|", &declared.database)]
    {
        if !calls.is_empty() {
            text += &format!("\nautogen_entity::declare!({head} {{\n{}}});\n", calls.concat());
        }
    }
    text
}
