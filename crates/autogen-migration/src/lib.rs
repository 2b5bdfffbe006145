//! The runtime: runs revisions on a database and records them there.
//!
//! It knows files and statements, and nothing of catalogs or plans, so that an application can carry it.

pub mod execute;
pub mod foreign;
pub mod roles;
pub mod table;
