//! Who uses the portal.

pub mod api_key;
pub mod enums;
pub mod identity;
pub mod team;
pub mod team_member;
pub mod user;
pub mod user_preference;
