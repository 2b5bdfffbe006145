//! autogen end to end: the real binary, real servers, a project folder a test.
//!
//! One program for all of them, so that they share a server and run side by side.

mod adopt;
mod application;
mod apply;
mod apply_faults;
mod backfill;
mod branches;
mod cache;
mod connection;
mod data;
mod decisions;
mod declarations;
mod drift;
mod dump;
mod embedded;
mod emit;
mod entities;
mod every_declaration;
mod example;
mod files;
mod fleet;
mod graph;
mod hooks;
mod hostile_files;
mod hostile_servers;
mod linked;
mod merge;
mod models_faults;
mod names;
mod privileges;
mod prove;
mod rebase;
mod roles;
mod runtime;
mod runtime_faults;
mod scope;
mod seal;
mod show;
mod sqlx_runs;
mod squash;
mod stamp;
mod states;
mod tenants;
mod versions;
mod views;
