//! What of a catalog entities can say: which tables become entities, which enums `ActiveEnum`s, and
//! under which Rust names. What they say is noted; the rest is left to declarations.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::kind::{Column, Kind, Payload, Table};
use autogen_core::object_id::ObjectId;

use super::enums::Enum;
use super::names::{Taken, field, module};

/// The most columns of a primary key for which SeaORM has tuples.
const MOST_KEY_COLUMNS: usize = 12;

/// In the crate's root, a module of that name would hide another.
const TAKEN_IN_ROOT: &[&str] =
    &["bin", "main", "lib", "std", "core", "alloc", "sea_orm", "autogen_entity", "declarations"];

/// The entities of a catalog in the making.
pub(super) struct Draft<'a> {
    pub(super) catalog: &'a Catalog,
    /// The module of each schema that has any; `None` is the default one.
    pub(super) schemas: BTreeMap<Option<Ident>, String>,
    /// The tables that become entities.
    pub(super) tables: BTreeMap<&'a ObjectId, Names<'a>>,
    pub(super) enums: BTreeMap<&'a ObjectId, Enum>,
    /// The facts that entities say.
    pub(super) said: BTreeSet<&'a ObjectId>,
    /// Tables that cannot be entities, and why.
    pub(super) refused: Vec<(&'a ObjectId, String)>,
    /// The names of the modules in the root.
    modules: Taken,
    /// Objects that something is said of by name: a comment, a replica identity.
    addressed: BTreeSet<&'a ObjectId>,
}

/// How an entity and its columns are called.
pub(super) struct Names<'a> {
    pub(super) module: String,
    /// The columns in the order of the fields: that of the table, but for those of the primary key,
    /// which stand in the key's.
    pub(super) columns: Vec<(&'a ObjectId, &'a Column)>,
    /// The fields of the columns.
    pub(super) fields: BTreeMap<&'a Ident, String>,
    pub(super) key: &'a [Ident],
    pub(super) taken: Taken,
}

impl<'a> Draft<'a> {
    /// Chooses tables, enums and names.
    pub(super) fn new(catalog: &'a Catalog, managed: &Catalog) -> Self {
        let is_managed = |id: &&ObjectId| managed.facts.contains_key(*id);
        let mut draft = Self {
            catalog,
            schemas: BTreeMap::new(),
            tables: BTreeMap::new(),
            enums: BTreeMap::new(),
            // what is not managed is taken for said
            said: catalog.facts.keys().filter(|id| !is_managed(id)).collect(),
            refused: Vec::new(),
            modules: Taken::with(TAKEN_IN_ROOT),
            addressed: addressed(catalog),
        };
        let mut schemas: BTreeMap<Option<Ident>, Taken> = BTreeMap::new();
        for (id, fact) in catalog.facts.iter().filter(|(id, _)| is_managed(id)) {
            let Payload::Table(table) = &*fact.payload else { continue };
            match draft.table(id, table) {
                Ok(names) => {
                    draft.schema_module(id.schema());
                    let taken = schemas
                        .entry(id.schema().cloned())
                        .or_insert_with(|| Taken::with(&["enums", "declarations"]));
                    let module = taken.take(&module(id.name().as_str(), "table"));
                    draft.tables.insert(id, Names { module, ..names });
                    draft.said.insert(id);
                }
                Err(reason) => draft.refused.push((id, reason)),
            }
        }
        let schemas = draft.schemas.keys().cloned().collect::<BTreeSet<_>>();
        // schemas that entities stand in are made with them
        for id in catalog.facts.keys().filter(|id| id.kind() == Kind::Schema) {
            let name = Some(id.name()).filter(|name| !name.as_str().is_empty());
            if name.is_none() || schemas.contains(&name.cloned()) {
                draft.said.insert(id);
            }
        }
        draft.choose_enums();
        draft
    }

    /// The module of a schema, named when it is first asked for.
    pub(super) fn schema_module(&mut self, schema: Option<&Ident>) -> &str {
        let name = schema.unwrap_or(&self.catalog.default_schema).as_str();
        let modules = &mut self.modules;
        let take = || modules.take(&module(name, "schema"));
        self.schemas.entry(schema.cloned()).or_insert_with(take)
    }

