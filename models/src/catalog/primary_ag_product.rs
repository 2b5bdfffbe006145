use sea_orm::entity::prelude::*;

use super::enums::Season;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "primary_ag_product",
    comment = "The crop a residue comes from"
)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, comment = "Code of the national statistics")]
    pub id: i32,
    #[sea_orm(unique)]
    pub name: String,
    #[sea_orm(column_name = "scientific_name", renamed_from = "latin_name")]
    pub scientific: Option<String>,
    pub harvested_in: Option<Vec<Season>>,
    #[sea_orm(default_value = true)]
    pub perennial: bool,
}

impl ActiveModelBehavior for ActiveModel {}
