//! Models as tests write them: in the JSON that a models crate describes itself in.

use autogen_core::ident::Ident;
use autogen_entity::{
    ColumnDescription, DeclarationDescription, Description, EnumDescription, FORMAT,
    ForeignKeyDescription, IndexDescription, Phase, PlaceDescription, TableDescription,
};

/// The entities of a models crate.
#[derive(Clone, Debug)]
pub struct Models(Description);

impl Models {
    /// None.
    pub fn new() -> Self {
        let (enums, tables, declarations) = Default::default();
        Self(Description { format: FORMAT, enums, tables, declarations })
    }

    /// With an enum.
    #[must_use]
    pub fn and_enum(mut self, name: &str, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        let used_by = vec!["models::somewhere".to_owned()];
        self.0.enums.push(EnumDescription { schema: None, name: name.to_owned(), labels, used_by });
        self
    }

    /// With a table.
    #[must_use]
    pub fn and(mut self, table: Table) -> Self {
        self.0.tables.push(table.finish());
        self
    }

    /// With an extension in a schema of its own, both declared.
    #[must_use]
    pub fn and_extension(mut self, name: &str, schema: &str) -> Self {
        let quoted = Ident::new(schema);
        let statements = [
            ("schema", schema, Phase::Schemas, format!("create schema if not exists {quoted}")),
            (
                "extension",
                name,
                Phase::Extensions,
                format!("create extension if not exists {} with schema {quoted}", Ident::new(name)),
            ),
        ];
        self.0.declarations.extend(statements.map(|(kind, name, phase, sql)| {
            DeclarationDescription {
                kind: kind.to_owned(),
                schema: None,
                name: name.to_owned(),
                on: None,
                place: PlaceDescription { file: "models/src/lib.rs".to_owned(), line: 1 },
                phase,
                sql,
                file: None,
            }
        }));
        self
    }

    /// The entities and declarations of a description.
    pub fn described(description: Description) -> Self {
        Self(description)
    }

    /// As the describe binary prints it.
    pub fn json(&self) -> String {
        self.0.to_json()
    }
}

impl Default for Models {
    fn default() -> Self {
        Self::new()
    }
}

/// An entity.
#[derive(Clone, Debug)]
pub struct Table {
    description: TableDescription,
    clauses: Vec<String>,
}

impl Table {
    /// In the default schema.
    pub fn new(name: &str) -> Self {
        let description = TableDescription {
            schema: None,
            name: name.to_owned(),
            entity: format!("models::{name}"),
            renamed_from: None,
            comment: None,
            create: String::new(),
            columns: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            declared: Vec::new(),
        };
        Self { description, clauses: Vec::new() }
    }

    /// In another schema.
    pub fn within(schema: &str, name: &str) -> Self {
        let mut table = Self::new(name);
        table.description.schema = Some(schema.to_owned());
        table
    }

    /// With a column; `clause` is all that follows its name.
    #[must_use]
    pub fn column(mut self, name: &str, clause: &str) -> Self {
        self.clauses.push(format!("{} {clause}", Ident::new(name)));
        self.description.columns.push(ColumnDescription {
            name: name.to_owned(),
            comment: None,
            renamed_from: None,
            auto_increment: false,
        });
        self
    }

    /// With a column that says it had another name.
    #[must_use]
    pub fn renamed_column(self, old: &str, name: &str, clause: &str) -> Self {
        let mut table = self.column(name, clause);
        if let Some(column) = table.description.columns.last_mut() {
            column.renamed_from = Some(old.to_owned());
        }
        table
    }

    /// Says that the table had another name.
    #[must_use]
    pub fn renamed_from(mut self, old: &str) -> Self {
        self.description.renamed_from = Some(old.to_owned());
        self
    }

    /// With a constraint, written out.
    #[must_use]
    pub fn constraint(mut self, clause: &str) -> Self {
        self.clauses.push(clause.to_owned());
        self
    }

    /// With an index, written out behind `create index … on …`.
    #[must_use]
    pub fn index(mut self, name: &str, rest: &str) -> Self {
        let create = format!("create index {} on {} {rest}", Ident::new(name), self.name());
        self.description.indexes.push(IndexDescription { name: name.to_owned(), create });
        self
    }

    /// With a foreign key to another table's key.
    #[must_use]
    pub fn foreign_key(mut self, name: &str, column: &str, to: &str) -> Self {
        let create = format!(
            "alter table {} add constraint {} foreign key ({}) references {}",
            self.name(),
            Ident::new(name),
            Ident::new(column),
            Ident::new(to),
        );
        self.description.foreign_keys.push(ForeignKeyDescription {
            name: Some(name.to_owned()),
            name_chosen: false,
            columns: vec![column.to_owned()],
            create,
            declared: None,
        });
        self
    }

    fn name(&self) -> String {
        let schema = self.description.schema.as_ref();
        let schema = schema.map_or(String::new(), |schema| format!("{}.", Ident::new(schema)));
        format!("{schema}{}", Ident::new(&self.description.name))
    }

    fn finish(self) -> TableDescription {
        let create = format!("create table {} ({})", self.name(), self.clauses.join(", "));
        TableDescription { create, ..self.description }
    }
}
