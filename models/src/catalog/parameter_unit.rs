use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "parameter_unit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub parameter_id: i32,
    #[sea_orm(primary_key, indexed)]
    pub unit_id: i16,
    #[sea_orm(default_value = false)]
    pub preferred: bool,
    #[sea_orm(belongs_to, from = "parameter_id", to = "id", on_delete = "Cascade")]
    pub parameter: BelongsTo<super::parameter::Entity>,
    #[sea_orm(belongs_to, from = "unit_id", to = "id", on_delete = "Cascade")]
    pub unit: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
