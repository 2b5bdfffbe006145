//! Puts file, environment and flags together, the later over the earlier.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use autogen_core::ident::Ident;
use autogen_core::scope::Glob;

use super::database::{Database, in_capitals, prefix_of, refuse_label, variables};
use super::environment::{Environment, Variable};
use super::file::{Entry, Section, Source};
use super::hooks::Hooks;
use super::{CacheSettings, ScratchPlace, ScratchSettings, Settings, shown};
use crate::args::GlobalArgs;
use crate::emit::Emit;
use crate::failure::{Failure, Result};
use crate::nearest::nearest;
use crate::url::DatabaseUrl;

/// The prefix of the default database's variables.
const DATABASE: &str = "AUTOGEN_DATABASE_";

/// The prefix of the variables that name roles; the word follows.
const ROLES: &str = "AUTOGEN_ROLES_";

/// What our own hooks find in their environment, and so perhaps an autogen in one.
const OF_HOOKS: &[&str] = &["AUTOGEN_FILES", "AUTOGEN_REVISION", "AUTOGEN_REVISIONS"];

/// The variables beside those of databases (`AUTOGEN_DATABASE_URL`, `AUTOGEN_DATABASE_<LABEL>_URL`, …)
/// and roles.
const VARIABLES: &[&str] = &[
    "AUTOGEN_CACHE",
    "AUTOGEN_DATABASE",
    "AUTOGEN_EMIT",
    "AUTOGEN_GENERATED",
    "AUTOGEN_MANAGE_IGNORE",
    "AUTOGEN_MANAGE_OWNERS",
    "AUTOGEN_MANAGE_SCHEMAS",
    "AUTOGEN_MODELS_BIN",
    "AUTOGEN_MODELS_FEATURES",
    "AUTOGEN_MODELS_MANIFEST",
    "AUTOGEN_MODELS_PACKAGE",
    "AUTOGEN_POSTGRES_BIN",
    "AUTOGEN_REVISION_TABLE_NAME",
    "AUTOGEN_REVISION_TABLE_SCHEMA",
    "AUTOGEN_SCHEMA",
    "AUTOGEN_SCRATCH_ON",
    "AUTOGEN_SCRATCH_URL",
    "AUTOGEN_TENANTS",
];

