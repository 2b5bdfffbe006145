use sea_orm::entity::prelude::*;

use super::enums::MassBasis;
use super::mass_fraction::MassFraction;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "proximate_record",
    comment = "Moisture, volatile matter, fixed carbon and ash, in percent"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub observation_id: Uuid,
    #[sea_orm(default_value = "dry")]
    pub basis: MassBasis,
    pub moisture: Option<MassFraction>,
    pub volatile_matter: Option<MassFraction>,
    pub fixed_carbon: Option<MassFraction>,
    pub ash: Option<MassFraction>,
    #[sea_orm(belongs_to, from = "observation_id", to = "id", on_delete = "Cascade")]
    pub observation: BelongsTo<super::observation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
