//! Describes the SeaORM entities of a models crate.
//!
//! A models crate has a three-line binary that links its entities and prints their description as
//! JSON; the CLI builds it, runs it and decodes what it prints:
//!
//! ```text
//! use models as _; // links the entities: nothing else refers to them
//!
//! fn main() -> std::process::ExitCode {
//!     autogen_entity::describe_main("models")
//! }
//! ```
//!
//! [`Description`] and its parts are always there and need serde only. The feature `describe` (on by
//! default) adds the recorder, which pulls SeaORM in, without a database driver; the CLI leaves it
//! out.
//!
//! What SeaORM's attributes cannot say is [declared](mod@declare) beside the entities. The feature
//! `declare` adds the builders alone, for a models crate to have in every build.
//!
//! The description is text for Postgres to elaborate, not a catalog: this crate knows how SeaORM
//! speaks and how its statements are written correctly, and it knows nothing of what is in a
//! database, of schemas' defaults or of what a change costs.

mod description;

pub use description::{
    ColumnDescription, DeclarationDescription, DecodeError, Description, EnumDescription, FORMAT,
    FileDescription, ForeignKeyDescription, IndexDescription, Phase, PlaceDescription,
    RelationDescription, TableDescription,
};

#[cfg(feature = "declare")]
pub mod declare;
#[cfg(feature = "declare")]
mod sql;

#[cfg(feature = "describe")]
mod describe;

#[cfg(feature = "describe")]
pub use describe::{DescribeError, describe, describe_main, print_description};

/// What the macros need of other crates.
#[doc(hidden)]
#[cfg(feature = "describe")]
pub mod __private {
    pub use inventory;
}
