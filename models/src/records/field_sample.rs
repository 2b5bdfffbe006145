use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "field_sample")]
pub struct Model {
    #[sea_orm(primary_key, default_expr = "Expr::cust(\"gen_random_uuid()\")")]
    pub id: Uuid,
    #[sea_orm(unique_key = "label_taken", column_type = "String(StringLen::N(64))")]
    pub label: String,
    #[sea_orm(unique_key = "label_taken")]
    pub taken_on: Date,
    #[sea_orm(indexed)]
    pub resource_id: i32,
    #[sea_orm(indexed)]
    pub place_id: i64,
    pub taken_by: Option<i32>,
    #[sea_orm(comment = "Sample this one was split from")]
    pub parent_id: Option<Uuid>,
    #[sea_orm(column_type = "Decimal(Some((9, 3)))", extra = "CHECK (mass_kg > 0)")]
    pub mass_kg: Decimal,
    #[sea_orm(default_expr = "Expr::cust(\"'{}'\")")]
    pub photo_hashes: Vec<Uuid>,
    #[sea_orm(column_type = "JsonBinary", default_expr = "Expr::cust(\"'{}'\")")]
    pub notes: Json,
    #[sea_orm(belongs_to, from = "resource_id", to = "id", on_delete = "Restrict")]
    pub resource: BelongsTo<crate::catalog::resource::Entity>,
    #[sea_orm(belongs_to, from = "place_id", to = "id", on_delete = "Restrict")]
    pub place: BelongsTo<crate::places::place::Entity>,
    #[sea_orm(belongs_to, from = "taken_by", to = "id", on_delete = "SetNull")]
    pub taker: BelongsTo<Option<crate::accounts::user::Entity>>,
    #[sea_orm(
        self_ref,
        relation_enum = "SplitFrom",
        relation_reverse = "Splits",
        from = "parent_id",
        to = "id"
    )]
    pub split_from: BelongsTo<Option<Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
