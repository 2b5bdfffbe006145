use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "resource",
    comment = "A kind of biomass that can be collected"
)]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(unique_key = "class_name", column_type = "String(StringLen::N(12))")]
    pub class_code: String,
    #[sea_orm(column_type = "String(StringLen::N(12))")]
    pub subclass_code: String,
    #[sea_orm(unique_key = "class_name", column_type = "String(StringLen::N(160))")]
    pub name: String,
    #[sea_orm(indexed)]
    pub primary_ag_product_id: Option<i32>,
    #[sea_orm(indexed, comment = "The observation that stands for the resource in overviews")]
    pub reference_observation_id: Option<Uuid>,
    #[sea_orm(default_expr = "Expr::cust(\"'{}'\")")]
    pub synonyms: Vec<String>,
    #[sea_orm(
        column_type = "Decimal(Some((6, 3)))",
        extra = "CHECK (moisture_percent BETWEEN 0 AND 100)"
    )]
    pub moisture_percent: Option<Decimal>,
    #[sea_orm(
        column_type = "custom(\"tsvector\")",
        select_as = "text",
        nullable,
        extra = "GENERATED ALWAYS AS (to_tsvector('english'::regconfig, (name)::text)) STORED"
    )]
    pub search: Option<String>,
    #[sea_orm(ignore)]
    pub observation_count: i64,
    #[sea_orm(
        belongs_to,
        from = "(class_code, subclass_code)",
        to = "(class_code, code)",
        on_update = "Cascade"
    )]
    pub subclass: BelongsTo<super::resource_subclass::Entity>,
    #[sea_orm(belongs_to, from = "primary_ag_product_id", to = "id", on_delete = "SetNull")]
    pub primary_ag_product: BelongsTo<Option<super::primary_ag_product::Entity>>,
    // With observation.resource_id a cycle of foreign keys.
    #[sea_orm(
        belongs_to,
        relation_enum = "ReferenceObservation",
        from = "reference_observation_id",
        to = "id",
        on_delete = "SetNull"
    )]
    pub reference_observation: BelongsTo<Option<crate::records::observation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

autogen_entity::declare!(Entity, |table| {
    // for `name ilike '%…%'`
    table.index("resource_name_trgm").using("gin").col(Column::Name).opclass("gin_trgm_ops");
});
