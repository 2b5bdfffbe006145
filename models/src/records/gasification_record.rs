use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "gasification_record")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub observation_id: Uuid,
    #[sea_orm(default_value = "air", extra = "CHECK (agent IN ('air', 'oxygen', 'steam', 'CO2'))")]
    pub agent: String,
    #[sea_orm(column_name = "temperature_celsius")]
    pub temperature: i16,
    #[sea_orm(column_type = "Double", comment = "Air supplied over air needed for combustion")]
    pub equivalence_ratio: Option<f64>,
    #[sea_orm(column_type = "JsonBinary", comment = "Volume percent by gas")]
    pub syngas: Json,
    pub trace: Option<Vec<u8>>,
    #[sea_orm(belongs_to, from = "observation_id", to = "id", on_delete = "Cascade")]
    pub observation: BelongsTo<super::observation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
