//! Fleets: the same work on many databases, or many schemas of them, some at a time.
//!
//! A *member* is a database and a schema in it. Members know nothing of each other: each is connected to,
//! locked and recorded for itself, so that a run that was stopped is continued by the same command, and
//! several machines may share a fleet.

mod members;
mod progress;
mod run;
mod select;
mod shard;
mod summary;

pub(crate) use members::{Member, gather};
pub(crate) use progress::Screen;
pub(crate) use run::{Event, How, Row, Tell, run};
pub(crate) use select::{Chosen, Group, choose, is_selector};
pub(crate) use shard::Shard;
pub(crate) use summary::{conclude, table, time};