impl Settings {
    /// Puts everything together.
    pub(super) fn merge(
        here: &Path,
        project: &Path,
        file: Option<PathBuf>,
        environment: &Environment,
        args: &GlobalArgs,
    ) -> Result<Self> {
        let mut settings = Self::defaults(project);
        if let Some(path) = file {
            let name = shown(&path);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Failure::new(format!("{name} cannot be read: {error}")))?;
            settings.apply_file(Source { name: &name, text: &text })?;
            settings.file = Some(path);
        }
        settings.apply_environment(environment)?;
        settings.apply_flags(here, args);
        if settings.tenants && settings.revision_table.schema.is_some() {
            return Err(Failure::new(
                "`tenants = true` and `[revision_table] schema` contradict each other: each schema that \
                 the revisions run in has a table of its own",
            )
            .hint("leave the schema of [revision_table] out"));
        }
        Ok(settings)
    }

    /// Takes over what a configuration file says.
    pub(super) fn apply_file(&mut self, source: Source<'_>) -> Result<()> {
        let mut root = Section::parse(source)?;
        if let Some(folder) = root.string("generated")? {
            self.generated = self.project.join(folder);
        }
        if let Some(entry) = root.take("emit") {
            let origin = entry.origin();
            self.emit = emit(&entry.string()?, &origin)?;
        }
        if let Some(schema) = root.string("schema")? {
            self.schema = Ident::new(schema);
        }
        self.tenants = root.boolean("tenants")?.unwrap_or_default();
        if let Some(mut models) = root.section("models")? {
            self.models.package = models.string("package")?;
            if let Some(bin) = models.string("bin")? {
                self.models.bin = bin;
            }
            self.models.features = models.strings("features")?.unwrap_or_default();
            self.models.manifest = models.string("manifest")?.map(|path| self.project.join(path));
            models.finish()?;
        }
        if let Some(mut section) = root.section("database")? {
            self.database = Database::from_file(&mut section, false)?;
            for (label, mut section) in section.sections()? {
                refuse_label(&label, &section.origin())?;
                self.labelled.insert(label, Database::from_file(&mut section, true)?);
                section.finish()?;
            }
            section.finish()?;
        }
        self.roles = root.section("roles")?.map(idents).transpose()?.unwrap_or_default();
        if let Some(hooks) = root.section("hooks")? {
            self.hooks = Hooks::from_file(hooks)?;
        }
        if let Some(mut manage) = root.section("manage")? {
            self.manage.schemas = manage.strings("schemas")?.unwrap_or_default();
            let ignore = manage.strings("ignore")?.unwrap_or_default();
            self.manage.ignore = ignore.into_iter().map(Glob::new).collect();
            self.manage.owners = manage.boolean("owners")?.unwrap_or_default();
            manage.finish()?;
        }
        if let Some(mut postgres) = root.section("postgres")? {
            self.postgres_bin = postgres.string("bin")?.map(|path| self.project.join(path));
            postgres.finish()?;
        }
        if let Some(entry) = root.take("scratch") {
            self.scratch = scratch(entry)?;
        }
        if let Some(entry) = root.take("cache") {
            self.cache = if entry.is_string() {
                CacheSettings::In(self.project.join(entry.string()?))
            } else if entry.boolean()? {
                CacheSettings::Auto
            } else {
                CacheSettings::Off
            };
        }
        if let Some(mut table) = root.section("revision_table")? {
            if let Some(name) = table.string("name")? {
                self.revision_table.name = Ident::new(name);
            }
            self.revision_table.schema = table.string("schema")?.map(Ident::new);
            table.finish()?;
        }
        if let Some(enums) = root.section("enums")? {
            self.enums = idents(enums)?;
        }
        root.finish()
    }

    /// Takes over what the environment says.
    pub(super) fn apply_environment(&mut self, environment: &Environment) -> Result<()> {
        self.refuse_unknown(environment)?;
        let get = |name: &str| environment.get(name);
        let text = |name: &str| get(name).map(|variable| variable.value.clone());
        let ident = |name: &str| text(name).map(Ident::new);
        let list = |name: &str| get(name).map(|variable| listed(&variable.value));
        let path = |name: &str| text(name).map(|path| self.project.join(path));

        let generated = path("AUTOGEN_GENERATED");
        let manifest = path("AUTOGEN_MODELS_MANIFEST");
        let bin = path("AUTOGEN_POSTGRES_BIN");
        set(&mut self.generated, generated);
        set(&mut self.schema, ident("AUTOGEN_SCHEMA"));
        if let Some(variable) = get("AUTOGEN_EMIT") {
            self.emit = emit(&variable.value, "AUTOGEN_EMIT")?;
        }
        set(&mut self.tenants, get("AUTOGEN_TENANTS").map(boolean).transpose()?);
        set_some(&mut self.models.package, text("AUTOGEN_MODELS_PACKAGE"));
        set(&mut self.models.bin, text("AUTOGEN_MODELS_BIN"));
        set(&mut self.models.features, list("AUTOGEN_MODELS_FEATURES"));
        set_some(&mut self.models.manifest, manifest);
        set_some(&mut self.postgres_bin, bin);
        set_some(&mut self.label, text("AUTOGEN_DATABASE"));
        set_some(&mut self.database.url, get("DATABASE_URL").map(url));
        self.database.apply_environment(environment, DATABASE)?;
        take_roles(&mut self.roles, environment, ROLES);
        for (label, database) in &mut self.labelled {
            let prefix = prefix_of(label);
            database.apply_environment(environment, &prefix)?;
            take_roles(&mut database.roles, environment, &format!("{prefix}ROLES_"));
        }
        set(&mut self.manage.schemas, list("AUTOGEN_MANAGE_SCHEMAS"));
        let ignore = list("AUTOGEN_MANAGE_IGNORE");
        set(&mut self.manage.ignore, ignore.map(|s| s.into_iter().map(Glob::new).collect()));
        set(&mut self.manage.owners, get("AUTOGEN_MANAGE_OWNERS").map(boolean).transpose()?);
        if let Some(variable) = get("AUTOGEN_SCRATCH_ON") {
            self.scratch.on = scratch_place(&variable.value, &variable.origin)?;
        }
        set_some(&mut self.scratch.url, get("AUTOGEN_SCRATCH_URL").map(url));
        if let Some(variable) = get("AUTOGEN_CACHE") {
            self.cache = match boolean(variable) {
                Ok(true) => CacheSettings::Auto,
                Ok(false) => CacheSettings::Off,
                Err(_) => CacheSettings::In(self.project.join(&variable.value)),
            };
        }
        set(&mut self.revision_table.name, ident("AUTOGEN_REVISION_TABLE_NAME"));
        set_some(&mut self.revision_table.schema, ident("AUTOGEN_REVISION_TABLE_SCHEMA"));
        Ok(())
    }

    /// A variable that is nearly one of ours is a slip; others may be anybody's. One that two labels
    /// share would be given to the wrong database.
    fn refuse_unknown(&self, environment: &Environment) -> Result<()> {
        let mut known: Vec<String> = VARIABLES.iter().map(|name| (*name).to_owned()).collect();
        known.extend(variables(DATABASE));
        let mut roles = vec![ROLES.to_owned()];
        let mut owners = BTreeMap::new();
        for label in self.labelled.keys() {
            let prefix = prefix_of(label);
            roles.push(format!("{prefix}ROLES_"));
            known.extend(variables(&prefix));
            if let Some(other) = owners.insert(prefix.clone(), label)
                && let Some((_, variable)) =
                    environment.ours().find(|(name, _)| name.starts_with(&prefix))
            {
                return Err(Failure::new(format!(
                    "the labels `{other}` and `{label}` share the variables {prefix}…, of which {} is set",
                    variable.origin
                ))
                .hint("give one of the two another label"));
            }
        }
        for (name, variable) in environment.ours() {
            let is_role = roles.iter().any(|prefix| name.starts_with(prefix));
            if is_role || OF_HOOKS.contains(&name) || known.iter().any(|known| known == name) {
                continue;
            }
            let rest = |name: &'_ str| name.strip_prefix("AUTOGEN_").map(str::to_owned);
            let known: Vec<String> = known.iter().filter_map(|name| rest(name)).collect();
            let word = rest(name).unwrap_or_default();
            if let Some(known) = nearest(&word, known.iter().map(String::as_str)) {
                let problem = format!("unknown variable: {}", variable.origin);
                return Err(Failure::new(format!("{problem}, did you mean `AUTOGEN_{known}`?"))
                    .hint(format!(
                        "if it is somebody else's, take it away: env -u {name} autogen …"
                    )));
            }
            if word.starts_with("DATABASE_") && word.ends_with("_URL") {
                let problem = format!("no database has the label of {}", variable.origin);
                return Err(Failure::new(problem)
                    .hint("name it in autogen.toml, if only so: [database.LABEL]"));
            }
        }
        Ok(())
    }

    /// Takes over what the command line says.
    pub(super) fn apply_flags(&mut self, here: &Path, args: &GlobalArgs) {
        set(&mut self.generated, args.generated.as_ref().map(|path| here.join(path)));
        self.models.features.extend(args.features.iter().cloned());
        if let Some(text) = &args.database_url {
            self.database.url = Some(DatabaseUrl::new(text, "--database-url"));
            // the label of the environment does not go before a flag
            self.label = None;
        }
        set_some(&mut self.label, args.database.clone());
        self.schema_flag = args.schema.as_ref().map(Ident::new);
        let scratch = args.scratch_url.as_ref().map(|text| DatabaseUrl::new(text, "--scratch-url"));
        set_some(&mut self.scratch.url, scratch);
        set(&mut self.cache, args.no_cache.then_some(CacheSettings::Off));
    }
}

