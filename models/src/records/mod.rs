//! What was measured.

pub mod compositional_record;
pub mod enums;
pub mod fermentation_record;
pub mod field_sample;
pub mod gasification_record;
pub mod mass_fraction;
pub mod observation;
pub mod price;
pub mod production_record;
pub mod proximate_record;
pub mod ultimate_record;
