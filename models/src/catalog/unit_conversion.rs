//! In the classic format, as an entity looks that was written for SeaORM 1.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "unit_conversion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_unit_id: i16,
    #[sea_orm(primary_key, auto_increment = false, extra = "CHECK (to_unit_id <> from_unit_id)")]
    pub to_unit_id: i16,
    #[sea_orm(
        default_value = 1.0,
        comment = "A value times factor plus offset is in the other unit"
    )]
    pub factor: f64,
    #[sea_orm(default_value = 0.0)]
    pub offset: f64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::unit::Entity",
        from = "Column::FromUnitId",
        to = "super::unit::Column::Id",
        on_delete = "Cascade",
        fk_name = "unit_conversion_from_fkey"
    )]
    From,
    #[sea_orm(
        belongs_to = "super::unit::Entity",
        from = "Column::ToUnitId",
        to = "super::unit::Column::Id",
        on_delete = "Cascade",
        fk_name = "unit_conversion_to_fkey"
    )]
    To,
}

impl ActiveModelBehavior for ActiveModel {}
