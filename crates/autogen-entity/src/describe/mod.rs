//! From the entities that are linked into the running binary to their [`Description`].

mod cast;
mod column;
mod column_type;
mod comment;
mod declared;
mod default;
mod enums;
mod error;
mod foreign_key;
mod index;
mod names;
mod recorder;
mod registry;
mod table;

use std::io::Write;
use std::process::ExitCode;

pub use error::DescribeError;

use crate::{Description, EnumDescription, FORMAT};

/// Describes the entities of the crate or module that `prefix` names: `models`, `models::*` or
/// `models::accounts::*`. It takes whole path segments: `models` leaves the entities of a crate
/// `models2` alone.
///
/// Only what is linked is seen: a binary that names nothing of the models crate needs
/// `use models as _;`.
///
/// # Errors
/// When no entity is found, when two entities are one table, when two enums of one name differ, when an
/// entity asks for what Postgres cannot have, and when a declaration is wrong as it stands.
pub fn describe(prefix: &str) -> Result<Description, DescribeError> {
    let mut declared = declared::collect(&registry::normalise(prefix));
    let entities = declared::without_views(registry::entities(prefix)?, &declared);
    let mut enums = enums::collect(&entities)?;
    declared::place_enums(&mut enums, &mut declared);
    let tables = table::describe(&entities, &mut declared)?;
    let declarations = declared::finish(declared, &entities)?;
    Ok(Description { format: FORMAT, enums, tables, declarations })
}

/// Writes the description of [`describe`] to standard output.
///
/// # Errors
/// Those of [`describe`], and [`DescribeError::Output`] when the output cannot be written. Nothing
/// is written when the description fails.
pub fn print_description(prefix: &str) -> Result<(), DescribeError> {
    let json = describe(prefix)?.to_json();
    let mut out = std::io::stdout().lock();
    out.write_all(json.as_bytes()).and_then(|()| out.flush()).map_err(DescribeError::Output)
}

/// The `main` of a describe binary: prints the description to standard output, or the error to
/// standard error with exit code 1.
#[must_use]
pub fn describe_main(prefix: &str) -> ExitCode {
    match print_description(prefix) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A closed standard error leaves the exit code to tell.
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
