//! Gets the catalogs of states, with a server for scratch databases where one is needed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use autogen_core::catalog::Catalog;
use autogen_core::snapshot;
use autogen_entity::Description;
use autogen_migration::execute::is_over;
use autogen_postgres::elaborate::{ElaborateError, Source, Workshop};
use autogen_postgres::reader::{self, ReadError};
use autogen_postgres::scratch::ScratchError;
use autogen_revision::{Chain, RevisionId};
use sqlx::postgres::PgConnection;

use crate::args::StatesArgs;
use crate::comparison::Side;
use crate::config::{Settings, shown};
use crate::connect::Target;
use crate::context::Context;
use crate::desired;
use crate::failure::{Failure, Result};
use crate::folder;
use crate::ground;
use crate::models;
use crate::output::note;
use crate::replay;
use crate::state::State;

/// The two states of a comparison, the database and the models if not given.
///
/// # Errors
/// When one of them has none of the forms of a state.
pub(crate) fn states(args: &StatesArgs) -> Result<(State, State)> {
    let parse = |text: &Option<String>, origin, usual| match text {
        Some(text) => State::parse(text, origin),
        None => Ok(usual),
    };
    let from = parse(&args.from, "--from", State::Database(None))?;
    Ok((from, parse(&args.to, "--to", State::Models)?))
}

/// The database that a state is, if it is one.
///
/// # Errors
/// When there is no such label, or the embedded one cannot be started.
pub(crate) async fn database_of(context: &Context, state: &State) -> Result<Option<Target>> {
    match state {
        State::Database(label) => context.target(label.as_deref()).await.map(Some),
        State::Url(url) => context.target_of_url(url).map(Some),
        _ => Ok(None),
    }
}

/// Gets catalogs. What has to be elaborated is elaborated in scratch databases like that of one
/// target, so that both sides come out of the same major version and locale.
pub(crate) struct Loader<'a> {
    settings: &'a Settings,
    workshop: Option<Workshop>,
    /// What the database has that `revisions@current` speaks of.
    applied: Option<BTreeSet<RevisionId>>,
}