    /// The names of a table's columns, or why it is no entity.
    fn table(&self, id: &'a ObjectId, table: &Table) -> Result<Names<'a>, String> {
        let shape = Payload::Table(table.clone()).summary();
        if !matches!(shape.as_str(), "" | "unlogged") {
            let what = if table.partition_by.is_some() { "partitioned" } else { shape.as_str() };
            return Err(format!("it is {what}"));
        }
        for (kind, what) in [(Kind::Partition, "a partition"), (Kind::Inheritance, "a descendant")]
        {
            if self.catalog.parts(kind, id).next().is_some() {
                return Err(format!("it is {what} of another"));
            }
        }
        let mut keys = self.catalog.parts(Kind::PrimaryKey, id);
        let key = keys.next().and_then(|(id, fact)| match &*fact.payload {
            Payload::PrimaryKey(key) => Some((id, key)),
            _ => None,
        });
        let Some((key_id, key)) = key else {
            return Err("it has no primary key".to_owned());
        };
        let Some(key) = key.plain() else {
            return Err("its primary key is more than its columns".to_owned());
        };
        if key.len() > MOST_KEY_COLUMNS {
            return Err(format!("its primary key has more than {MOST_KEY_COLUMNS} columns"));
        }
        let derived = match key {
            [_] => format!("{}_pkey", id.name().as_str()),
            _ => format!("pk-{}", id.name().as_str()),
        };
        if self.is_addressed(key_id, &derived) {
            return Err("something is said of its primary key by name".to_owned());
        }
        let mut columns: Vec<_> = self.catalog.parts(Kind::Column, id).collect();
        columns.sort_by_key(|(_, fact)| fact.position);
        let mut columns: Vec<_> = columns
            .into_iter()
            .filter_map(|(id, fact)| match &*fact.payload {
                Payload::Column(column) => Some((id, column)),
                _ => None,
            })
            .collect();
        let of_key = |(id, _): &(&ObjectId, &Column)| key.iter().position(|k| k == id.name());
        let mut places: Vec<_> =
            (0..columns.len()).filter(|at| of_key(&columns[*at]).is_some()).collect();
        let mut in_order: Vec<_> = places.iter().map(|at| columns[*at]).collect();
        in_order.sort_by_key(of_key);
        for (at, column) in places.drain(..).zip(in_order) {
            columns[at] = column;
        }
        let mut taken = Taken::default();
        let names =
            columns.iter().map(|(id, _)| (id.name(), taken.take(&field(id.name().as_str()))));
        let fields = names.collect();
        Ok(Names { module: String::new(), columns, fields, key, taken })
    }

    /// The enum that a column is of, or an array of.
    pub(super) fn enum_of(&self, column: &ObjectId) -> Option<&'a ObjectId> {
        let Some(Payload::Column(Column { data_type, .. })) = self.catalog.payload(column) else {
            return None;
        };
        let depends = &self.catalog.facts.get(column)?.depends;
        let written = data_type.text.trim_end_matches("[]");
        let is_it =
            |id: &&ObjectId| id.kind() == Kind::EnumType && id.qualified().to_string() == written;
        depends.iter().find(is_it).filter(|_| data_type.class == 'e')
    }

    /// Enums are found by the columns that use them. SeaORM knows them by name alone, so of two that
    /// have one name only the first is one.
    fn choose_enums(&mut self) {
        let mut names: BTreeSet<&Ident> = BTreeSet::new();
        let mut taken: BTreeMap<Option<Ident>, Taken> = BTreeMap::new();
        let columns = self.tables.values().flat_map(|names| &names.columns);
        let used: BTreeSet<_> = columns.filter_map(|(id, _)| self.enum_of(id)).collect();
        for id in used {
            let Some((id, fact)) = self.catalog.facts.get_key_value(id) else { continue };
            let Payload::EnumType(of) = &*fact.payload else { continue };
            let schema = id.schema().cloned();
            if !Enum::is_possible(of) || !names.insert(id.name()) {
                continue;
            }
            let taken = taken.entry(schema.clone()).or_default();
            self.enums.insert(id, Enum::new(id, of, taken));
            self.said.insert(id);
        }
        // where no entity stands
        for schema in taken.into_keys() {
            self.schema_module(schema.as_ref());
        }
    }

    /// The path of something in a schema's module, as seen from a module of a schema.
    pub(super) fn path(&self, from: Option<&Ident>, to: Option<&Ident>, item: &str) -> String {
        if from == to {
            return format!("super::{item}");
        }
        let module = self.schemas.get(&to.cloned()).map(String::as_str).unwrap_or_default();
        format!("crate::{module}::{item}")
    }
}

/// The objects that others name: those with parts, and the indexes that a table is marked with.
fn addressed(catalog: &Catalog) -> BTreeSet<&ObjectId> {
    let marks = [Kind::ReplicaIdentity, Kind::ClusterMark];
    let marks = catalog.facts.iter().filter(|(id, _)| marks.contains(&id.kind()));
    let marked = marks.flat_map(|(_, fact)| &fact.depends);
    catalog.facts.keys().filter_map(ObjectId::parent).chain(marked).collect()
}

/// What relations ask of the tables.
impl<'a> Draft<'a> {
    /// The table, if it is an entity.
    pub(super) fn entity(&self, table: &ObjectId) -> Option<&'a ObjectId> {
        self.tables.get_key_value(table).map(|(id, _)| *id)
    }

    /// The entity's module.
    pub(super) fn module(&self, table: &ObjectId) -> String {
        self.tables.get(table).map(|names| names.module.clone()).unwrap_or_default()
    }

    /// The field of a column.
    pub(super) fn field(&self, table: &ObjectId, column: &Ident) -> String {
        let names = self.tables.get(table);
        names.and_then(|names| names.fields.get(column)).cloned().unwrap_or_default()
    }

    /// Another field of an entity, of this name or one like it.
    pub(super) fn take_field(&mut self, table: &ObjectId, name: &str) -> String {
        match self.tables.get_mut(table) {
            Some(names) => names.taken.take(name),
            None => name.to_owned(),
        }
    }

    /// Whether a column may be null.
    pub(super) fn is_nullable(&self, table: &ObjectId, column: &Ident) -> bool {
        let id = ObjectId::part(Kind::Column, table.clone(), column.clone());
        matches!(self.catalog.payload(&id), Some(Payload::Column(column)) if !column.not_null)
    }

    /// Whether something is said of an object by its name, which is not the one that SeaORM would derive.
    pub(super) fn is_addressed(&self, id: &ObjectId, derived: &str) -> bool {
        id.name().as_str() != derived && self.addressed.contains(id)
    }
}
