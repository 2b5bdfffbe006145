//! `autogen init`: what a project needs, written where it is missing. Overwrites nothing.

mod baseline;
mod describe;
mod manifest;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use autogen_revision::gitattributes;

use crate::args::InitArgs;
use crate::config::{FILE, Settings, shown};
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::models::workspace::{Package, Workspace};
use crate::output::note;

/// Sets a project up, and says what it did and what comes next.
///
/// # Errors
/// When a file cannot be read or written, or there is no baseline for the database.
pub(crate) async fn run(context: &Context, args: &InitArgs) -> Result<Outcome> {
    let settings = &context.settings;
    let baseline = match args.from_database {
        true => Some(baseline::look(context, args).await?),
        false => None,
    };
    let workspace = Workspace::read(settings).await;
    let package = workspace.as_ref().ok().and_then(|workspace| choose(workspace, settings));
    configuration(settings, package)?;
    revisions(settings)?;
    let ready = match (&workspace, package) {
        (Ok(workspace), Some(package)) => describe::write(settings, workspace, package)?,
        (Ok(workspace), None) => {
            note(no_package(workspace));
            false
        }
        (Err(failure), _) => {
            // the rest is set up, so this is something to do and no error
            note(failure.to_string().replacen("error: ", "to do: ", 1));
            false
        }
    };
    if let Some(baseline) = baseline {
        if baseline.write(context).await? {
            let next = if ready { "autogen diff" } else { "autogen entities --from database" };
            note(format_args!("next: compare it with your models, or write them: {next}"));
        } else {
            note("the database holds nothing yet; next: autogen -m \"initial schema\"");
        }
        return Ok(Outcome::Done);
    }
    let next = if ready { "next" } else { "after that" };
    note(format_args!("{next}: autogen -m \"initial schema\""));
    Ok(Outcome::Done)
}

/// The package with the models: named, described already, or the only one that uses SeaORM, where
/// programs without a library, which only use the entities, do not count beside one library.
fn choose<'a>(workspace: &'a Workspace, settings: &Settings) -> Option<&'a Package> {
    if let Some(name) = &settings.models.package {
        return workspace.packages.iter().find(|package| package.name == *name);
    }
    let described = workspace.models(&settings.models.bin).ok();
    let all = workspace.with_entities();
    let libraries: Vec<_> = all.iter().filter(|package| package.library().is_some()).collect();
    described.or(match (libraries.as_slice(), all.as_slice()) {
        ([package], _) => Some(**package),
        (_, [package]) => Some(*package),
        _ => None,
    })
}

fn no_package(workspace: &Workspace) -> String {
    let names: Vec<_> = workspace.with_entities().iter().map(|p| p.name.as_str()).collect();
    if names.is_empty() {
        return "no package of this workspace depends on sea-orm: make one for your entities, then \
                run `autogen init` again"
            .to_owned();
    }
    format!(
        "several packages depend on sea-orm ({}): name the one with the entities in {FILE}, \
         [models] package, then run `autogen init` again",
        names.join(", ")
    )
}

fn configuration(settings: &Settings, package: Option<&Package>) -> Result<()> {
    if let Some(file) = &settings.file {
        note(format_args!("kept   {}", shown(file)));
        return Ok(());
    }
    let package = package.map_or("# package = \"models\"".to_owned(), |package| {
        format!("package = \"{}\"", package.name)
    });
    let text = include_str!("init/autogen.toml").replace("# package = \"models\"", &package);
    write_new(&settings.project.join(FILE), &text)
}

/// The folder of the revisions, with what keeps their line ends the same everywhere.
fn revisions(settings: &Settings) -> Result<()> {
    let folder = &settings.generated;
    std::fs::create_dir_all(folder).map_err(|error| cannot("made", folder, &error))?;
    let path = folder.join(".gitattributes");
    let present = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(cannot("read", &path, &error)),
    };
    match gitattributes::completed(&present) {
        None => note(format_args!("kept   {}", shown(&path))),
        Some(_) if present.is_empty() => {
            return write_new(&path, &gitattributes::completed("").unwrap_or_default());
        }
        Some(text) => {
            std::fs::write(&path, text).map_err(|error| cannot("written", &path, &error))?;
            note(format_args!("added lines to {}", shown(&path)));
        }
    }
    Ok(())
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| cannot("made", folder, &error))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match file {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            note(format_args!("kept   {}", shown(path)));
            return Ok(());
        }
        file => file.map_err(|error| cannot("written", path, &error))?,
    };
    file.write_all(text.as_bytes()).map_err(|error| cannot("written", path, &error))?;
    note(format_args!("wrote  {}", shown(path)));
    Ok(())
}

fn cannot(done: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be {done}: {error}", shown(path)))
        .hint("let this user write there, then run `autogen init` again")
}

#[cfg(test)]
mod tests;
