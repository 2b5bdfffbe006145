use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "resource_class",
    comment = "Forest, agricultural, municipal …"
)]
pub struct Model {
    #[sea_orm(primary_key, column_type = "String(StringLen::N(12))")]
    pub code: String,
    #[sea_orm(unique)]
    pub name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub description: Option<String>,
    #[sea_orm(has_many)]
    pub subclasses: HasMany<super::resource_subclass::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
