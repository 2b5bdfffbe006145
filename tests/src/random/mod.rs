//! Random pairs of schemas, to find what the corpus does not think of. A state is made of statements that
//! may each be refused by the server: what it takes is the state, so that nothing here has to know what is
//! valid.

mod below;
mod change;
mod columns;
mod dice;
mod make;
mod names;
pub mod pair;
mod routines;
mod server;
mod settings;
mod state;
mod types;
mod views;
