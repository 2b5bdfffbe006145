//! What entities do not say, as declarations: a builder's words where they fit, else the statement that
//! makes the object, from a plan that leads from what is said to the whole.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::action::Action;
use autogen_core::ident::Ident;
use autogen_core::kind::{Kind, Payload};
use autogen_core::object_id::ObjectId;
use autogen_core::plan::{PlanError, plan};

use super::call::Call;
use super::draft::Draft;
use super::names::{Taken, snake};
use super::part;
use super::rust::literal;

/// A statement that does not fit into so many characters stands in a file.
const LONG: usize = 80;

/// Where a declaration stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// In the crate's root: what has no schema.
    Root,
    /// In a schema's module.
    Schema(Option<Ident>),
    /// Below an entity.
    Entity(ObjectId),
}

/// The declarations of one place.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Of the entity's table.
    pub(super) table: Vec<String>,
    /// Of the database.
    pub(super) database: Vec<String>,
}

/// All declarations, and the SQL files beside them.
#[derive(Default)]
pub(super) struct Leftover {
    pub(super) homes: BTreeMap<Home, Declared>,
    /// By home and name.
    pub(super) files: BTreeMap<(Home, String), String>,
    names: BTreeMap<Home, Taken>,
}

impl Leftover {
    /// Declares all that the draft does not say.
    ///
    /// # Errors
    /// When there is an object that no rule can make.
    pub(super) fn new(draft: &Draft<'_>) -> Result<Self, PlanError> {
        let catalog = draft.catalog;
        let said = |id: &ObjectId| draft.said.contains(id);
        let facts = catalog.facts.iter().filter(|(id, _)| said(id));
        let mut before = catalog.with_facts(facts.map(|(i, f)| (i.clone(), f.clone())).collect());
        let mut after = catalog.clone();
        // they are on both sides, and nothing is dropped
        before.bystanders.clear();
        after.bystanders.clear();
        let plan = plan(&before, &after)?;
        let needed = needed(draft);
        let mut leftover = Self::default();
        leftover.of_entities(draft);
        for action in plan.actions() {
            leftover.add(draft, action, &needed);
        }
        Ok(leftover)
    }

    /// What the tables and enums of entities have beyond their attributes.
    fn of_entities(&mut self, draft: &Draft<'_>) {
        for table in draft.tables.keys() {
            let payload = draft.catalog.payload(table);
            if payload.is_some_and(|table| table.summary() == "unlogged") {
                let call = Call::on("table").method("unlogged", &[]);
                self.table(table).push(call.source());
            }
        }
        for (id, of) in &draft.enums {
            let Some(schema) = id.schema() else { continue };
            let name = draft.path(Some(schema), Some(schema), &format!("enums::{}", of.name));
            let home = Home::Schema(Some(schema.clone()));
            let call = Call::on("database")
                .method(&format!("active_enum::<{name}>"), &[])
                .method("schema", &[literal(schema.as_str())]);
            self.homes.entry(home).or_default().database.push(call.source());
        }
    }

    fn table(&mut self, table: &ObjectId) -> &mut Vec<String> {
        &mut self.homes.entry(Home::Entity(table.clone())).or_default().table
    }

    fn add(&mut self, draft: &Draft<'_>, action: &Action, needed: &BTreeSet<&ObjectId>) {
        let Some(id) = action.produces.first().or_else(|| action.consumes.first()) else { return };
        let whole = id.outermost();
        let home = match draft.entity(whole) {
            Some(table) => Home::Entity(table.clone()),
            None if whole.kind().has_schema() => Home::Schema(whole.schema().cloned()),
            None => Home::Root,
        };
        if let (Home::Entity(table), true) = (&home, action.produces.first() == Some(id))
            && let Some(payload) = draft.catalog.payload(id)
            && let Some(call) = part::call(draft, table, id, payload)
        {
            return self.table(table).push(call.source());
        }
        let sql = action.statement.sql();
        let call = database(id, draft.catalog.payload(id), &sql).unwrap_or_else(|| {
            let before = action.produces.iter().any(|id| needed.contains(id));
            let method = if before { "sql_before_tables" } else { "sql" };
            let text = self.text(&home, id, &sql);
            Call::on("database").method(method, &[text])
        });
        self.homes.entry(home).or_default().database.push(call.source());
    }

    /// A statement as an argument: a literal, or a file.
    fn text(&mut self, home: &Home, id: &ObjectId, sql: &str) -> String {
        if sql.chars().count() <= LONG && !sql.contains('\n') {
            return literal(sql);
        }
        let names: Vec<_> = id.lineage().map(|id| id.name().as_str()).collect();
        let name = names.into_iter().rev().collect::<Vec<_>>().join(" ");
        let name = snake(&format!("{} {name}", id.kind()), "statement");
        // file systems end at 255 bytes
        let name: String = name.chars().take(100).collect();
        // entities share the folder of their schema
        let folder = match home {
            Home::Entity(table) => Home::Schema(table.schema().cloned()),
            other => other.clone(),
        };
        let name = self.names.entry(folder.clone()).or_default().take(&name);
        let file = format!("{name}.sql");
        self.files.insert((folder, file.clone()), format!("{sql};\n"));
        format!("autogen_entity::sql_file!({})", literal(&file))
    }
}

/// What the facts that entities say need and do not make, with what that needs.
fn needed<'a>(draft: &Draft<'a>) -> BTreeSet<&'a ObjectId> {
    let mut needed: BTreeSet<&ObjectId> = BTreeSet::new();
    // foreign keys are made when all tables are there
    let said = draft.said.iter().filter(|id| id.kind() != Kind::ForeignKey);
    let mut pending: Vec<&'a ObjectId> = said.copied().collect();
    while let Some(id) = pending.pop() {
        for need in draft.catalog.needs(id) {
            let Some((need, _)) = draft.catalog.facts.get_key_value(need) else { continue };
            if !draft.said.contains(need) && needed.insert(need) {
                pending.push(need);
            }
        }
    }
    needed
}

/// What the database's builder has words for.
fn database(id: &ObjectId, payload: Option<&Payload>, sql: &str) -> Option<Call> {
    let call = Call::on("database");
    match payload? {
        Payload::Schema(_) => Some(call.method("schema", &[literal(id.name().as_str())])),
        Payload::Extension(extension) => {
            let call = call.method("extension", &[literal(id.name().as_str())]);
            Some(match &extension.schema {
                Some(schema) => call.method("schema", &[literal(schema.as_str())]),
                None => call,
            })
        }
        Payload::Comment(comment) => {
            let rest = sql.strip_prefix("comment on ")?;
            let (what, _) = rest.split_once(" is '")?;
            let arguments = [literal(what), literal(&comment.text)];
            // an object whose name says so itself is left to its statement
            (!what.contains('\'')).then(|| call.method("comment_on", &arguments))
        }
        _ => None,
    }
}
