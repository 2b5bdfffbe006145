//! Enums of the accounts.

use sea_orm::entity::prelude::*;

/// Where an account stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "user_status")]
pub enum UserStatus {
    #[sea_orm(string_value = "invited")]
    Invited,
    #[sea_orm(string_value = "active")]
    Active,
    #[sea_orm(string_value = "suspended")]
    Suspended,
}

/// What a user may do. Columns hold sets of them, never one alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "Enum", db_type = "Enum", enum_name = "user_role", rename_all = "snake_case")]
pub enum UserRole {
    Reader,
    Contributor,
    Curator,
    Administrator,
}

/// How the pages look. The type keeps the mixed case of the service it was taken over from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "ColorTheme")]
pub enum ColorTheme {
    #[sea_orm(string_value = "System")]
    System,
    #[sea_orm(string_value = "Light")]
    Light,
    #[sea_orm(string_value = "Dark")]
    Dark,
    #[sea_orm(string_value = "High contrast")]
    HighContrast,
}