pub(super) fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

pub(super) fn set_some<T>(place: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *place = value;
    }
}

pub(super) fn url(variable: &Variable) -> DatabaseUrl {
    DatabaseUrl::new(&variable.value, &variable.origin)
}

pub(super) fn boolean(variable: &Variable) -> Result<bool> {
    match variable.value.as_str() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Failure::new(format!("{} must be true or false", variable.origin))),
    }
}

/// The items of a list in a variable, which commas separate.
pub(super) fn listed(text: &str) -> Vec<String> {
    text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// A table of names whose keys the user chose.
pub(super) fn idents(section: Section<'_>) -> Result<BTreeMap<String, Ident>> {
    let ident = |(name, entry): (String, Entry<'_>)| Ok((name, Ident::new(entry.string()?)));
    section.all().into_iter().map(ident).collect()
}

/// The roles that the environment names under a prefix. The word is that of the file which reads the
/// same in capitals, or the variable's in small letters.
fn take_roles(roles: &mut BTreeMap<String, Ident>, environment: &Environment, prefix: &str) {
    for (name, variable) in environment.ours() {
        let Some(capitals) = name.strip_prefix(prefix).filter(|word| !word.is_empty()) else {
            continue;
        };
        let known = roles.keys().find(|word| in_capitals(word) == capitals).cloned();
        let word = known.unwrap_or_else(|| capitals.to_ascii_lowercase());
        roles.insert(word, Ident::new(&variable.value));
    }
}

/// A table, or the place alone: `scratch = "own"`.
fn emit(word: &str, origin: &str) -> Result<Emit> {
    Emit::parse(word).ok_or_else(|| {
        Failure::new(format_args!("{origin} says `{word}`, which is no form of a revision"))
            .hint("sql: the pair of files; rust: a file for sea-orm-migration beside them")
    })
}

fn scratch(entry: Entry<'_>) -> Result<ScratchSettings> {
    let place = |entry: Entry<'_>| {
        let origin = entry.origin();
        scratch_place(&entry.string()?, &origin)
    };
    if entry.is_string() {
        return Ok(ScratchSettings { on: place(entry)?, url: None });
    }
    let mut section = entry.section()?;
    let on = section.take("on").map(place).transpose()?.unwrap_or_default();
    let url = section.take("url").map(|entry| {
        let origin = entry.origin();
        entry.string().map(|text| DatabaseUrl::new(text, origin))
    });
    let url = url.transpose()?;
    section.finish()?;
    Ok(ScratchSettings { on, url })
}

fn scratch_place(word: &str, origin: &str) -> Result<ScratchPlace> {
    match word {
        "auto" => Ok(ScratchPlace::Auto),
        "own" => Ok(ScratchPlace::Own),
        "local" => Ok(ScratchPlace::Local),
        _ => Err(Failure::new(format!(
            "{origin} says `{word}`, which is no place for scratch databases"
        ))
        .hint("auto: on the target's own server if that is one for development, else a local one")
        .hint("own: on the target's own server; local: on a local server")),
    }
}
