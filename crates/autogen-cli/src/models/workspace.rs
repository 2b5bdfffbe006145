//! What `cargo metadata` tells of the project's packages.

use std::path::PathBuf;
use std::process::Stdio;

use serde::Deserialize;

use super::{FEATURE, cargo, no_cargo};
use crate::config::Settings;
use crate::failure::{Failure, Result};
use crate::nearest::nearest;

#[cfg(test)]
mod tests;

/// The packages of a workspace.
#[derive(Deserialize)]
pub(crate) struct Workspace {
    pub(crate) packages: Vec<Package>,
    #[serde(default)]
    workspace_root: PathBuf,
}

/// A package.
#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest_path: PathBuf,
    targets: Vec<Target>,
    dependencies: Vec<Dependency>,
    features: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
    #[serde(rename = "required-features", default)]
    required_features: Vec<String>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
}

impl Workspace {
    /// Asks cargo.
    ///
    /// # Errors
    /// When there is no Cargo.toml, or cargo cannot read it.
    pub(crate) async fn read(settings: &Settings) -> Result<Self> {
        let mut command = cargo(settings, "metadata");
        command.args(["--format-version", "1", "--no-deps"]).stdin(Stdio::null());
        let output = command.output().await.map_err(no_cargo)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.trim().trim_start_matches("error: ");
            return Err(Failure::new(format!("cargo cannot read the project: {said}"))
                .hint("run autogen in the folder of your cargo workspace, or below it")
                .hint("or name it in autogen.toml: [models] manifest = \"path/to/Cargo.toml\""));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|error| Failure::new(format!("cargo metadata is not understood: {error}")))
    }

    /// The one package with a describe binary.
    ///
    /// # Errors
    /// When there is none, or several.
    pub(crate) fn models(&self, bin: &str) -> Result<&Package> {
        let found: Vec<_> = self.packages.iter().filter(|p| p.describes(bin)).collect();
        match found.as_slice() {
            [package] => Ok(package),
            [] => Err(Failure::new(format!(
                "no package of this workspace has a binary `{bin}` with required-features = [\"{FEATURE}\"], \
                 so there are no models to describe"
            ))
            .hint("set one up: autogen init")
            .hint("or work without models, for example: autogen diff --to schema.sql")),
            several => {
                let names: Vec<_> = several.iter().map(|p| p.name.as_str()).collect();
                Err(Failure::new(format!(
                    "several packages have a binary `{bin}`: {}",
                    names.join(", ")
                ))
                .hint(format!("choose one in autogen.toml: [models] package = \"{}\"", names[0])))
            }
        }
    }

    /// The text of the workspace's Cargo.toml; empty if it cannot be read.
    pub(crate) fn root_manifest(&self) -> String {
        std::fs::read_to_string(self.workspace_root.join("Cargo.toml")).unwrap_or_default()
    }

    /// The packages that depend on SeaORM.
    pub(crate) fn with_entities(&self) -> Vec<&Package> {
        self.packages.iter().filter(|package| package.depends_on("sea-orm")).collect()
    }

    /// Says what is wrong with a package that was named, its features included.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn check(&self, name: &str, settings: &Settings) -> Result<()> {
        let Some(package) = self.packages.iter().find(|package| package.name == name) else {
            let failure = Failure::new(format!("[models] package: there is no package `{name}`"));
            let names = || self.packages.iter().map(|package| package.name.as_str());
            return Err(match nearest(name, names()) {
                Some(known) => failure.hint(format!("did you mean `{known}`?")),
                None => {
                    failure.hint(format!("there are: {}", names().collect::<Vec<_>>().join(", ")))
                }
            });
        };
        let bin = &settings.models.bin;
        if !package.describes(bin) {
            return Err(Failure::new(format!(
                "package {name} has no binary `{bin}` with required-features = [\"{FEATURE}\"]"
            ))
            .hint("write it: autogen init"));
        }
        let known = |feature: &&String| {
            package.features.contains_key(*feature)
                || package.depends_on(feature)
                || feature.contains('/')
        };
        match settings.models.features.iter().find(|feature| !feature.is_empty() && !known(feature))
        {
            None => Ok(()),
            Some(feature) => {
                let failure = Failure::new(format!("package {name} has no feature `{feature}`"));
                let names = || package.features.keys().map(String::as_str);
                Err(match nearest(feature, names()) {
                    Some(known) => failure.hint(format!("did you mean `{known}`?")),
                    None => {
                        failure.hint(format!("it has: {}", names().collect::<Vec<_>>().join(", ")))
                    }
                })
            }
        }
    }
}

impl Package {
    /// Whether it has a binary of this name that needs the feature.
    pub(crate) fn describes(&self, bin: &str) -> bool {
        self.targets.iter().any(|target| {
            target.name == bin
                && target.kind.iter().any(|kind| kind == "bin")
                && target.required_features.iter().any(|feature| feature == FEATURE)
        })
    }

    /// The name of its library in code.
    pub(crate) fn library(&self) -> Option<&str> {
        let is_library = |target: &&Target| target.kind.iter().any(|kind| kind.ends_with("lib"));
        self.targets.iter().find(is_library).map(|target| target.name.as_str())
    }

    /// Whether it depends on the package.
    pub(crate) fn depends_on(&self, name: &str) -> bool {
        self.dependencies.iter().any(|dependency| dependency.name == name)
    }
}
