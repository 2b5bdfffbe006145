//! In the classic format.

use sea_orm::entity::prelude::*;

use super::enums::PricePoint;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "price", comment = "Price of a dry ton")]
pub struct Model {
    #[sea_orm(primary_key, extra = "GENERATED ALWAYS AS IDENTITY (START WITH 1000)")]
    pub id: i64,
    #[sea_orm(unique_key = "offer")]
    pub resource_id: i32,
    #[sea_orm(unique_key = "offer")]
    pub place_id: Option<i64>,
    #[sea_orm(unique_key = "offer")]
    pub valid_on: Date,
    #[sea_orm(unique_key = "offer", default_value = "farmgate")]
    pub point: PricePoint,
    #[sea_orm(column_type = "Decimal(Some((12, 4)))")]
    pub amount: Decimal,
    #[sea_orm(column_type = "Char(Some(3))", default_value = "USD")]
    pub currency: String,
    pub data_source_id: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::catalog::resource::Entity",
        from = "Column::ResourceId",
        to = "crate::catalog::resource::Column::Id",
        on_delete = "Cascade",
        fk_name = "price_resource_fkey"
    )]
    Resource,
    #[sea_orm(
        belongs_to = "crate::places::place::Entity",
        from = "Column::PlaceId",
        to = "crate::places::place::Column::Id",
        on_update = "NoAction",
        on_delete = "Cascade"
    )]
    Place,
    // The import job writes prices before their source: the application keeps this reference.
    #[sea_orm(
        belongs_to = "crate::catalog::data_source::Entity",
        from = "Column::DataSourceId",
        to = "crate::catalog::data_source::Column::Id",
        skip_fk
    )]
    DataSource,
}

impl Related<crate::catalog::resource::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Resource.def()
    }
}

impl Related<crate::places::place::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Place.def()
    }
}

impl Related<crate::catalog::data_source::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::DataSource.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