impl<'a> Loader<'a> {
    /// For states of which at least one is elaborated, or where something is renamed: on a server for
    /// scratch databases like the target's, or a local one without a target.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) async fn with_ground(context: &'a Context, target: Option<&Target>) -> Result<Self> {
        let settings = &context.settings;
        let workshop = match target {
            Some(target) => {
                let mut connection = target.connect().await?;
                ground::like(settings, target, &mut connection).await?
            }
            None => ground::local(settings, &settings.default_schema()).await?,
        };
        Ok(Self { settings, workshop: Some(workshop), applied: None })
    }

    /// For states that are databases or snapshots.
    pub(crate) fn without_ground(context: &'a Context) -> Self {
        Self { settings: &context.settings, workshop: None, applied: None }
    }

    /// The same beside a database that has these revisions.
    pub(crate) fn beside(self, applied: BTreeSet<RevisionId>) -> Self {
        Self { applied: Some(applied), ..self }
    }

    /// Whether getting this state takes a scratch database.
    pub(crate) fn elaborates(state: &State) -> bool {
        matches!(state, State::Models | State::Revisions(_) | State::File(_) | State::Folder(_))
    }

    /// Where scratch databases are made, if anywhere.
    pub(crate) fn workshop(&self) -> Option<&Workshop> {
        self.workshop.as_ref()
    }

    fn needed_workshop(&self) -> Result<&Workshop> {
        self.workshop().ok_or_else(|| Failure::new("there is no server for scratch databases"))
    }

    /// A side of a comparison; `target` is the database that the state is, if it is one.
    ///
    /// # Errors
    /// Whatever stands in the way, naming the database, file, entity or revision.
    pub(crate) async fn load(&self, state: &State, target: Option<&Target>) -> Result<Side> {
        match Ahead::of(self.settings, state, target).await? {
            Some(ahead) => self.load_with(ahead).await,
            None => self.load_alone(state).await,
        }
    }

    /// The same of what was got ahead.
    ///
    /// # Errors
    /// When the models do not make a schema.
    pub(crate) async fn load_with(&self, ahead: Ahead) -> Result<Side> {
        match ahead {
            Ahead::Description(description) => self.models(description).await,
            Ahead::Catalog(catalog) => Ok(Side { catalog, description: None }),
        }
    }

    /// The same of a state of which nothing can be got ahead.
    async fn load_alone(&self, state: &State) -> Result<Side> {
        let catalog = match state {
            State::Revisions(address) => self.revisions(address.as_deref()).await?,
            State::File(path) => self.files(std::slice::from_ref(path)).await?,
            State::Folder(folder) => self.folder(folder).await?,
            State::Snapshot(path) => snapshot_of(path)?,
            State::Models | State::Database(_) | State::Url(_) => {
                return Err(Failure::new(format!("{state} has not been connected to")));
            }
        };
        Ok(Side { catalog, description: None })
    }

    async fn models(&self, description: Description) -> Result<Side> {
        let workshop = self.needed_workshop()?;
        let schema = &workshop.mirror.default_schema;
        let enums = &self.settings.enums;
        let pieces = desired::pieces(&description, enums, schema)?;
        let path = desired::search_path(&description, enums);
        let catalog = workshop.elaborate(Source::Pieces(&pieces), &path).await;
        let mut catalog =
            catalog.map_err(|error| not_elaborated(&error, "the models do not make a schema"))?;
        desired::mark_derived(&mut catalog, &description);
        Ok(Side { catalog, description: Some(description) })
    }

    async fn revisions(&self, address: Option<&str>) -> Result<Catalog> {
        let chain = read_chain(self.settings)?;
        let to = match address {
            Some(address) => chain.resolve(address, self.applied.as_ref())?,
            None => chain.all_heads(),
        };
        self.replayed(&chain, &to).await
    }

    /// What the revisions up to a target make of an empty database.
    ///
    /// # Errors
    /// When they do not replay, naming the file and line, or there is nowhere to do it.
    pub(crate) async fn replayed(
        &self,
        chain: &Chain,
        to: &autogen_revision::Target,
    ) -> Result<Catalog> {
        let workshop = self.needed_workshop()?;
        let stretches = replay::stretches(chain.replay(to))?;
        let catalog = workshop.elaborate(Source::Chain(&stretches), &[]).await;
        catalog.map_err(|error| not_elaborated(&error, "the revisions do not replay"))
    }

    async fn files(&self, paths: &[PathBuf]) -> Result<Catalog> {
        let files = texts(paths)?;
        Ok(self.needed_workshop()?.elaborate(Source::Files(&files), &[]).await?)
    }

    /// Files in the order of the folder's index, if it has one; those that it does not name come last.
    async fn folder(&self, folder: &Path) -> Result<Catalog> {
        let mut rest = sql_files(folder)?;
        let Some(mut paths) = folder::listed(folder)? else { return self.files(&rest).await };
        rest.retain(|path| *path != folder.join(folder::INDEX) && !paths.contains(path));
        for path in &rest {
            note(format_args!("the index does not name {}, which runs last", shown(path)));
        }
        paths.extend(rest);
        let files = texts(&paths)?;
        let workshop = self.needed_workshop()?;
        // what has an index makes its own extensions, unless it is only a part of a database
        match workshop.bare().elaborate(Source::Files(&files), &[]).await {
            Err(error @ ElaborateError::Files(_)) if !workshop.extensions.is_empty() => {
                workshop.elaborate(Source::Files(&files), &[]).await.map_err(|_| error.into())
            }
            outcome => Ok(outcome?),
        }
    }
}

/// What of a state can be got while it is still being found out where scratch databases are made.
pub(crate) enum Ahead {
    /// Of a database.
    Catalog(Catalog),
    /// Of the models.
    Description(Description),
}

impl Ahead {
    /// Whether there is something of such a state.
    pub(crate) fn is_there(state: &State) -> bool {
        matches!(state, State::Models | State::Database(_) | State::Url(_))
    }

    /// Gets it, if there is something; `target` is the database that the state is, if it is one.
    ///
    /// # Errors
    /// When the database cannot be read, or the models cannot be described.
    pub(crate) async fn of(
        settings: &Settings,
        state: &State,
        target: Option<&Target>,
    ) -> Result<Option<Self>> {
        Ok(match (state, target) {
            (State::Models, _) => Some(Self::Description(models::describe(settings).await?)),
            (State::Database(_) | State::Url(_), Some(target)) => {
                Some(Self::Catalog(read_beside(target.clone()).await?))
            }
            _ => None,
        })
    }
}

