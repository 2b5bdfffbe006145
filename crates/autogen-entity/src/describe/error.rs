//! What can be wrong with the entities of a models crate.

/// Why the entities cannot be described.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DescribeError {
    /// Nothing is registered under the prefix.
    #[error(
        "no entity found under `{prefix}`: the describe binary must link the models crate \
         (`use {} as _;`), and an entity must derive DeriveEntityModel or DeriveEntity",
        .prefix.split("::").next().unwrap_or_default()
    )]
    NoEntities {
        /// The crate or module that was asked for.
        prefix: String,
    },

    /// An entity stands in the root module, where SeaORM's registry never finds it.
    #[error(
        "the entity in the root of crate `{entity}` cannot be described: SeaORM's registry takes \
         entities of modules only; move it into a module of its own, such as `{entity}::user`"
    )]
    RootEntity {
        /// The crate's name.
        entity: String,
    },

    /// Two entities claim one table.
    #[error(
        "two entities describe the table {table}: `{first}` and `{second}`; one of them must go, or \
         get another table_name or schema_name"
    )]
    SameTable {
        /// The table, quoted and qualified.
        table: String,
        /// Module path of the one entity.
        first: String,
        /// Module path of the other.
        second: String,
    },

    /// An entity's table belongs to one of several other entities too, and SeaORM does not let know
    /// to which.
    #[error(
        "the entity `{entity}` describes a table that another entity describes too, one of: \
         {candidates}; give it another table_name or schema_name"
    )]
    SharedTable {
        /// Module path of the entity.
        entity: String,
        /// The others, each with its table.
        candidates: String,
    },

    /// Two enums have the same name and different labels.
    #[error(
        "the enum \"{name}\" is declared with different labels: `{first}` has ({first_labels}), \
         `{second}` has ({second_labels}); make them agree or give one another enum_name"
    )]
    EnumLabels {
        /// The enum's name.
        name: String,
        /// A column with the one set of labels, as `module::path.column`.
        first: String,
        /// Its labels.
        first_labels: String,
        /// A column with another set.
        second: String,
        /// Its labels.
        second_labels: String,
    },

    /// A name that Postgres would cut or refuse.
    #[error("{what} name {name:?} of `{entity}` {problem}")]
    Name {
        /// Module path of the entity.
        entity: String,
        /// What is named: table, column …
        what: &'static str,
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },

    /// Two different foreign keys of one table were given the same name.
    #[error("`{entity}` has two foreign keys named {name:?}; give one another fk_name, or skip_fk")]
    ForeignKeyName {
        /// Module path of the entity.
        entity: String,
        /// The name.
        name: String,
    },

    /// A column asks for what Postgres does not have.
    #[error("column {column:?} of `{entity}`: {problem}")]
    Column {
        /// Module path of the entity.
        entity: String,
        /// The column's name.
        column: String,
        /// What is asked for and what to do.
        problem: String,
    },

    /// Declarations that are wrong as they stand, a line each.
    #[error("{0}")]
    Declarations(String),

    /// SeaORM handed over something this version of autogen-entity does not know.
    #[error(
        "SeaORM described the entities of `{entity}` in a way this version does not know: {what}"
    )]
    Unknown {
        /// The module path that was asked for.
        entity: String,
        /// What came.
        what: String,
    },

    /// The description could not be written.
    #[error("cannot write the description: {0}")]
    Output(#[source] std::io::Error),
}
