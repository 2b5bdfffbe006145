//! autogen end to end: the real binary, real servers, a project folder a test.
//!
//! One program for all of them, so that they share a server and run side by side.

mod adopt;
mod application;
mod apply;
mod apply_faults;
mod connection;
mod decisions;
mod declarations;
mod dump;
mod embedded;
mod emit;
mod entities;
mod example;
mod files;
mod linked;
mod models_faults;
mod names;
mod scope;
mod show;
mod sqlx_runs;
mod stamp;
mod states;
mod versions;
mod views;
