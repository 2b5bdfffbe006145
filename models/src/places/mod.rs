//! Where things are.

pub mod location_address;
pub mod place;
