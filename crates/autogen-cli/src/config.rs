//! The settings of a run: `autogen.toml`, over it `.env` and the environment, over these the flags.
//!
//! The folder of `autogen.toml` is the project; it is looked for from the current folder upwards, and
//! everything works without one.

mod database;
mod environment;
mod file;
mod hooks;
mod merge;
mod place;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use autogen_core::ident::Ident;
use autogen_core::scope::Glob;

use crate::args::GlobalArgs;
use crate::emit::Emit;
use crate::failure::{Failure, Result};
use crate::fleet::is_selector;
use crate::nearest::nearest;
use crate::url::DatabaseUrl;

pub(crate) use database::Database;
pub(crate) use environment::Environment;
pub(crate) use hooks::Hooks;

/// The name of the configuration file.
pub(crate) const FILE: &str = "autogen.toml";

/// Everything that a run is told.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The folder that relative paths of the configuration start from.
    pub(crate) project: PathBuf,
    /// The configuration file, if there is one.
    pub(crate) file: Option<PathBuf>,
    /// The folder of the revisions.
    pub(crate) generated: PathBuf,
    /// What is written for a revision.
    pub(crate) emit: Emit,
    /// The default schema of databases that do not name one of their own.
    pub(crate) schema: Ident,
    /// Whether the chain runs in several schemas of a database, each with a table of its own.
    pub(crate) tenants: bool,
    /// Where the entities are.
    pub(crate) models: Models,
    /// The database that is used when no label is given.
    pub(crate) database: Database,
    /// The databases with a label.
    pub(crate) labelled: BTreeMap<String, Database>,
    /// The label that was chosen by flag or environment.
    pub(crate) label: Option<String>,
    /// The schema that was chosen by flag, over that of every database.
    pub(crate) schema_flag: Option<Ident>,
    /// The roles of the words in `-- autogen: role WORD`, for databases that name none of their own.
    pub(crate) roles: BTreeMap<String, Ident>,
    /// What is run around writing and applying revisions.
    pub(crate) hooks: Hooks,
    /// What the project manages beyond what its models use.
    pub(crate) manage: Manage,
    /// The folder of the PostgreSQL server programs.
    pub(crate) postgres_bin: Option<PathBuf>,
    /// Where scratch databases are made.
    pub(crate) scratch: ScratchSettings,
    /// Where what was elaborated is kept.
    pub(crate) cache: CacheSettings,
    /// Where applied revisions are recorded.
    pub(crate) revision_table: RevisionTable,
    /// Schemas of enum types, which entities cannot say.
    pub(crate) enums: BTreeMap<String, Ident>,
}

/// `[models]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Models {
    /// The cargo package; found by its describe binary if not given.
    pub(crate) package: Option<String>,
    /// The name of the describe binary.
    pub(crate) bin: String,
    /// Features beside `describe`.
    pub(crate) features: Vec<String>,
    /// Its Cargo.toml, or that of its workspace.
    pub(crate) manifest: Option<PathBuf>,
}

/// `[manage]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manage {
    /// Schemas that are managed even if no model uses them.
    pub(crate) schemas: Vec<String>,
    /// Names to leave alone.
    pub(crate) ignore: Vec<Glob>,
    /// Whether the owners of objects are compared.
    pub(crate) owners: bool,
}

/// `[scratch]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScratchSettings {
    /// On which server.
    pub(crate) on: ScratchPlace,
    /// A server named for it.
    pub(crate) url: Option<DatabaseUrl>,
}

/// `cache`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum CacheSettings {
    /// In cargo's target folder, or that of the user.
    #[default]
    Auto,
    /// Nowhere.
    Off,
    /// In this folder.
    In(PathBuf),
}

/// On which server scratch databases are made, when none is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ScratchPlace {
    /// On the target's own server if that is one for development, else on a local one.
    #[default]
    Auto,
    /// Always on the target's own server.
    Own,
    /// Always on a local server of ours.
    Local,
}

/// `[revision_table]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RevisionTable {
    /// Its name.
    pub(crate) name: Ident,
    /// Its schema; the target's default schema if not given.
    pub(crate) schema: Option<Ident>,
}

impl Settings {
    /// Reads the settings of a run in the current folder.
    ///
    /// # Errors
    /// When a file or variable says what cannot be.
    pub(crate) fn load(args: &GlobalArgs) -> Result<Self> {
        let here = std::env::current_dir()
            .map_err(|error| Failure::new(format!("the current folder cannot be used: {error}")))?;
        let file = place::configuration(&here, args.config.as_deref())?;
        let project = file.as_deref().and_then(Path::parent).unwrap_or(&here).to_owned();
        let environment = Environment::collect(&project)?;
        let mut settings = Self::merge(&here, &project, file, &environment, args)?;
        // every message about a revision names its file: as one would type it
        if let Ok(short) = settings.generated.strip_prefix(&here)
            && !short.as_os_str().is_empty()
        {
            settings.generated = short.to_owned();
        }
        Ok(settings)
    }

