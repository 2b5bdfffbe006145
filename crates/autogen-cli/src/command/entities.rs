//! `autogen entities`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use autogen_core::catalog::{Catalog, Tie};
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use toml::{Table, Value};

use crate::args::EntitiesArgs;
use crate::catalogs::{Loader, database_of};
use crate::config::{FILE, Settings, shown};
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::generate::{Dependency, Generated, Package, generate};
use crate::output::note;
use crate::project;
use crate::state::State;

/// The SeaORM that the entities are written for, where the workspace names none.
const SEA_ORM: &str = "2.0.4";

/// Writes a models crate for a state.
///
/// # Errors
/// When the folder holds something, the state cannot be had, there is an object that autogen cannot
/// make, or a file cannot be written.
pub(crate) async fn run(context: &Context, args: &EntitiesArgs) -> Result<Outcome> {
    let settings = &context.settings;
    let folder = std::path::absolute(&args.out)?;
    expect_nothing(&folder)?;
    let state = State::parse(&args.from, "--from")?;
    if state == State::Models {
        return Err(Failure::new("--from models: those have their entities already")
            .hint("for example: autogen entities --from database"));
    }
    let target = database_of(context, &state).await?;
    let loader = if Loader::elaborates(&state) {
        Loader::with_ground(context, None).await?
    } else {
        Loader::without_ground(context)
    };
    let catalog = loader.load(&state, target.as_ref()).await?.catalog;
    let scope = project::scope(settings, &catalog.default_schema, None, &args.narrow);
    let used = used_schemas(&catalog);
    let catalog = scope.restrict(catalog);
    let mut managed = scope.managed(&catalog);
    let emptied = &used - &used_schemas(&managed);
    managed.facts_mut().retain(|id, _| {
        let whole = id.outermost();
        whole.kind() != Kind::Schema || !emptied.contains(whole.name())
    });
    expect_whole(&catalog, &managed)?;

    let workspace = Enclosing::of(&folder);
    let package = Package {
        name: package_name(&folder),
        sea_orm: workspace.dependency("sea-orm", SEA_ORM),
        autogen_entity: workspace.dependency("autogen-entity", env!("CARGO_PKG_VERSION")),
    };
    let generated = generate(&catalog, &managed, &package).map_err(|error| {
        Failure::new(error).hint("leave the object out: autogen entities --exclude NAME")
    })?;
    if generated.entities == 0 {
        return Err(Failure::new(format_args!("{state} has no table that can be an entity"))
            .hint("an entity is a table with a primary key"));
    }
    write(&folder, &generated)?;
    let count = generated.entities;
    let what = if count == 1 { "1 entity".to_owned() } else { format!("{count} entities") };
    note(format_args!("wrote {what} to {}", shown(&folder)));
    report(&catalog, &generated);
    remaining(settings, &folder, &workspace, &package)?;
    note("next: autogen diff, which should find nothing; then autogen -m when they change");
    Ok(Outcome::Done)
}

/// Refuses a folder that holds something.
fn expect_nothing(folder: &Path) -> Result<()> {
    let name = shown(folder);
    match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(Failure::new(format_args!("{name} is not empty"))
                .hint("write into another folder: autogen entities --out FOLDER")),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::new(format_args!("{name} cannot be read: {error}"))),
    }
}

/// The schemas that something stands in.
fn used_schemas(catalog: &Catalog) -> BTreeSet<Ident> {
    let needed = catalog.facts.values().flat_map(|fact| &fact.depends);
    let needed = needed.filter(|id| id.kind() == Kind::Schema).map(ObjectId::name);
    catalog.facts.keys().filter_map(ObjectId::schema).chain(needed).cloned().collect()
}

/// Refuses what needs something that is left out, or that autogen cannot make.
fn expect_whole(catalog: &Catalog, managed: &Catalog) -> Result<()> {
    let schema = &catalog.default_schema;
    let refuse = |id: &ObjectId, needs: &str, why: &str| {
        let name = id.outermost().full_path(schema);
        Err(Failure::new(format_args!("{} needs {needs}, {why}", id.label(schema)))
            .hint(format_args!("leave it out as well: --exclude '{name}'")))
    };
    for bystander in &catalog.bystanders {
        let why = if bystander.modelled { "which is left out" } else { "which is not modelled" };
        if let Some(id) = bystander.supports.iter().find(|id| managed.facts.contains_key(*id)) {
            return refuse(id, &bystander.label, why);
        }
    }
    for (id, fact) in managed.facts.iter() {
        // schemas are made by themselves, and enums with the entities that use them
        let by_itself = |id: &&ObjectId| matches!(id.kind(), Kind::Schema | Kind::EnumType);
        let missing = |id: &&ObjectId| !managed.facts.contains_key(*id) && !by_itself(id);
        if let Some(needs) = fact.depends.iter().find(missing) {
            return refuse(id, &needs.label(schema), "which is left out");
        }
    }
    Ok(())
}

