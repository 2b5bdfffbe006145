//! Enums of the records.

use sea_orm::entity::prelude::*;

/// How far an observation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "Enum",
    db_type = "Enum",
    enum_name = "review_state",
    rename_all = "snake_case"
)]
pub enum ReviewState {
    Draft,
    Submitted,
    Accepted,
    Rejected,
}

/// What mass a fraction is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mass_basis")]
pub enum MassBasis {
    #[sea_orm(string_value = "as received")]
    AsReceived,
    #[sea_orm(string_value = "dry")]
    Dry,
    #[sea_orm(string_value = "dry, ash-free")]
    DryAshFree,
}

/// Where in the chain a price holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "Enum", db_type = "Enum", enum_name = "price_point", rename_all = "snake_case")]
pub enum PricePoint {
    Farmgate,
    Roadside,
    Delivered,
}
