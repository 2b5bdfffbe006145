use sea_orm::entity::prelude::*;

use super::enums::ReviewState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(
    schema_name = "data_portal",
    table_name = "observation",
    comment = "One value of one parameter; what an analysis gives is a record with its observation's id"
)]
pub struct Model {
    #[sea_orm(primary_key, default_expr = "Expr::cust(\"gen_random_uuid()\")")]
    pub id: Uuid,
    #[sea_orm(indexed)]
    pub resource_id: i32,
    #[sea_orm(indexed)]
    pub field_sample_id: Option<Uuid>,
    #[sea_orm(indexed)]
    pub data_source_id: Option<i32>,
    pub parameter_id: i32,
    pub unit_id: i16,
    #[sea_orm(column_type = "Decimal(Some((18, 6)))")]
    pub value: Option<Decimal>,
    pub replicates: Option<Vec<f64>>,
    #[sea_orm(default_value = "draft")]
    pub state: ReviewState,
    #[sea_orm(indexed)]
    pub observed_at: DateTimeWithTimeZone,
    #[sea_orm(comment = "Clock of the instrument, in no known zone")]
    pub instrument_time: Option<DateTime>,
    #[sea_orm(default_value = 1, comment = "Counted up at each edit")]
    pub version: i64,
    #[sea_orm(belongs_to, from = "resource_id", to = "id", on_delete = "Restrict")]
    pub resource: BelongsTo<crate::catalog::resource::Entity>,
    #[sea_orm(belongs_to, from = "field_sample_id", to = "id", on_delete = "Cascade")]
    pub field_sample: BelongsTo<Option<super::field_sample::Entity>>,
    #[sea_orm(belongs_to, from = "data_source_id", to = "id", on_delete = "SetNull")]
    pub data_source: BelongsTo<Option<crate::catalog::data_source::Entity>>,
    // The pair, so that a value comes only in a unit that the parameter allows.
    #[sea_orm(
        belongs_to,
        from = "(parameter_id, unit_id)",
        to = "(parameter_id, unit_id)",
        on_update = "Cascade",
        on_delete = "Restrict"
    )]
    pub parameter_unit: BelongsTo<crate::catalog::parameter_unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

autogen_entity::declare!(Entity, |table| {
    table
        .index("observation_accepted")
        .col(Column::ParameterId)
        .col(Column::ObservedAt)
        .desc()
        .include([Column::Value])
        .and_where(Column::State.eq(ReviewState::Accepted));
});