fn write(folder: &Path, generated: &Generated) -> Result<()> {
    for (name, text) in &generated.files {
        let path = folder.join(name);
        let cannot = |error: std::io::Error| {
            Failure::new(format_args!("{} cannot be written: {error}", shown(&path)))
                .hint(format_args!("remove {} before the next try", shown(folder)))
        };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(cannot)?;
        }
        std::fs::write(&path, text).map_err(cannot)?;
    }
    Ok(())
}

/// Says what is no entity, and what autogen does not know.
fn report(catalog: &Catalog, generated: &Generated) {
    for (table, why) in &generated.refused {
        note(format_args!("{table} is no entity, {why}: it is declared as SQL"));
    }
    let unmodelled = catalog.bystanders.iter().filter(|b| !b.modelled && b.tie == Tie::Object);
    for bystander in unmodelled {
        note(format_args!("{} is left out: autogen does not model it", bystander.label));
    }
}

/// A cargo package's name, from that of its folder.
fn package_name(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name: String = name
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let name = name.trim_matches(['-', '_']).to_owned();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { "models".to_owned() }
}

/// The cargo workspace that a folder stands in, if any.
struct Enclosing {
    manifest: Option<(PathBuf, Table)>,
}

impl Enclosing {
    fn of(folder: &Path) -> Self {
        let manifest = folder.ancestors().skip(1).find_map(|above| {
            let path = above.join("Cargo.toml");
            let table: Table = std::fs::read_to_string(&path).ok()?.parse().ok()?;
            table.contains_key("workspace").then_some((path, table))
        });
        Self { manifest }
    }

    fn workspace(&self) -> Option<&Value> {
        self.manifest.as_ref().and_then(|(_, table)| table.get("workspace"))
    }

    fn dependency(&self, name: &str, version: &'static str) -> Dependency {
        let named = self.workspace().and_then(|w| w.get("dependencies")).and_then(|d| d.get(name));
        if named.is_some() { Dependency::Workspace } else { Dependency::Version(version) }
    }

    /// Whether the folder is one of its members, as far as its globs end in `*`.
    fn has(&self, folder: &Path) -> bool {
        let Some((root, Value::Array(members))) = self
            .manifest
            .as_ref()
            .zip(self.workspace().and_then(|w| w.get("members")))
            .map(|((path, _), members)| (path, members))
        else {
            return false;
        };
        let root = root.parent().unwrap_or(Path::new(""));
        let Ok(below) = folder.strip_prefix(root) else { return false };
        members.iter().filter_map(Value::as_str).any(|member| match member.strip_suffix("/*") {
            Some(parent) => below.parent() == Some(Path::new(parent)),
            None => member == "*" && below.components().count() == 1 || below == Path::new(member),
        })
    }
}

/// Says what is left to be done by hand, and writes `autogen.toml` where there is neither one nor a
/// workspace through which the crate would be found.
fn remaining(
    settings: &Settings,
    folder: &Path,
    workspace: &Enclosing,
    package: &Package,
) -> Result<()> {
    if let Some((manifest, _)) = &workspace.manifest
        && !workspace.has(folder)
    {
        let root = manifest.parent().unwrap_or(Path::new(""));
        let member = folder.strip_prefix(root).unwrap_or(folder).display();
        note(format_args!("to do: add \"{member}\" to the members in {}", shown(manifest)));
    }
    if package.autogen_entity != Dependency::Workspace {
        note(format_args!(
            "to do: give autogen-entity in {} the path, git URL or version that you use",
            shown(&folder.join("Cargo.toml"))
        ));
    }
    if workspace.manifest.is_some() {
        return Ok(());
    }
    let manifest = folder.strip_prefix(&settings.project).unwrap_or(folder).join("Cargo.toml");
    // a string of JSON is one of TOML
    let text = format!(
        "[models]\nmanifest = {}\n",
        serde_json::Value::from(manifest.display().to_string())
    );
    match &settings.file {
        Some(file) if settings.models.manifest.is_none() => {
            note(format_args!("to do: add to {}:\n\n{text}", shown(file)));
        }
        Some(_) => {}
        None => {
            let path = settings.project.join(FILE);
            std::fs::write(&path, text).map_err(|error| {
                Failure::new(format_args!("{} cannot be written: {error}", shown(&path)))
            })?;
            note(format_args!("wrote {}", shown(&path)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_called_like_its_folder() {
        for (folder, name) in [
            ("/a/models", "models"),
            ("/a/My Models", "my_models"),
            ("/a/2nd", "models"),
            ("/", "models"),
        ] {
            assert_eq!(package_name(Path::new(folder)), name);
        }
    }

    #[test]
    fn members_are_found() {
        let enclosing = |text: &str| Enclosing {
            manifest: Some((PathBuf::from("/p/Cargo.toml"), text.parse().unwrap())),
        };
        let named = enclosing("[workspace]\nmembers = [\"models\", \"crates/*\"]\n");
        assert!(named.has(Path::new("/p/models")));
        assert!(named.has(Path::new("/p/crates/models")));
        assert!(!named.has(Path::new("/p/other")));
        assert!(!enclosing("[workspace]\n").has(Path::new("/p/models")));
    }
}
