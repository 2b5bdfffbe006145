//! Reads catalogs, runs servers and scratch databases, proves and applies plans.

pub mod dump;
pub mod elaborate;
pub mod prove;
pub mod reader;
pub mod rename;
pub mod sample;
pub mod scratch;
pub mod seed;
pub mod server;
pub mod views;
