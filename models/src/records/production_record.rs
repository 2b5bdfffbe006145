use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "production_record",
    comment = "What a place yields of a resource in a year"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub place_id: i64,
    #[sea_orm(primary_key)]
    pub resource_id: i32,
    #[sea_orm(primary_key, extra = "CHECK (year BETWEEN 1900 AND 2100)")]
    pub year: i16,
    #[sea_orm(column_type = "Decimal(Some((16, 3)))", default_value = 0)]
    pub dry_tons: Decimal,
    pub harvested_hectares: Option<i64>,
    #[sea_orm(indexed)]
    pub data_source_id: i32,
    #[sea_orm(belongs_to, from = "place_id", to = "id", on_delete = "Cascade")]
    pub place: BelongsTo<crate::places::place::Entity>,
    #[sea_orm(belongs_to, from = "resource_id", to = "id", on_delete = "Cascade")]
    pub resource: BelongsTo<crate::catalog::resource::Entity>,
    #[sea_orm(belongs_to, from = "data_source_id", to = "id", on_delete = "Restrict")]
    pub data_source: BelongsTo<crate::catalog::data_source::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
