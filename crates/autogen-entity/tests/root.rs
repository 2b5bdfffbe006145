//! An entity in the root of its crate, where SeaORM's registry does not find it.

#![allow(missing_docs, unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::{DescribeError, describe};
use sea_orm::entity::prelude::*;

/// The entity.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "at_root")]
pub struct Model {
    /// Its key.
    #[sea_orm(primary_key)]
    pub id: i32,
}

/// Its relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[test]
fn it_is_refused_rather_than_left_out() {
    let error = describe("root").unwrap_err();
    assert!(matches!(error, DescribeError::RootEntity { .. }), "{error}");
}
