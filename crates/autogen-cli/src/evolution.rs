//! The catalogs between the revisions of a line, and what a plan makes of each step anew.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::plan::Plan;
use autogen_core::scope::Scope;
use autogen_postgres::elaborate::{Replay, Stretch, Workshop};
use autogen_revision::guard::is_guard;
use autogen_revision::{Direction, Header, Place, Revision, split};

use crate::args::NarrowArgs;
use crate::catalogs::{Loader, not_elaborated};
use crate::comparison::{Comparison, Decisions, Managed, Side};
use crate::config::{Settings, shown};
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output::note;
use crate::project;
use crate::replay::{of_file, stretches};
use crate::report;

/// Where chains are replayed: like the database at hand if there is one that answers, else on a local
/// server. Also returns that database.
///
/// # Errors
/// When there is no server for scratch databases.
pub(crate) async fn ground(context: &Context) -> Result<(Loader<'_>, Option<Target>)> {
    let target = at_hand(context).await?;
    Ok((Loader::with_ground(context, target.as_ref()).await?, target))
}

/// The database at hand, if there is one that answers: one that has a URL, or an embedded one that was
/// made already.
///
/// # Errors
/// When the settings name none.
pub(crate) async fn at_hand(context: &Context) -> Result<Option<Target>> {
    let settings = &context.settings;
    let label = settings.label.as_deref();
    if settings.database(label)?.url.is_none() && (label.is_some() || !embedded_exists(settings)) {
        return Ok(None);
    }
    let target = context.target(None).await?;
    match target.connect().await {
        Ok(_) => Ok(Some(target)),
        Err(failure) => {
            note(format_args!("{failure}").to_string().replacen("error: ", "", 1));
            note("so the revisions are looked at without it");
            Ok(None)
        }
    }
}

fn embedded_exists(settings: &Settings) -> bool {
    let cluster = crate::embedded::binaries(settings)
        .and_then(|binaries| crate::embedded::cluster(settings, &binaries));
    cluster.is_ok_and(|cluster| cluster.status().data_major.is_some())
}

/// The workshop of a loader that has one.
///
/// # Errors
/// When it has none.
pub(crate) fn workshop<'a>(loader: &'a Loader<'_>) -> Result<&'a Workshop> {
    loader.workshop().ok_or_else(|| Failure::new("there is no server for scratch databases"))
}

/// Everything that autogen may ever look at in a database of this default schema.
pub(crate) fn everything(settings: &Settings, schema: &Ident) -> Scope {
    project::scope(settings, schema, None, &NarrowArgs::default())
}

/// What a header says that the project manages.
pub(crate) fn recorded(
    settings: &Settings,
    schema: &Ident,
    scope: &autogen_revision::Scope,
) -> Scope {
    let mut recorded = scope.clone();
    project::without_home(settings, &mut recorded, schema);
    let managed = Managed::new(BTreeSet::new(), &recorded, &[], schema);
    project::scope(settings, schema, Some(&managed), &NarrowArgs::default())
}

/// A line of revisions that were run one after the other.
pub(crate) struct Track {
    /// The catalog before the first.
    pub(crate) before: Catalog,
    /// The catalog after each.
    pub(crate) after: Vec<Catalog>,
}

impl Track {
    /// The catalogs around each revision of the line.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (&Catalog, &Catalog)> {
        std::iter::once(&self.before).chain(&self.after).zip(&self.after)
    }

    /// The catalog after all of it.
    pub(crate) fn last(&self) -> &Catalog {
        self.after.last().unwrap_or(&self.before)
    }
}

