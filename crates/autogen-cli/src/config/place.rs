//! Where the configuration file is.

use std::path::{Path, PathBuf};

use super::FILE;
use crate::failure::{Failure, Result};

/// The file that was named, or `autogen.toml` in the current folder or the nearest one above it.
pub(super) fn configuration(here: &Path, named: Option<&Path>) -> Result<Option<PathBuf>> {
    let Some(named) = named else {
        return Ok(here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file()));
    };
    let path = here.join(named);
    if !path.is_file() {
        let problem = format!("--config names {}, which is not a file", named.display());
        return Err(Failure::new(problem).hint("write one: autogen init"));
    }
    Ok(Some(path))
}
