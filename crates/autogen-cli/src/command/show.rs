//! `autogen show`.

mod revision;

use std::time::Duration;

use autogen_core::catalog::Catalog;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::outline::definition;
use autogen_migration::execute::describe;
use autogen_postgres::sample::sample;
use autogen_revision::Section;

use crate::args::ShowArgs;
use crate::catalogs::{Loader, database_of};
use crate::comparison::refused;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::models;
use crate::nearest::nearest;
use crate::output::{artifact, note, text};
use crate::project;
use crate::report::{one_line, statement, table};
use crate::state::State;

/// How long a query may run.
const PATIENCE: Duration = Duration::from_secs(30);

/// Prints a revision, or the statements that make an object, and a few rows of it.
///
/// # Errors
/// When there is no such revision or object, or its query fails.
pub(crate) async fn run(context: &Context, args: &ShowArgs) -> Result<Outcome> {
    let Some(name) = &args.name else { return revision::run(context, &args.kind).await };
    let kinds = kinds(&args.kind)?;
    let state = State::parse(args.from.as_deref().unwrap_or("models"), "--from")?;
    if state == State::Models {
        models::expected(&context.settings)?;
    }
    let target = database_of(context, &state).await?;
    if let Some(target) = target.as_ref().filter(|target| target.embedded) {
        project::settle_embedded(context, target).await?;
    }
    let loader = if Loader::elaborates(&state) {
        Loader::with_ground(context, None).await?
    } else {
        Loader::without_ground(context)
    };
    let catalog = loader.load(&state, target.as_ref()).await?.catalog;
    let id = find(&catalog, &kinds, name, &state)?;
    let actions = definition(&catalog, id).map_err(refused)?;
    let statements = actions.iter().map(|action| {
        let sql = statement(action).sql;
        autogen_revision::Statement::new(sql)
    });
    artifact(&Section { statements: statements.collect(), ..Section::default() }.to_string());
    if args.run {
        rows(context, &catalog, id, args.limit).await?;
    }
    Ok(Outcome::Done)
}

/// Runs the query of a view on the database and prints its rows.
async fn rows(context: &Context, catalog: &Catalog, id: &ObjectId, limit: u32) -> Result<()> {
    let label = id.label(&catalog.default_schema);
    let Some(query) = catalog.payload(id).and_then(|payload| payload.selects()) else {
        return Err(Failure::new(format_args!("{label} has no query to run"))
            .hint("--run is for views and materialized views"));
    };
    let target = project::live(context).await?;
    let mut connection = target.connect().await?;
    let schema = &target.default_schema;
    let sample =
        sample(&mut connection, schema, query, limit, PATIENCE).await.map_err(|error| {
            let doing = format!("the query of {label} on {}", target.label);
            Failure::new(describe(&error))
                .context(doing)
                .hint("what it reads must be there: see `autogen current` and `autogen upgrade`")
        })?;
    text(&format!("\n{}", table::render(&sample.columns, &sample.rows)));
    let count = sample.rows.len();
    let plural = if count == 1 { "row" } else { "rows" };
    let more = if u32::try_from(count).is_ok_and(|count| count == limit) {
        ", the most that --limit allows"
    } else {
        ""
    };
    note(format_args!("{count} {plural}{more}"));
    Ok(())
}

/// The kinds that a word may mean: `view` is a materialized view as well.
fn kinds(word: &str) -> Result<Vec<Kind>> {
    let plain = word.to_lowercase().replace(['-', '_'], " ");
    let plain = if plain == "matview" { "materialized view" } else { &plain };
    let ending = format!(" {plain}");
    let means = |kind: &&Kind| kind.name() == plain || kind.name().ends_with(&ending);
    let found: Vec<Kind> = Kind::ALL.iter().filter(means).copied().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    let problem = format!("`{}` is no kind of object", one_line(word));
    Err(match nearest(plain, names()) {
        Some(name) => Failure::new(format!("{problem}, did you mean `{name}`?")),
        None => Failure::new(problem)
            .hint(format!("one of: {}", names().collect::<Vec<_>>().join(", "))),
    })
}

/// The object of this name, which may be given with or without its schema and its table.
fn find<'a>(
    catalog: &'a Catalog,
    kinds: &[Kind],
    name: &str,
    state: &State,
) -> Result<&'a ObjectId> {
    let schema = &catalog.default_schema;
    let all: Vec<&ObjectId> =
        catalog.facts.keys().filter(|id| kinds.contains(&id.kind())).collect();
    let those = |is: &dyn Fn(&ObjectId) -> bool| -> Vec<&'a ObjectId> {
        all.iter().copied().filter(|id| is(id)).collect()
    };
    let mut found = those(&|id| id.path() == name || id.full_path(schema) == name);
    if found.is_empty() {
        found = those(&|id| id.name().as_str() == name || id.qualified().to_string() == name);
    }
    match found.as_slice() {
        [id] => Ok(id),
        [] => {
            let kind = kinds.first().map_or("object", |kind| kind.name());
            let problem = format!("{state} has no {kind} {}", one_line(name));
            let paths: Vec<String> = all.iter().map(|id| id.full_path(schema)).collect();
            let bare: Vec<String> = all.iter().map(|id| id.path()).collect();
            let near = nearest(name, paths.iter().chain(&bare).map(String::as_str));
            Err(match near {
                Some(near) => {
                    Failure::new(format!("{problem}, did you mean `{}`?", one_line(near)))
                }
                None => Failure::new(problem),
            })
        }
        several => {
            let labels: Vec<_> = several.iter().map(|id| one_line(&id.label(schema))).collect();
            let text = format!("{} may be {}", one_line(name), labels.join(" or "));
            Err(Failure::new(text).hint("give its schema, its table or its arguments too"))
        }
    }
}
