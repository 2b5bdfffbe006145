use sea_orm::entity::prelude::*;

use super::enums::ColorTheme;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user_preference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i32,
    #[sea_orm(default_value = "System")]
    pub theme: ColorTheme,
    #[sea_orm(
        column_type = "Char(Some(5))",
        default_value = "en-US",
        extra = r#"COLLATE "C" CHECK (locale ~ '^[a-z]{2}-[A-Z]{2}$')"#
    )]
    pub locale: String,
    #[sea_orm(default_value = 25)]
    pub rows_per_page: i16,
    #[sea_orm(column_type = "JsonBinary", default_expr = "Expr::cust(\"'{}'\")")]
    pub settings: Json,
    #[sea_orm(comment = "Local time of the daily mail; none: no mail")]
    pub digest_at: Option<Time>,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
