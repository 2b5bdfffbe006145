//! What a models crate tells about its entities, and the JSON it travels in.

use serde::{Deserialize, Serialize};

/// The number of the JSON's shape. Any change of a field is a new number: a reader that skipped a
/// field it does not know would plan from half a description.
pub const FORMAT: u32 = 2;

/// All entities of a models crate, in a fixed order: enums and tables by schema and name, the default
/// schema first; columns as the entity declares them; indexes and foreign keys by name.
///
/// Every SQL text in it is one statement for Postgres, without a semicolon, every identifier in it
/// quoted. Objects of the default schema are unqualified, all others qualified. Run in the order
/// `CREATE TYPE` (from [`EnumDescription`]), all [`TableDescription::create`], all
/// [`IndexDescription::create`], all [`ForeignKeyDescription::create`], they build the schema whatever
/// the cycles among the foreign keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// [`FORMAT`] of the writer.
    pub format: u32,
    /// The enum types that columns use, each once.
    pub enums: Vec<EnumDescription>,
    /// The tables, one an entity.
    pub tables: Vec<TableDescription>,
    /// What is declared beside the entities, in the order it is best run.
    pub declarations: Vec<DeclarationDescription>,
}

/// A declaration: what SeaORM's attributes cannot say. One that changes a clause of an entity's own
/// statement stands there instead ([`TableDescription::declared`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclarationDescription {
    /// What it makes, in Postgres' words: `index`, `materialized view`, `policy`; `comment`, `owner`
    /// and `grant` for what is said of an object; `statement` for free text.
    pub kind: String,
    /// The schema of what it makes; `None` for the default schema, and for parts.
    pub schema: Option<String>,
    /// Its name, unquoted; of a function the signature, which is SQL; empty for free text.
    pub name: String,
    /// The relation that it is a part of.
    pub on: Option<RelationDescription>,
    /// Where it is written.
    pub place: PlaceDescription,
    /// When it runs.
    pub phase: Phase,
    /// The statement; several where the text has several.
    pub sql: String,
    /// The file that a part of [`sql`](Self::sql) stands in.
    pub file: Option<FileDescription>,
}

/// The name of a table or view.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationDescription {
    /// Its schema; `None` is the default schema.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
}

/// A line of the models.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceDescription {
    /// The file as the compiler names it: from the folder of the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// A file of SQL whose text a statement holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileDescription {
    /// Its path, as that of [`PlaceDescription`].
    pub path: String,
    /// The character of the statement, from 0, at which the file starts.
    pub start: usize,
    /// How many characters of the statement are the file's.
    pub length: usize,
}

/// A Postgres enum that an `ActiveEnum` with `db_type = "Enum"` stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumDescription {
    /// The schema that is declared for it, if one is: SeaORM has none for enums.
    pub schema: Option<String>,
    /// The type's name, unquoted, case kept.
    pub name: String,
    /// The labels in their order.
    pub labels: Vec<String>,
    /// The columns of that type or of arrays of it, as `module::path.column`, sorted.
    pub used_by: Vec<String>,
}

/// An entity's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableDescription {
    /// `schema_name` of the entity; `None` is the default schema.
    pub schema: Option<String>,
    /// The table's name, unquoted.
    pub name: String,
    /// Path of the entity's module, such as `models::accounts::user`.
    pub entity: String,
    /// The table's former name. SeaORM has no attribute for it; a table comment that ends the way
    /// SeaORM writes it for columns (`comment = "the text; renamed_from \"old\""`) declares it.
    pub renamed_from: Option<String>,
    /// The table's comment, without the declaration of a former name.
    pub comment: Option<String>,
    /// `CREATE TABLE …` with columns, primary key and unique constraints, without foreign keys.
    /// The names of these constraints are always derived: SeaORM cannot choose them.
    pub create: String,
    /// The columns as declared.
    pub columns: Vec<ColumnDescription>,
    /// The indexes beside the constraints, by name.
    pub indexes: Vec<IndexDescription>,
    /// The foreign keys, by name.
    pub foreign_keys: Vec<ForeignKeyDescription>,
    /// Where it is declared what else stands in [`create`](Self::create): generated columns,
    /// identities, collations, partitioning.
    pub declared: Vec<PlaceDescription>,
}

