//! The entities of an example application: accounts, and a biomass data portal.
//!
//! Accounts live in the default schema, the portal in the schema `data_portal`. They are SeaORM
//! entities like any application's. What SeaORM's attributes cannot say is declared below the entity
//! (`autogen_entity::declare!`), and what belongs to no entity, such as the views, in [`portal`].

pub mod accounts;
pub mod catalog;
pub mod places;
pub mod portal;
pub mod records;
