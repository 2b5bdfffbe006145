//! A share of a sample's mass.

use sea_orm::entity::prelude::*;

/// Percent of the mass, with four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(column_type = "Decimal(Some((7, 4)))")]
pub struct MassFraction(pub Decimal);
