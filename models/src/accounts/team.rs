use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(
    table_name = "team",
    comment = "A laboratory, company or agency; teams may have sub-teams"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(unique, column_type = "String(StringLen::N(120))")]
    pub name: String,
    #[sea_orm(indexed)]
    pub parent_id: Option<i32>,
    pub website: Option<String>,
    #[sea_orm(
        self_ref,
        relation_enum = "Parent",
        relation_reverse = "Children",
        from = "parent_id",
        to = "id",
        on_delete = "SetNull"
    )]
    pub parent: BelongsTo<Option<Entity>>,
    #[sea_orm(has_many, via = "team_member")]
    pub members: HasMany<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
