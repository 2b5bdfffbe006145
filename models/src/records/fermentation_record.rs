use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "fermentation_record")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub observation_id: Uuid,
    pub organism: String,
    #[sea_orm(column_type = "Decimal(Some((5, 2)))", default_value = 30.0)]
    pub temperature_celsius: Decimal,
    #[sea_orm(column_type = "Decimal(Some((4, 2)))", extra = "CHECK (ph BETWEEN 0 AND 14)")]
    pub ph: Option<Decimal>,
    #[sea_orm(column_type = "Interval(None, None)", select_as = "text", save_as = "interval")]
    pub duration: Option<String>,
    #[sea_orm(comment = "Gram a liter")]
    pub ethanol_titer: Option<f32>,
    pub titer_series: Option<Vec<Decimal>>,
    #[sea_orm(default_value = false)]
    pub contaminated: bool,
    #[sea_orm(belongs_to, from = "observation_id", to = "id", on_delete = "Cascade")]
    pub observation: BelongsTo<super::observation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
