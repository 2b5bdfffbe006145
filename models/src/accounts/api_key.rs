use sea_orm::entity::prelude::*;

use crate::portal::READER;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    #[sea_orm(primary_key, default_expr = "Expr::cust(\"gen_random_uuid()\")")]
    pub id: Uuid,
    #[sea_orm(unique_key = "user_label")]
    pub user_id: i32,
    #[sea_orm(unique_key = "user_label", column_type = "String(StringLen::N(60))")]
    pub label: String,
    #[sea_orm(unique, comment = "SHA-256; the key itself is shown once and never stored")]
    pub token_hash: Vec<u8>,
    #[sea_orm(default_expr = "Expr::cust(\"'{}'\")")]
    pub scopes: Vec<String>,
    #[sea_orm(default_value = 600, comment = "Requests a minute")]
    pub rate_limit: i32,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    pub expires_at: Option<DateTimeUtc>,
    #[sea_orm(default_value = false)]
    pub revoked: bool,
    #[sea_orm(
        belongs_to,
        from = "user_id",
        to = "id",
        on_update = "Cascade",
        on_delete = "Cascade"
    )]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

// The application is the table's owner and sees all keys. Who only reads sees those of the user that the
// session is for (`set portal.user_id = 7`), and never what they are known by.
autogen_entity::declare!(Entity, |table| {
    use Column::{ExpiresAt, Label, UserId};

    table.row_level_security();
    table
        .policy("own_keys")
        .for_select()
        .to(READER)
        .using("user_id = nullif(current_setting('portal.user_id', true), '')::integer");
    table.grant(["select"]).columns([UserId, Label, ExpiresAt]).to(READER);
});
