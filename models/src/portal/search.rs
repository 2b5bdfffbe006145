//! The search page: one row a resource.

use autogen_entity::{declare, sql_file};

use super::READER;

declare!(|database| {
    let view = database
        .materialized_view(("data_portal", "mv_biomass_search"), sql_file!("biomass_search.sql"))
        .comment("One row a resource, for the search page");
    view.index("mv_biomass_search_resource").unique().col("resource_id");
    view.index("mv_biomass_search_words").using("gin").col("search");
    view.index("mv_biomass_search_name").using("gin").col("name").opclass("gin_trgm_ops");
    view.index("mv_biomass_search_class").col("class_code").col("name");
    view.index("mv_biomass_search_plenty").col("dry_tons").desc().and_where("dry_tons > 0");
    view.grant(["select"]).to(READER);
});
