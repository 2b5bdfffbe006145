//! What is measured: resources and their classes, parameters and units, and where data come from.

pub mod data_source;
pub mod enums;
pub mod parameter;
pub mod parameter_unit;
pub mod primary_ag_product;
pub mod resource;
pub mod resource_class;
pub mod resource_subclass;
pub mod unit;
pub mod unit_conversion;
