//! What resources are made of, and how well that is known.

use autogen_entity::{declare, sql_file};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QuerySelect, QueryTrait};

use super::READER;
use crate::records::field_sample;

declare!(|database| {
    let view = database
        .materialized_view(("data_portal", "mv_composition"), sql_file!("composition.sql"))
        .comment("Accepted values by resource, analysis, parameter, unit and county");
    view.index("mv_composition_group")
        .unique()
        .col("resource_id")
        .col("analysis_type")
        .col("parameter_id")
        .col("unit_id")
        .col("geoid");
    view.index("mv_composition_parameter").col("parameter").include(["mean"]);
    view.index("mv_composition_geoid").col("geoid").and_where("geoid <> ''");
    view.grant(["select"]).to(READER);
});

declare!(|database| {
    use field_sample::{Column, Entity};

    let query = Entity::find()
        .select_only()
        .column(Column::ResourceId)
        .column_as(Column::Id.count(), "samples")
        .column_as(Column::PlaceId.into_expr().count_distinct(), "places")
        .column_as(Column::ParentId.count(), "splits")
        .column_as(Column::MassKg.sum(), "mass_kg")
        .column_as(Column::TakenOn.min(), "first_taken_on")
        .column_as(Column::TakenOn.max(), "last_taken_on")
        .group_by(Column::ResourceId)
        .into_query();
    let view = database.materialized_view(("data_portal", "mv_sample_stats"), query);
    view.index("mv_sample_stats_resource").unique().col("resource_id");
    view.grant(["select"]).to(READER);
});
