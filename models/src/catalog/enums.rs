//! Enums of the catalog.

use sea_orm::entity::prelude::*;

/// What kind of number a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "parameter_kind")]
pub enum ParameterKind {
    #[sea_orm(string_value = "fraction")]
    Fraction,
    #[sea_orm(string_value = "quantity")]
    Quantity,
    #[sea_orm(string_value = "temperature")]
    Temperature,
    #[sea_orm(string_value = "category")]
    Category,
}

/// The months of a harvest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "Enum", db_type = "Enum", enum_name = "season", rename_all = "snake_case")]
pub enum Season {
    Winter,
    Spring,
    Summer,
    Autumn,
}

/// How a data source may be used; stored as a short text, so that adding one needs no revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum License {
    #[sea_orm(string_value = "public")]
    Public,
    #[sea_orm(string_value = "cc-by-4.0")]
    CcBy,
    #[sea_orm(string_value = "restricted")]
    Restricted,
}

/// How far a data source is trusted; stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i16", db_type = "SmallInteger")]
pub enum Confidence {
    #[sea_orm(num_value = 1)]
    Reported,
    #[sea_orm(num_value = 2)]
    Reviewed,
    #[sea_orm(num_value = 3)]
    Certified,
}
