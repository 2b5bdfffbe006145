use sea_orm::entity::prelude::*;

use super::enums::{UserRole, UserStatus};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user", comment = "A person who signs in")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(
        unique,
        column_type = "custom(\"citext\")",
        select_as = "text",
        save_as = "citext",
        comment = "Verified; as it was typed, but found in whatever case"
    )]
    pub email: String,
    #[sea_orm(column_type = "String(StringLen::N(120))")]
    pub display_name: String,
    #[sea_orm(column_type = "String(StringLen::N(80))")]
    pub given_name: Option<String>,
    #[sea_orm(indexed, column_type = "String(StringLen::N(80))")]
    pub family_name: Option<String>,
    #[cfg(feature = "phone")]
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub phone: Option<String>,
    #[sea_orm(default_value = "invited")]
    pub status: UserStatus,
    #[sea_orm(default_expr = "Expr::cust(\"'{reader}'\")")]
    pub roles: Vec<UserRole>,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    pub last_seen_at: Option<DateTimeUtc>,
    #[sea_orm(has_one)]
    pub preference: HasOne<super::user_preference::Entity>,
    #[sea_orm(has_many)]
    pub identities: HasMany<super::identity::Entity>,
    #[sea_orm(has_many)]
    pub api_keys: HasMany<super::api_key::Entity>,
    #[sea_orm(has_many, via = "team_member")]
    pub teams: HasMany<super::team::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

autogen_entity::declare!(Entity, |table| {
    // citext has no length of its own
    table.check("user_email_length", "length(email) <= 320");
});
