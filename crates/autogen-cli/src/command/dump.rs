//! `autogen dump`.

use std::collections::BTreeSet;
use std::path::Path;

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::object_id::ObjectId;
use autogen_core::plan::plan_in_one;
use autogen_core::scope::Scope;
use autogen_core::snapshot;
use autogen_postgres::elaborate::{ElaborateError, Source, Workshop};

use crate::args::DumpArgs;
use crate::catalogs::{Loader, database_of};
use crate::comparison::refused;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::folder::{self, Files, INDEX};
use crate::models;
use crate::output::{artifact, note};
use crate::project;
use crate::report::{one_line, unmodelled};
use crate::state::State;

/// Writes the catalog of a state, as a folder of SQL or as a snapshot.
///
/// # Errors
/// When the state cannot be had, or the files not be written.
pub(crate) async fn run(context: &Context, args: &DumpArgs) -> Result<Outcome> {
    let from = args.from.as_deref();
    if let Some(path) = &args.snapshot {
        let state = match (from, args.place.as_deref()) {
            (Some(_), Some(_)) => {
                return Err(Failure::new("a state and --from with another: which one is meant?")
                    .hint("autogen dump --from models --snapshot models.json"));
            }
            (from, state) => from.or(state).unwrap_or("database"),
        };
        return write_snapshot(context, &State::parse(state, "the state to dump")?, path, args)
            .await;
    }
    let folder = args.place.as_deref().unwrap_or_default();
    if is_state(folder) {
        return Err(Failure::new(format_args!(
            "`{folder}` is a state, and what is missing is the folder to write it to"
        ))
        .hint(format_args!("autogen dump FOLDER --from {folder}")));
    }
    let state = State::parse(from.unwrap_or("database"), "--from")?;
    write_folder(context, &state, Path::new(folder), args).await
}

/// Whether it is a state rather than a folder: one may be called so, but then it is `./models`.
fn is_state(word: &str) -> bool {
    !matches!(
        State::parse(word, ""),
        Ok(State::Folder(_) | State::File(_) | State::Snapshot(_)) | Err(_)
    )
}

async fn write_snapshot(
    context: &Context,
    state: &State,
    path: &Path,
    args: &DumpArgs,
) -> Result<Outcome> {
    let name = path.display();
    let is_stdout = path == Path::new("-");
    if !is_stdout && path.extension().is_none_or(|extension| extension != "json") {
        return Err(Failure::new(format!("{name} would not be known as a snapshot again"))
            .hint(format!("give it a name that ends in .json: --snapshot {name}.json")));
    }
    let target = database_of(context, state).await?;
    let loader = if Loader::elaborates(state) {
        Loader::with_ground(context, None).await?
    } else {
        Loader::without_ground(context)
    };
    let mut catalog = loader.load(state, target.as_ref()).await?.catalog;
    if !args.narrow.only.is_empty() || !args.narrow.exclude.is_empty() {
        let schema = catalog.default_schema.clone();
        let scope = project::scope(&context.settings, &schema, None, &args.narrow);
        catalog = within(&scope, catalog);
    }
    let text = snapshot::encode(&catalog);
    if is_stdout {
        artifact(&text);
    } else {
        std::fs::write(path, &text)
            .map_err(|error| Failure::new(format!("{name} cannot be written: {error}")))?;
        note(format_args!("wrote {name}; compare with it: autogen diff --from {name}"));
    }
    Ok(Outcome::Done)
}

