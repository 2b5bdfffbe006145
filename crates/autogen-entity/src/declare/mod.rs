//! Declarations: what SeaORM's attributes cannot say.
//!
//! They stand below the entity, or in a file of their own, as the body of [`declare!`](crate::declare!):
//!
//! ```
//! # mod user {
//! use sea_orm::entity::prelude::*;
//!
//! #[sea_orm::model]
//! #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
//! #[sea_orm(table_name = "user")]
//! pub struct Model {
//!     #[sea_orm(primary_key)]
//!     pub id: i64,
//!     pub email: String,
//!     pub first_name: String,
//!     pub last_name: String,
//!     pub age: i32,
//!     pub active: bool,
//!     pub updated_at: DateTimeUtc,
//! }
//!
//! impl ActiveModelBehavior for ActiveModel {}
//!
//! autogen_entity::declare!(Entity, |table| {
//!     table.index("user_email_trgm").using("gin").col(Column::Email).opclass("gin_trgm_ops");
//!     table
//!         .index("user_by_name")
//!         .col(Column::LastName)
//!         .col(Column::FirstName).desc()
//!         .include([Column::Id])
//!         .and_where(Column::Active.eq(true));
//!     table.check("user_age", Column::Age.gte(0));
//!     table.unique("user_name", [Column::FirstName, Column::LastName]).nulls_not_distinct();
//!     table.column(Column::Id).identity_always().start_with(1000);
//!     table.row_level_security().force();
//!     table.policy("own_row").for_select().to("app").using("id = current_setting('app.user')::bigint");
//!     table.trigger("touch").before().update().for_each_row().execute("touch_updated_at()");
//!     table.grant(["select"]).to("readonly");
//! });
//! # }
//! # mod portal {
//! # use super::user;
//!
//! // what belongs to no entity
//! use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};
//!
//! autogen_entity::declare!(|database| {
//!     database.extension("pg_trgm").schema("extensions");
//!     database.domain("email", "text").check("email_at", "value like '%@%'");
//!     database.function(
//!         "touch_updated_at()",
//!         "create function touch_updated_at() returns trigger language plpgsql as $$
//!          begin new.updated_at = now(); return new; end $$",
//!     );
//!     let query = user::Entity::find().filter(user::Column::Active.eq(true)).into_query();
//!     database.view(("data_portal", "active_user"), query).grant(["select"]).to("readonly");
//! });
//! # }
//! # fn main() {}
//! ```
//!
//! The models crate needs the builders in every build, and the recorder only to describe itself:
//!
//! ```toml
//! [features]
//! describe = ["autogen-entity/describe"]
//!
//! [dependencies]
//! autogen-entity = { version = "0.1", default-features = false, features = ["declare"] }
//! ```
//!
//! The words are those of Postgres, in the form that sea-query gives them where it has them
//! ([`col`](Index::col), [`and_where`](Index::and_where), [`include`](Index::include)). Columns are
//! variants of the entity's `Column`, so that one that is not there does not compile. Expressions and
//! queries are text or sea-query's ([`IntoSql`]), or stand in a file ([`sql_file!`](crate::sql_file!)).
//! Roles, schemas and other names are text, and quoted by this crate.
//!
//! A declaration is in the end a statement for Postgres and the line that it is declared at: this
//! module knows nothing of what is in a database. What it has no method for,
//! [`Database::sql`] takes as text.
//!
//! Without the feature `describe` nothing is registered: a declaration is then compiled like any code,
//! so that editors and `cargo check` see mistakes, and leaves nothing in the application.

mod column;
mod constraint;
mod database;
mod grant;
mod index;
mod partition;
#[cfg_attr(not(feature = "describe"), allow(dead_code, reason = "nobody describes"))]
mod record;
mod routine;
mod security;
mod sequence;
mod table;
mod text;
mod trigger;
mod types;
mod view;

pub use column::{Column, Identity};
pub use constraint::{Check, Exclusion, ForeignKey, Unique};
pub use database::{Database, Extension, Schema};
pub use grant::{DefaultPrivileges, Grant};
pub use index::Index;
pub use partition::{Partition, PartitionKey};
pub use record::Recorder;
pub use routine::Routine;
pub use security::{Policy, RowLevelSecurity};
pub use sequence::Sequence;
pub use table::Table;
pub use text::{IntoColumn, IntoName, IntoRelation, IntoSql, Name, Named, Sql, SqlFile};
pub use trigger::Trigger;
pub use types::{Collation, CompositeType, Domain, EnumType, RangeType};
pub use view::{MaterializedView, View};

#[cfg(feature = "describe")]
pub(crate) use constraint::action_sql;
#[cfg(feature = "describe")]
pub(crate) use record::{
    ColumnChange, Declared, EnumChange, ForeignKeyChange, Place, Statement, TableChanges,
};

/// The body of a [`declare!`](crate::declare!).
#[doc(hidden)]
#[derive(Debug)]
pub struct Declaration {
    #[cfg_attr(not(feature = "describe"), expect(dead_code, reason = "nobody describes"))]
    pub(crate) module: &'static str,
    #[cfg_attr(not(feature = "describe"), expect(dead_code, reason = "nobody describes"))]
    pub(crate) tell: fn(&mut Recorder),
}

impl Declaration {
    #[doc(hidden)]
    pub const fn new(module: &'static str, tell: fn(&mut Recorder)) -> Self {
        Self { module, tell }
    }
}

#[cfg(feature = "describe")]
inventory::collect!(Declaration);

/// Declares what SeaORM's attributes cannot say of an entity, or what belongs to none.
///
/// `declare!(Entity, |table| …)` gives the [`Table`] of an entity, `declare!(|database| …)` the
/// [`Database`]. See [the module](mod@crate::declare) for an example.
#[macro_export]
macro_rules! declare {
    (|$database:ident| $body:expr $(,)?) => {
        $crate::__register!(|declared: &mut $crate::declare::Recorder| {
            let $database = declared.database();
            let _ = $body;
        });
    };
    ($entity:ty, |$table:ident| $body:expr $(,)?) => {
        $crate::__register!(|declared: &mut $crate::declare::Recorder| {
            let $table = declared.table::<$entity>();
            let _ = $body;
        });
    };
}

/// Linked into whatever describes the models.
#[cfg(feature = "describe")]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($tell:expr) => {
        $crate::__private::inventory::submit! {
            $crate::declare::Declaration::new(module_path!(), $tell)
        }
    };
}

/// Compiled, and nothing else.
#[cfg(not(feature = "describe"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($tell:expr) => {
        const _: $crate::declare::Declaration =
            $crate::declare::Declaration::new(module_path!(), $tell);
    };
}

/// A file of SQL beside the source file, as `include_str!` finds it: its text is in the binary, and
/// messages name its lines.
#[macro_export]
macro_rules! sql_file {
    ($path:literal $(,)?) => {
        $crate::declare::SqlFile::new(file!(), $path, include_str!($path))
    };
}
