//! What counties produce.

use autogen_entity::{declare, sql_file};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
};

use super::READER;
use crate::catalog::data_source;
use crate::places::place;
use crate::records::production_record;

declare!(|database| {
    use production_record::{Column, Entity, Relation};

    let query = Entity::find()
        .select_only()
        .column_as(place::Column::Fips, "geoid")
        .column_as(place::Column::Name, "county")
        .columns([
            Column::PlaceId,
            Column::ResourceId,
            Column::Year,
            Column::DryTons,
            Column::HarvestedHectares,
        ])
        .join(JoinType::InnerJoin, Relation::Place.def())
        .join(JoinType::InnerJoin, Relation::DataSource.def())
        .filter(place::Column::Fips.is_not_null())
        .filter(data_source::Column::Title.starts_with("USDA"))
        .into_query();
    let view = database
        .materialized_view(("data_portal", "mv_usda_county_production"), query)
        .comment("What the agriculture department's statistics say of each county and year");
    view.index("mv_usda_county_production_record")
        .unique()
        .col("place_id")
        .col("resource_id")
        .col("year");
    view.index("mv_usda_county_production_geoid").col("geoid").col("year");
    view.grant(["select"]).to(READER);
});

declare!(|database| {
    let view = database.materialized_view(
        ("data_portal", "mv_county_production"),
        sql_file!("county_production.sql"),
    );
    view.index("mv_county_production_class").unique().col("geoid").col("year").col("class_code");
    view.index("mv_county_production_by_class").col("class_code").col("dry_tons").desc();
    view.index("mv_county_production_year").col("year");
    view.grant(["select"]).to(READER);
});
