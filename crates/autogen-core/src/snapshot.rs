//! A catalog as a JSON file.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::catalog::Catalog;

/// The number of the file's shape; any change of a payload is a new one.
pub const FORMAT: u32 = 1;

/// Why a snapshot cannot be read.
#[derive(Debug, Error)]
pub enum SnapshotError {
    /// It is not one.
    #[error("not a snapshot of autogen: {0}")]
    Json(#[from] serde_json::Error),
    /// Another version of autogen wrote it.
    #[error(
        "the snapshot has format {0} and this autogen reads format {FORMAT}; \
         write it again with `autogen dump --snapshot`"
    )]
    Format(u32),
}

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    #[serde(flatten)]
    catalog: &'a Catalog,
}

#[derive(Deserialize)]
struct Head {
    format: u32,
}

/// The catalog as pretty JSON, the same bytes for the same catalog.
pub fn encode(catalog: &Catalog) -> String {
    let written = Written { format: FORMAT, catalog };
    // every payload is plain data with string keys, which JSON always takes
    let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
    text.push('\n');
    text
}

/// The catalog of a file that [`encode`] wrote.
///
/// # Errors
/// When it is something else, or of another format.
pub fn decode(text: &str) -> Result<Catalog, SnapshotError> {
    let head: Head = serde_json::from_str(text)?;
    if head.format != FORMAT {
        return Err(SnapshotError::Format(head.format));
    }
    Ok(serde_json::from_str(text)?)
}
