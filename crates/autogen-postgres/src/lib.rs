//! Reads catalogs, runs servers and scratch databases, proves and applies plans.

pub mod execute;
pub mod prove;
pub mod reader;
pub mod scratch;
pub mod server;
