use sea_orm::entity::prelude::*;

use super::enums::MassBasis;
use super::mass_fraction::MassFraction;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "ultimate_record",
    comment = "Elements, in percent"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub observation_id: Uuid,
    #[sea_orm(default_value = "dry")]
    pub basis: MassBasis,
    pub carbon: Option<MassFraction>,
    pub hydrogen: Option<MassFraction>,
    pub nitrogen: Option<MassFraction>,
    pub sulfur: Option<MassFraction>,
    pub oxygen: Option<MassFraction>,
    pub chlorine: Option<MassFraction>,
    #[sea_orm(column_type = "Decimal(Some((8, 3)))", comment = "MJ/kg, higher heating value")]
    pub heating_value: Option<Decimal>,
    #[sea_orm(belongs_to, from = "observation_id", to = "id", on_delete = "Cascade")]
    pub observation: BelongsTo<super::observation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
