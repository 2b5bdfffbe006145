use sea_orm::entity::prelude::*;

use super::enums::{Confidence, License};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "data_source",
    comment = "A publication, survey or laboratory's data set"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub title: String,
    #[sea_orm(unique, column_type = "String(StringLen::N(200))")]
    pub doi: Option<String>,
    pub published_on: Option<Date>,
    #[sea_orm(default_value = "restricted")]
    pub license: License,
    #[sea_orm(default_value = 1)]
    pub confidence: Confidence,
    #[sea_orm(column_type = "Json")]
    pub citation: Option<Json>,
    #[sea_orm(indexed)]
    pub owner_id: Option<i32>,
    #[sea_orm(comment = "Version this one replaces")]
    pub supersedes_id: Option<i32>,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "owner_id", to = "id", on_delete = "SetNull")]
    pub owner: BelongsTo<Option<crate::accounts::user::Entity>>,
    #[sea_orm(
        self_ref,
        relation_enum = "Supersedes",
        relation_reverse = "SupersededBy",
        from = "supersedes_id",
        to = "id",
        on_delete = "NoAction"
    )]
    pub supersedes: BelongsTo<Option<Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

autogen_entity::declare!(Entity, |table| {
    table
        .trigger("data_source_touch")
        .before()
        .update()
        .for_each_row()
        .when("old.* is distinct from new.*")
        .execute("touch_updated_at()");
});
