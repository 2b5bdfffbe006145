use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "resource_subclass")]
pub struct Model {
    #[sea_orm(primary_key, column_type = "String(StringLen::N(12))")]
    pub class_code: String,
    #[sea_orm(primary_key, column_type = "String(StringLen::N(12))")]
    pub code: String,
    pub name: String,
    #[sea_orm(default_value = 0, comment = "Order in lists within the class")]
    pub position: i16,
    #[sea_orm(
        belongs_to,
        from = "class_code",
        to = "code",
        on_update = "Cascade",
        on_delete = "Restrict"
    )]
    pub class: BelongsTo<super::resource_class::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
