use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "place",
    comment = "A county, field or plant; places lie in places"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(indexed)]
    pub name: String,
    #[sea_orm(unique, column_type = "Char(Some(5))", comment = "County code of the census")]
    pub fips: Option<String>,
    #[sea_orm(extra = "CHECK (latitude BETWEEN -90 AND 90)")]
    pub latitude: Option<f64>,
    #[sea_orm(extra = "CHECK (longitude BETWEEN -180 AND 180)")]
    pub longitude: Option<f64>,
    #[sea_orm(comment = "South, west, north, east")]
    pub bounds: Option<Vec<f64>>,
    pub area_hectares: Option<f32>,
    #[sea_orm(indexed)]
    pub within_id: Option<i64>,
    pub primary_address_id: Option<i64>,
    #[sea_orm(
        self_ref,
        relation_enum = "Within",
        relation_reverse = "Parts",
        from = "within_id",
        to = "id",
        on_delete = "Restrict"
    )]
    pub within: BelongsTo<Option<Entity>>,
    // With location_address.place_id a cycle of foreign keys.
    #[sea_orm(
        belongs_to,
        relation_enum = "PrimaryAddress",
        from = "primary_address_id",
        to = "id",
        on_delete = "SetNull"
    )]
    pub primary_address: BelongsTo<Option<super::location_address::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
