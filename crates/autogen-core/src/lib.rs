//! The engine of autogen: catalogs of facts, their difference, and the plan that leads from one to
//! the other. Pure: it reads no file, opens no connection and knows no clock.
//!
//! [`catalog`] is what everything is about; [`kind`] holds all that is known of one kind of object;
//! [`diff`], `graph` and [`plan`] name no kind.

pub mod action;
pub mod adopt;
pub mod backfill;
mod carry;
pub mod cast;
pub mod catalog;
mod closure;
pub mod collision;
pub mod decision;
pub mod diff;
pub mod expression;
pub mod fingerprint;
mod graph;
pub mod hazard;
pub mod kind;
pub mod lock;
pub mod object_id;
pub mod order;
pub mod outline;
pub mod plan;
pub mod row;
pub mod scope;
pub mod snapshot;
pub mod sql_type;
pub mod surroundings;
pub mod survey;
pub mod version;
mod written;

pub use autogen_sql::{ident, script};
