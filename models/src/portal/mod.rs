//! What the portal's pages read: materialized views over the records, with their indexes.
//!
//! Those that SeaORM's query builder says well are built with it; the others stand in SQL files beside
//! this one. Each has a unique index, so that it can be refreshed while it is read
//! (`autogen refresh --concurrently`).

use autogen_entity::{declare, sql_file};

mod availability;
mod composition;
mod production;
mod search;
mod trials;

/// Who may read the views, and little else. Roles belong to the whole server and are no part of a schema:
/// somebody has to `create role portal_reader` once. On autogen's own servers that happens by itself.
pub const READER: &str = "portal_reader";

declare!(|database| {
    database.extension("citext");
    database.extension("pg_trgm");
    database.schema("data_portal").grant(["usage"]).to(READER);
    database.function("touch_updated_at()", sql_file!("touch_updated_at.sql"));
});
