//! What resources were tried for.

use autogen_entity::{declare, sql_file};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
};

use super::READER;
use crate::records::enums::ReviewState;
use crate::records::{gasification_record, observation};

declare!(|database| {
    let view = database
        .materialized_view(("data_portal", "mv_fermentation"), sql_file!("fermentation.sql"));
    view.index("mv_fermentation_observation").unique().col("observation_id");
    view.index("mv_fermentation_resource").col("resource_id");
    view.index("mv_fermentation_organism").expr("lower(organism)");
    view.grant(["select"]).to(READER);
});

declare!(|database| {
    use gasification_record::{Column, Entity, Relation};

    let share = |gas: &str| Expr::cust(format!("(syngas ->> '{gas}')::numeric"));
    let query = Entity::find()
        .select_only()
        .columns([
            Column::ObservationId,
            Column::Agent,
            Column::Temperature,
            Column::EquivalenceRatio,
        ])
        .column(observation::Column::ResourceId)
        .expr_as(share("H2"), "hydrogen")
        .expr_as(share("CO"), "carbon_monoxide")
        .expr_as(share("CH4"), "methane")
        .join(JoinType::InnerJoin, Relation::Observation.def())
        .filter(observation::Column::State.eq(ReviewState::Accepted))
        .into_query();
    let view = database.materialized_view(("data_portal", "mv_gasification"), query);
    view.index("mv_gasification_observation").unique().col("observation_id");
    view.index("mv_gasification_resource").col("resource_id");
    view.index("mv_gasification_agent").col("agent").col("temperature_celsius");
    view.grant(["select"]).to(READER);
});

declare!(|database| {
    let view =
        database.materialized_view(("data_portal", "mv_end_uses"), sql_file!("end_uses.sql"));
    view.index("mv_end_uses_use").unique().col("resource_id").col("end_use");
    view.index("mv_end_uses_end_use").col("end_use").col("trials").desc();
    view.grant(["select"]).to(READER);
});
