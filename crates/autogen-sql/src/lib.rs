//! What every crate that writes SQL shares: identifiers and literals that quote themselves, and the
//! settings under which planned statements mean the same everywhere.

pub mod ident;
mod keyword;
pub mod script;