async fn write_folder(
    context: &Context,
    state: &State,
    folder: &Path,
    args: &DumpArgs,
) -> Result<Outcome> {
    if matches!(state, State::Models) {
        models::expected(&context.settings)?;
    }
    let target = database_of(context, state).await?;
    if let Some(target) = target.as_ref().filter(|target| target.embedded) {
        project::settle_embedded(context, target).await?;
    }
    let loader = Loader::with_ground(context, target.as_ref()).await?;
    let catalog = loader.load(state, target.as_ref()).await?.catalog;
    let schema = catalog.default_schema.clone();
    let scope = project::scope(&context.settings, &schema, None, &args.narrow);
    let mut after = within(&scope, catalog.clone());
    let Some(workshop) = loader.workshop().map(Workshop::bare) else {
        return Err(Failure::new("there is no server for scratch databases"));
    };
    // what stands in a database from the beginning is not made
    let empty = workshop.elaborate(Source::Pieces(&[]), &[]).await?;
    let mut before = within(&scope, empty);
    // what is left out is taken to be there, so that the rest can be written
    before.bystanders = after.bystanders.clone();
    if after.casts.is_empty() {
        after.casts = before.casts.clone();
    }
    let plan = plan_in_one(&before, &after).map_err(refused)?;
    let files = folder::files(&plan, &before, &after);
    unmodelled(&after, "not modelled, and not in the dump", context.global.verbose);
    let missing = missing(&after, &catalog);
    if missing.is_empty() {
        prove(&workshop, &files, &after, &scope).await?;
    }
    let done = folder::write(folder, &files)?;
    let name = folder.display();
    let mut counts = vec![format!("wrote {}", count(done.written))];
    if done.same > 0 {
        counts.push(format!("{} unchanged", done.same));
    }
    if done.removed > 0 {
        counts.push(format!("removed {}", count(done.removed)));
    }
    note(format_args!("{name}: {}", counts.join(", ")));
    if missing.is_empty() {
        let index = folder.join(INDEX);
        note(format_args!(
            "load it: psql -f {}; compare: autogen diff --to {name}",
            index.display()
        ));
    } else {
        let missing: Vec<String> = missing.iter().map(|label| one_line(label)).collect();
        note(format_args!(
            "it loads only where these are, which are not in it: {}",
            missing.join(", ")
        ));
    }
    Ok(Outcome::Done)
}

fn count(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

/// The catalog without what is left out, as if nothing needed that.
fn within(scope: &Scope, catalog: Catalog) -> Catalog {
    let mut catalog = scope.managed(&scope.restrict(catalog));
    let there: BTreeSet<ObjectId> = catalog.facts.keys().cloned().collect();
    for fact in catalog.facts_mut().values_mut() {
        fact.depends.retain(|needed| there.contains(needed));
    }
    catalog
}

/// What the facts need and the folder does not make, of all that is there.
fn missing(catalog: &Catalog, whole: &Catalog) -> BTreeSet<String> {
    let supporters = catalog.bystanders.iter().filter(|bystander| !bystander.supports.is_empty());
    let left_out = catalog.facts.keys().flat_map(|id| whole.needs(id));
    let left_out = left_out.map(ObjectId::outermost).filter(|id| !catalog.facts.contains_key(*id));
    let labels = left_out.map(|id| id.label(&whole.default_schema));
    let mut labels: BTreeSet<String> =
        supporters.map(|bystander| bystander.label.clone()).chain(labels).collect();
    // every database has it
    labels.remove("schema public");
    labels
}

/// Runs the files in an empty database: they must make what they were made of.
async fn prove(workshop: &Workshop, files: &Files, catalog: &Catalog, scope: &Scope) -> Result<()> {
    let name = |path: &std::path::PathBuf| path.display().to_string();
    let texts: Vec<_> =
        files.objects.iter().map(|(path, text)| (name(path), text.clone())).collect();
    let doing =
        "the dump does not load, so nothing was written (a bug in autogen, please report it)";
    let got = workshop.elaborate(Source::Files(&texts), &[]).await;
    let got = got.map_err(|error| match error {
        ElaborateError::Public { .. } => Failure::from(error),
        error => Failure::new(error).context(doing),
    });
    let got = within(scope, got?);
    let schema = &catalog.default_schema;
    let left: Vec<_> = diff(&got, catalog).keys().map(|id| id.label(schema)).collect();
    if left.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format_args!(
        "the dump does not make what it was made of, so nothing was written (a bug in autogen, please \
         report it); different: {}",
        left.join(", ")
    )))
}