/// Runs `base`, and then `line` with a look at the catalog after each.
///
/// # Errors
/// The statement that fails, with its place.
pub(crate) async fn track(
    workshop: &Workshop,
    base: &[&Revision],
    line: &[&Revision],
) -> Result<Track> {
    let base = stretches(base.iter().copied())?;
    let line: Vec<Vec<Stretch>> =
        line.iter().map(|revision| of_file(revision, Direction::Up)).collect::<Result<_>>()?;
    let mut replay = open(workshop, base.iter().chain(line.iter().flatten())).await?;
    let outcome = async {
        replay.run(&base).await?;
        let before = replay.read().await?;
        let mut after = Vec::new();
        for stretches in &line {
            replay.run(stretches).await?;
            after.push(replay.read().await?);
        }
        Ok(Track { before, after })
    }
    .await;
    replay.end().await?;
    outcome.map_err(|error| not_elaborated(&error, "the revisions do not replay"))
}

/// A scratch database for sections.
///
/// # Errors
/// When it cannot be made.
pub(crate) async fn open<'a>(
    workshop: &Workshop,
    stretches: impl IntoIterator<Item = &'a Stretch>,
) -> Result<Replay> {
    let replay = workshop.replay(stretches).await;
    replay.map_err(|error| not_elaborated(&error, "the revisions cannot be replayed"))
}

/// What a plan makes of the step between two catalogs, both ways.
pub(crate) struct Replanned {
    pub(crate) comparison: Comparison,
    pub(crate) down: Vec<Plan>,
}

/// Plans a step anew, with the renames that its header records as far as they are to be made in it.
///
/// # Errors
/// When there is no plan.
pub(crate) async fn replan(
    settings: &Settings,
    workshop: &Workshop,
    before: &Catalog,
    after: &Catalog,
    renames: &[String],
) -> Result<Replanned> {
    let schema = &workshop.mirror.default_schema;
    let plain = |catalog: &Catalog| Side { catalog: catalog.clone(), description: None };
    let rename = composed(renames, &paths(before), &paths(after));
    let decisions = Decisions { rename, ..Decisions::default() };
    let scope = everything(settings, schema);
    let comparison =
        Comparison::new(plain(before), plain(after), &scope, &decisions, Some(workshop)).await?;
    let down = comparison.down()?;
    Ok(Replanned { comparison, down })
}

/// What becomes of a revision whose step cannot be planned again, and why.
pub(crate) fn unplanned(why: &Failure) -> String {
    let why = why.message();
    format!("its step has no plan, so that all of it counts as written by hand: {why}")
}

fn paths(catalog: &Catalog) -> BTreeSet<String> {
    catalog.facts.keys().map(|id| id.full_path(&catalog.default_schema)).collect()
}

/// Renames that came one after the other, as those that lead from the first names to the last: of what was
/// there at the beginning and still is at the end. Each is recorded with the names that its table, and the
/// object itself, had by then.
fn composed(
    renames: &[String],
    before: &BTreeSet<String>,
    after: &BTreeSet<String>,
) -> Vec<String> {
    struct Tracked {
        origin: String,
        now: String,
        name: String,
    }
    let mut tracked: Vec<Tracked> = Vec::new();
    for (from, name) in renames.iter().filter_map(|rename| rename.rsplit_once('=')) {
        let Some((place, _)) = from.rsplit_once('.') else { continue };
        let now = format!("{place}.{name}");
        let inside = format!("{from}.");
        for part in tracked.iter_mut().filter(|part| part.now.starts_with(&inside)) {
            part.now = format!("{now}.{}", &part.now[inside.len()..]);
        }
        if let Some(known) = tracked.iter_mut().find(|known| known.now == from) {
            (known.now, known.name) = (now, name.to_owned());
            continue;
        }
        let table = tracked.iter().find(|table| from.starts_with(&format!("{}.", table.now)));
        let origin = table.map_or(from.to_owned(), |table| {
            format!("{}{}", table.origin, &from[table.now.len()..])
        });
        tracked.push(Tracked { origin, now, name: name.to_owned() });
    }
    tracked.retain(|one| before.contains(&one.origin) && after.contains(&one.now));
    // what only followed its table has its name still
    tracked.retain(|one| !one.origin.ends_with(&format!(".{}", one.name)));
    tracked.into_iter().map(|one| format!("{}={}", one.origin, one.name)).collect()
}

