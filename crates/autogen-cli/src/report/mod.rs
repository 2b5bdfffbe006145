//! How a plan is shown.

pub(crate) mod sql;
