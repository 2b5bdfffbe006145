use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(schema_name = "data_portal", table_name = "location_address", rename_all = "snake_case")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(indexed)]
    pub place_id: i64,
    pub lines: Vec<String>,
    pub city: Option<String>,
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub postal_code: Option<String>,
    #[sea_orm(column_type = "Char(Some(2))", default_value = "US")]
    pub country: String,
    pub valid_from: Option<Date>,
    pub valid_until: Option<Date>,
    #[sea_orm(belongs_to, from = "place_id", to = "id", on_delete = "Cascade")]
    pub place: BelongsTo<super::place::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

autogen_entity::declare!(Entity, |table| {
    let (from, until) = (Column::ValidFrom.into_expr(), Column::ValidUntil.into_expr());
    table.check("location_address_period", from.lt(until));
});