/// Whole files, with their names.
fn texts(paths: &[PathBuf]) -> Result<Vec<(String, String)>> {
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(error).context(shown(path)))?;
        Ok((shown(path), without_psql_commands(path, &text)?))
    };
    paths.iter().map(read).collect()
}

/// A statement that Postgres refuses is the state's fault; a scratch database that cannot be had is
/// not, and there are ways out.
pub(crate) fn not_elaborated(error: &ElaborateError, statement: &str) -> Failure {
    let failure = Failure::new(error);
    match error {
        error if error.is_over() => {
            lost(failure.context("the connection to the scratch server ended"))
        }
        ElaborateError::Statement { .. } | ElaborateError::Pieces(_) => failure.context(statement),
        ElaborateError::Scratch(ScratchError::Privilege { .. }) => failure.hint(
            "or let a local server of ours do it: `[scratch] on = \"local\"` in autogen.toml",
        ),
        _ => failure,
    }
}

/// What to do where a server went away.
pub(crate) fn lost(failure: Failure) -> Failure {
    failure.hint("the server went away, or the way to it: see whether it runs, and run this again")
}

/// Reads the catalog of a database.
///
/// # Errors
/// When it cannot be connected to or read.
pub(crate) async fn read(target: &Target) -> Result<Catalog> {
    read_on(&mut target.connect().await?, target).await
}

/// The same on a connection that is there already.
///
/// # Errors
/// As [`read`].
pub(crate) async fn read_on(connection: &mut PgConnection, target: &Target) -> Result<Catalog> {
    let catalog = reader::read(connection, &target.default_schema).await;
    catalog.map_err(|error| {
        let failure = Failure::new(&error).context(&target.label);
        match error {
            ReadError::Query(source) if is_over(&source) => lost(failure),
            _ => failure,
        }
    })
}

/// The same on a thread of its own: of two large catalogs, both are taken apart at once.
async fn read_beside(target: Target) -> Result<Catalog> {
    let reading = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(Failure::new)?.block_on(read(&target))
    };
    tokio::task::spawn_blocking(reading).await.map_err(Failure::new)?
}

/// The chain of the project; empty when its folder is not there yet.
///
/// # Errors
/// Whatever is wrong with the folder, naming the file.
pub(crate) fn read_chain(settings: &Settings) -> Result<Chain> {
    if !settings.generated.exists() {
        return Ok(Chain::empty(&settings.generated));
    }
    let chain = Chain::read(&settings.generated)?;
    for stray in chain.strays() {
        note(format_args!("{} is no revision and is not run", shown(stray)));
    }
    Ok(chain)
}

fn snapshot_of(path: &Path) -> Result<Catalog> {
    let name = shown(path);
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{name} cannot be read: {error}")))?;
    snapshot::decode(&text).map_err(|error| {
        Failure::new(error).context(name).hint("write one: autogen dump --snapshot FILE")
    })
}

/// All `.sql` files below a folder, by name.
fn sql_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |error: std::io::Error| Failure::new(error).context(shown(&folder));
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sql") {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(Failure::new(format_args!("{} holds no .sql file", shown(folder))));
    }
    Ok(found)
}

/// Leaves out the psql commands that newer versions of pg_dump write around a dump. What autogen itself
/// has dumped holds none, but perhaps a text with lines that look like some.
fn without_psql_commands(path: &Path, text: &str) -> Result<String> {
    if text.starts_with(folder::MARK) {
        return Ok(text.to_owned());
    }
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ") {
            // the lines below keep their numbers
            lines.push("");
            continue;
        }
        if line.starts_with('\\') {
            let place = format!("{}:{}", shown(path), number + 1);
            return Err(Failure::new(format_args!(
                "{place}: {line} is a command of psql, not SQL"
            ))
            .hint("write the state with `pg_dump --schema-only`"));
        }
        lines.push(line);
    }
    Ok(lines.join("\n"))
}
