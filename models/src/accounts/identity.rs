use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity", comment = "An account of a user at a sign-in provider")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(indexed)]
    pub user_id: i32,
    #[sea_orm(unique_key = "provider_user", column_type = "String(StringLen::N(40))")]
    pub provider: String,
    #[sea_orm(unique_key = "provider_user", column_type = "String(StringLen::N(255))")]
    pub provider_user_id: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub claims: Option<Json>,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