    /// The settings of a project without configuration.
    fn defaults(project: &Path) -> Self {
        Self {
            project: project.to_owned(),
            file: None,
            generated: project.join("generated"),
            emit: Emit::default(),
            schema: Ident::new("public"),
            tenants: false,
            models: Models {
                package: None,
                bin: "describe".to_owned(),
                features: Vec::new(),
                manifest: None,
            },
            database: Database::default(),
            labelled: BTreeMap::new(),
            label: None,
            schema_flag: None,
            roles: BTreeMap::new(),
            hooks: Hooks::default(),
            manage: Manage::default(),
            postgres_bin: None,
            scratch: ScratchSettings::default(),
            cache: CacheSettings::default(),
            revision_table: RevisionTable { name: Ident::new("autogen_revision"), schema: None },
            enums: BTreeMap::new(),
        }
    }

    /// The default schema of states that are no database.
    pub(crate) fn default_schema(&self) -> Ident {
        self.schema_flag.as_ref().unwrap_or(&self.schema).clone()
    }

    /// The database with this label, or the default one.
    ///
    /// # Errors
    /// When no database has the label, or it means several.
    pub(crate) fn database(&self, label: Option<&str>) -> Result<&Database> {
        let Some(label) = label else { return Ok(&self.database) };
        if is_selector(label) {
            return Err(Failure::new(format!(
                "`{label}` may mean several databases, and this works on one"
            ))
            .hint("name one by its label")
            .hint("what works on several: autogen upgrade, downgrade, current"));
        }
        self.labelled.get(label).ok_or_else(|| self.unknown_label(label))
    }

    /// The default schema of a database.
    pub(crate) fn schema_of(&self, database: &Database) -> Ident {
        let own = self.schema_flag.as_ref().or(database.schema.as_ref());
        own.unwrap_or(&self.schema).clone()
    }

    /// The roles that `-- autogen: role WORD` stands for in a database, by their words.
    pub(crate) fn roles_of(&self, database: &Database) -> BTreeMap<String, Ident> {
        let mut roles = self.roles.clone();
        roles.extend(database.roles.clone());
        roles
    }

    /// What to say when a labelled database has no URL.
    pub(crate) fn no_url(&self, label: &str) -> Failure {
        let place = self.file.as_deref().map_or(FILE.to_owned(), shown);
        Failure::new(format!("the database with the label `{label}` has no URL"))
            .hint(format!("give it one in {place}: [database.{label}] url = \"postgres://…\""))
            .hint(format!(
                "or in the environment: {}=postgres://…",
                database::prefix_of(label) + "URL"
            ))
    }

    /// What to say when a pattern for labels, or `all`, matches none.
    pub(crate) fn no_label(&self, pattern: &str) -> Failure {
        let labels: Vec<&str> = self.labelled.keys().map(String::as_str).collect();
        let place = self.file.as_deref().map_or(FILE.to_owned(), shown);
        if labels.is_empty() {
            return Failure::new(format!("no database has a label, so `{pattern}` means none"))
                .hint(format!(
                    "give them labels in {place}: [database.LABEL] url = \"postgres://…\""
                ));
        }
        Failure::new(format!("no database has a label like `{pattern}`"))
            .hint(format!("known: {}", labels.join(", ")))
    }

    #[cfg(test)]
    pub(crate) fn for_tests() -> Self {
        Self::defaults(Path::new("."))
    }

    #[cfg(test)]
    pub(crate) fn apply_text(&mut self, text: &str) -> Result<()> {
        self.apply_file(file::Source { name: FILE, text })
    }

    fn unknown_label(&self, label: &str) -> Failure {
        let labels = || self.labelled.keys().map(String::as_str);
        let place = self.file.as_deref().map_or(FILE.to_owned(), shown);
        let failure = Failure::new(format!("no database has the label `{label}`"));
        let failure = match nearest(label, labels()) {
            Some(known) => failure.hint(format!("did you mean `{known}`?")),
            None if self.labelled.is_empty() => failure,
            None => failure.hint(format!("known: {}", labels().collect::<Vec<_>>().join(", "))),
        };
        failure.hint(format!("give it one in {place}: [database.{label}] url = \"postgres://…\""))
    }
}

/// A path as people see it: relative to the current folder where it lies in it.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    if path.as_os_str().is_empty() { ".".to_owned() } else { path.display().to_string() }
}