/// The renames that headers record, as `--rename` takes them.
pub(crate) fn renames<'a>(headers: impl IntoIterator<Item = &'a Header>) -> Vec<String> {
    let decisions = headers.into_iter().flat_map(|header| &header.decisions);
    decisions.filter_map(|decision| decision.strip_prefix("rename ")).map(str::to_owned).collect()
}

/// The losses that headers allow, as `--allow` takes them.
pub(crate) fn allowed<'a>(headers: impl IntoIterator<Item = &'a Header>) -> BTreeSet<String> {
    let decisions = headers.into_iter().flat_map(|header| &header.decisions);
    decisions.filter_map(|decision| decision.strip_prefix("allow ")).map(str::to_owned).collect()
}

/// A statement of a file that no plan makes.
pub(crate) struct ByHand {
    /// `file:line`.
    pub(crate) place: String,
    /// The statement.
    pub(crate) sql: String,
}

/// The statements of a file that are not among those of a plan for the same step.
///
/// # Errors
/// When the file cannot be cut into statements.
pub(crate) fn by_hand<'a>(
    revision: &Revision,
    direction: Direction,
    plans: impl IntoIterator<Item = &'a Plan>,
) -> Result<Vec<ByHand>> {
    let mut planned: Vec<String> = Vec::new();
    for action in plans.into_iter().flat_map(Plan::actions) {
        let text = report::sql::statement(action).to_string();
        planned.extend(split(&text)?.iter().map(|span| span.text.to_owned()));
    }
    let path = shown(&revision.path(direction));
    let file = revision.file(direction);
    let spans = file.statements().map_err(|error| Failure::new(error).context(&path))?;
    let mut found = Vec::new();
    for span in spans.into_iter().filter(|span| !is_guard(span.text)) {
        match planned.iter().position(|sql| sql == span.text) {
            Some(at) => drop(planned.remove(at)),
            None => found.push(ByHand {
                place: format!("{path}:{}", Place::in_statement(file.text(), &span, 1).line),
                sql: span.text.to_owned(),
            }),
        }
    }
    Ok(found)
}

/// Whether the files of a revision hold exactly what a plan makes of its step, so that nothing is lost if
/// they are planned anew.
///
/// # Errors
/// When a file cannot be cut into sections.
pub(crate) fn is_as_planned(revision: &Revision, replanned: &Replanned) -> Result<bool> {
    let Replanned { comparison, down } = replanned;
    if comparison.up.stages.len() != 1 {
        return Ok(false);
    }
    for direction in [Direction::Up, Direction::Down] {
        let file = revision.file(direction);
        let sections = file
            .sections()
            .map_err(|error| Failure::new(error).context(shown(&revision.path(direction))))?;
        if !file.header.transaction || sections.iter().any(|s| !s.directives.is_plain()) {
            return Ok(false);
        }
        let plans: Vec<&Plan> = match direction {
            Direction::Up => vec![&comparison.up],
            Direction::Down => down.iter().collect(),
        };
        let planned: usize = plans.iter().map(|plan| plan.actions().count()).sum();
        let there: usize = sections.iter().map(|section| section.statements.len()).sum();
        if planned != there || !by_hand(revision, direction, plans)?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn renames_one_after_the_other_are_one() {
        let renames = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let both = renames(&["s.t.a=b", "s.t=u", "s.u.b=c", "s.u.x=y", "s.new=newer"]);
        assert_eq!(
            composed(&both, &set(&["s.t", "s.t.a", "s.t.x"]), &set(&["s.u", "s.u.c", "s.u.y"])),
            ["s.t.a=c", "s.t=u", "s.t.x=y"]
        );
        let there_and_back = renames(&["s.t.a=b", "s.t.b=a"]);
        assert!(composed(&there_and_back, &set(&["s.t.a"]), &set(&["s.t.a"])).is_empty());
    }
}
