//! The describe binary of a models crate.

use std::path::Path;

use super::{cannot, manifest, write_new};
use crate::config::{Settings, shown};
use crate::failure::Result;
use crate::models::workspace::{Package, Workspace};
use crate::output::note;

/// Writes the binary and what Cargo.toml needs for it, or says what to add by hand where that is
/// surer. Returns whether nothing is left to be done.
pub(super) fn write(settings: &Settings, workspace: &Workspace, package: &Package) -> Result<bool> {
    let bin = &settings.models.bin;
    if package.describes(bin) {
        note(format_args!("kept   the describe binary of package {}", package.name));
        return Ok(true);
    }
    let Some(library) = package.library() else {
        note(format_args!(
            "package {} has no library: move the entities into one (src/lib.rs), then run \
             `autogen init` again",
            package.name
        ));
        return Ok(false);
    };
    let folder = package.manifest_path.parent().unwrap_or(Path::new(""));
    let source = folder.join("src/bin").join(format!("{bin}.rs"));
    let path = &package.manifest_path;
    let text = std::fs::read_to_string(path).map_err(|error| cannot("read", path, &error))?;
    let dependency = manifest::dependency(&text, &workspace.root_manifest());
    let edited = dependency.and_then(|dependency| manifest::completed(&text, bin, dependency));
    match edited {
        // first what the binary needs: without it, cargo would build the binary always
        Some(edited) => {
            std::fs::write(path, edited).map_err(|error| cannot("written", path, &error))?;
            note(format_args!("added the binary, its feature and dependency to {}", shown(path)));
            write_new(&source, &source_text(library))?;
            Ok(true)
        }
        None => {
            let version = env!("CARGO_PKG_VERSION");
            note(format_args!(
                "to do: add to {}, with the path, git URL or version of autogen-entity that you use:\n\n{}",
                shown(path),
                indented(&manifest::additions(bin, version))
            ));
            let (source, text) = (shown(&source), indented(&source_text(library)));
            note(format_args!("to do: write {source}:\n\n{text}"));
            Ok(false)
        }
    }
}

/// The library is named so that its entities are linked, which registers them.
fn source_text(library: &str) -> String {
    format!(
        "//! Prints the description of the entities, for autogen.\n\n\
         use {library} as _;\n\n\
         fn main() -> std::process::ExitCode {{\n    autogen_entity::describe_main(\"{library}\")\n}}\n"
    )
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.lines().map(line).collect()
}
