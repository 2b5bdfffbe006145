use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i16,
    #[sea_orm(unique, column_type = "String(StringLen::N(24))")]
    pub symbol: String,
    pub name: String,
    #[sea_orm(has_many, via = "parameter_unit")]
    pub parameters: HasMany<super::parameter::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
