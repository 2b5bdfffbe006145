//! A plan as SQL text: what surrounds its statements so that they mean the same everywhere.

use crate::ident::Ident;

/// What a transaction that runs planned statements starts with: names resolve in the default schema
/// alone, a function body may refer forward, and backslashes in strings are plain.
pub fn settings(default_schema: &Ident) -> Vec<String> {
    vec![
        format!("set local search_path = {default_schema}"),
        "set local check_function_bodies = off".to_owned(),
        "set local standard_conforming_strings = on".to_owned(),
    ]
}
