//! The entities of an example application: accounts, and a biomass data portal.
//!
//! Accounts live in the default schema, the portal in the schema `data_portal`. They are SeaORM
//! entities like any application's; only `src/bin/describe.rs` knows of autogen.

pub mod accounts;
pub mod catalog;
pub mod places;
pub mod records;