/// What a column declares beside its clause in [`TableDescription::create`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDescription {
    /// The column's name, unquoted.
    pub name: String,
    /// The column's comment, without SeaORM's mangled `renamed_from`.
    pub comment: Option<String>,
    /// The attribute `renamed_from`.
    pub renamed_from: Option<String>,
    /// The column numbers itself and its form, identity or serial, is *derived*: the model would be
    /// as content with the other. `false` where the model chose a form through `column_type`,
    /// `default_expr` or `extra`, or has none.
    pub auto_increment: bool,
}

/// An index that `indexed` or `unique_key` asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexDescription {
    /// The index's name as the catalog will show it. Always derived (`idx-<table>-<column or key>`).
    pub name: String,
    /// `CREATE [UNIQUE] INDEX …`.
    pub create: String,
}

/// A foreign key that a `belongs_to` relation asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignKeyDescription {
    /// The constraint's name as the catalog will show it.
    pub name: Option<String>,
    /// The model gave the name (`fk_name` of the classic format); otherwise it is SeaORM's
    /// `fk-<table>-<columns>`. An `fk_name` that equals what SeaORM would derive counts as derived.
    pub name_chosen: bool,
    /// The referring columns, in order.
    pub columns: Vec<String>,
    /// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY …`.
    pub create: String,
    /// Where more is declared of it.
    pub declared: Option<PlaceDescription>,
}

/// When a declaration's statement runs. In this order most of what a statement needs is there; what is
/// not is found by trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Schemas.
    Schemas,
    /// Extensions.
    Extensions,
    /// Types, collations and sequences.
    Types,
    /// Functions and procedures. The tables come after these.
    Functions,
    /// What changes a table as a whole: partitions, inheritance, settings.
    Parts,
    /// Indexes and constraints.
    Constraints,
    /// Foreign keys, with those of the entities.
    ForeignKeys,
    /// Views.
    Views,
    /// Triggers, policies, indexes of materialized views.
    Programs,
    /// Texts of which nothing is known.
    Statements,
    /// Comments.
    Comments,
    /// Revoked privileges.
    Revokes,
    /// Owners and grants.
    Rights,
    /// What is granted on objects to come, which are none of these.
    DefaultPrivileges,
}

/// Why a text is no description this version understands.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not JSON, or not the JSON of a description.
    #[error("the models crate's describe binary printed no valid description: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of another version of this crate.
    #[error(
        "the models crate describes itself in format {found}, this autogen reads format {FORMAT}: \
         use the same version of autogen-entity in the models crate as of autogen"
    )]
    Format {
        /// The number in the text.
        found: u64,
    },
}

impl Description {
    /// Decodes what a describe binary printed. The format number is looked at first, so that another
    /// version's description is refused as such and not for its fields.
    pub fn from_json(json: &str) -> Result<Self, DecodeError> {
        #[derive(Deserialize)]
        struct Header {
            format: u64,
        }
        let header: Header = serde_json::from_str(json)?;
        if header.format != u64::from(FORMAT) {
            return Err(DecodeError::Format { found: header.format });
        }
        Ok(serde_json::from_str(json)?)
    }

    /// The description as JSON in one line with its newline; the same description gives the same
    /// bytes. It is not indented: debug builds of large models crates print it, which takes its time.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string(self)
            .expect("a description holds strings, numbers and lists only");
        json.push('\n');
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Description {
        let (enums, tables, declarations) = Default::default();
        Description { format: FORMAT, enums, tables, declarations }
    }

    #[test]
    fn json_comes_back_as_it_was() {
        let description = Description {
            enums: vec![EnumDescription {
                schema: None,
                name: "My \"Enum\"".into(),
                labels: vec!["ä\n'".into()],
                used_by: vec!["models::a.b".into()],
            }],
            ..empty()
        };
        assert_eq!(Description::from_json(&description.to_json()).unwrap(), description);
    }

    #[test]
    fn another_format_is_refused_by_its_number_whatever_else_changed() {
        let error = Description::from_json(r#"{"format": 7, "views": []}"#).unwrap_err();
        assert!(matches!(error, DecodeError::Format { found: 7 }));
        assert!(error.to_string().contains("format 7"), "{error}");
    }

    #[test]
    fn a_field_that_the_reader_does_not_know_is_refused() {
        let json = r#"{"format": 2, "enums": [], "tables": [], "declarations": [], "views": []}"#;
        assert!(matches!(Description::from_json(json), Err(DecodeError::Json(_))));
        assert!(matches!(Description::from_json("Hello"), Err(DecodeError::Json(_))));
    }
}
