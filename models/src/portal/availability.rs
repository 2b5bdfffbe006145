//! What there is of a resource and what it costs.

use autogen_entity::{declare, sql_file};

use super::READER;

declare!(|database| {
    let view = database
        .materialized_view(("data_portal", "mv_availability"), sql_file!("availability.sql"));
    view.index("mv_availability_offer").unique().col("resource_id").col("geoid");
    view.index("mv_availability_geoid").col("geoid");
    view.index("mv_availability_months").using("gin").col("harvested_in");
    view.grant(["select"]).to(READER);
});

declare!(|database| {
    let view = database.materialized_view(("data_portal", "mv_pricing"), sql_file!("pricing.sql"));
    view.index("mv_pricing_price").unique().col("price_id");
    view.index("mv_pricing_offer").col("resource_id").col("geoid").col("valid_on").desc();
    view.grant(["select"]).to(READER);
});
