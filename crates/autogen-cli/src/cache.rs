//! Where the cache lies: what is in it can be made again, so that it goes where cargo puts such things.

use std::path::{Path, PathBuf};

use crate::config::{CacheSettings, Settings};

/// The folder of the cache, which may not be there yet: what the settings say, else `autogen` in the target
/// folder of the models' workspace if that is there, else in the user's cache folder, as the XDG base
/// directory specification has it. None if nothing is to be kept.
pub(crate) fn folder(settings: &Settings) -> Option<PathBuf> {
    match &settings.cache {
        CacheSettings::Off => None,
        CacheSettings::In(folder) => Some(folder.clone()),
        CacheSettings::Auto => {
            target(settings).or_else(of_user).map(|folder| folder.join("autogen"))
        }
    }
}

/// The target folder of the models' workspace. Only cargo knows for sure; one that its configuration puts
/// elsewhere is not found, and not needed.
fn target(settings: &Settings) -> Option<PathBuf> {
    if let Some(folder) = variable("CARGO_TARGET_DIR") {
        return Some(settings.project.join(folder));
    }
    let start = settings.models.manifest.as_deref().unwrap_or(&settings.project);
    let is_workspace = |folder: &&Path| folder.join("Cargo.lock").is_file();
    let workspace = start.ancestors().find(is_workspace)?;
    Some(workspace.join("target")).filter(|folder| folder.is_dir())
}

fn of_user() -> Option<PathBuf> {
    let named = variable("XDG_CACHE_HOME").filter(|folder| folder.is_absolute());
    named.or_else(|| Some(variable("HOME")?.join(".cache")))
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
