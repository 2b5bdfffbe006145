use sea_orm::entity::prelude::*;

use super::enums::ParameterKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "parameter")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(unique, column_type = "String(StringLen::N(60))")]
    pub name: String,
    #[sea_orm(indexed, default_value = "quantity")]
    pub kind: ParameterKind,
    #[sea_orm(column_type = "Text", comment = "Method, e.g. \"ASTM E1755\"; it's free text")]
    pub method: Option<String>,
    #[sea_orm(has_many, via = "parameter_unit")]
    pub units: HasMany<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
