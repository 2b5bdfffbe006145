//! `autogen refresh`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use autogen_core::scope::Glob;
use autogen_migration::execute::describe;
use autogen_postgres::views::{self, Name, View};

use super::views::{name, unreadable};
use crate::args::RefreshArgs;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::nearest::nearest;
use crate::output::{line, note};
use crate::project;
use crate::report::one_line;

/// Refreshes materialized views, each behind those that it reads. Where one fails, those that read it
/// are left out and the others go on.
///
/// # Errors
/// When a name is unknown, or any of them could not be refreshed.
pub(crate) async fn run(context: &Context, args: &RefreshArgs) -> Result<Outcome> {
    let target = project::live(context).await?;
    let mut connection = target.connect().await?;
    let all = views::views(&mut connection).await.map_err(|e| unreadable(&target, &e))?;
    let all: BTreeMap<Name, View> = all.into_iter().map(|view| (view.key(), view)).collect();
    let sources = sources(&all);
    let mut chosen = chosen(&all, &args.names, target.default_schema.as_str())?;
    if args.with_dependents {
        let reads_chosen = |key: &&Name| sources[*key].iter().any(|source| chosen.contains(source));
        let more: Vec<Name> = sources.keys().filter(reads_chosen).cloned().collect();
        chosen.extend(more);
    }
    let ordered = ordered(&chosen, &sources);
    let mut failed: BTreeSet<&Name> = BTreeSet::new();
    let (mut refreshed, mut skipped) = (0, 0);
    for (n, key) in ordered.iter().enumerate() {
        let view = &all[*key];
        let (place, name) = (format!("[{}/{}]", n + 1, ordered.len()), name(view));
        if let Some(source) = sources[*key].iter().find(|source| failed.contains(source)) {
            let source = self::name(&all[source]);
            note(format_args!("{place} skipped {name}: it reads {source}, which failed"));
            skipped += 1;
            continue;
        }
        let concurrently = args.concurrently && view.concurrently();
        let how = match (args.concurrently, concurrently) {
            (_, true) => "concurrently, ",
            (true, false) if !view.populated => "plainly, as it was not populated, ",
            (true, false) => "plainly, for want of a unique index, ",
            (false, false) => "",
        };
        let start = Instant::now();
        match views::refresh(&mut connection, view, concurrently).await {
            Ok(()) => {
                let time = start.elapsed().as_millis();
                note(format_args!("{place} refreshed {name} ({how}{time} ms)"));
                refreshed += 1;
            }
            Err(error) if error.as_database_error().is_none() => {
                return Err(Failure::new(error).context(format_args!("refreshing {name}")));
            }
            Err(error) => {
                note(format_args!("{place} failed {name}: {}", describe(&error)));
                failed.insert(*key);
            }
        }
    }
    if failed.is_empty() {
        line(match refreshed {
            0 => "there are no materialized views".to_owned(),
            1 => "refreshed 1 materialized view".to_owned(),
            n => format!("refreshed {n} materialized views"),
        });
        return Ok(Outcome::Done);
    }
    line(format_args!("refreshed {refreshed}, failed {}, skipped {skipped}", failed.len()));
    let names: Vec<String> = failed.iter().map(|key| name(&all[*key])).collect();
    Err(Failure::new(format_args!("could not be refreshed: {}", names.join(", "))))
}

/// For each materialized view those that it reads, directly, through views, or through each other.
fn sources(all: &BTreeMap<Name, View>) -> BTreeMap<Name, BTreeSet<Name>> {
    let mut found = BTreeMap::new();
    for (key, view) in all.iter().filter(|(_, view)| view.materialized) {
        let mut seen: BTreeSet<Name> = BTreeSet::new();
        let mut waiting = vec![view];
        while let Some(view) = waiting.pop() {
            for read in &view.reads {
                if let Some(next) = all.get(&read.key())
                    && seen.insert(read.key())
                {
                    waiting.push(next);
                }
            }
        }
        seen.retain(|name| all[name].materialized && name != key);
        found.insert(key.clone(), seen);
    }
    found
}

/// Each behind what it reads, otherwise by name.
fn ordered<'a>(
    chosen: &'a BTreeSet<Name>,
    sources: &BTreeMap<Name, BTreeSet<Name>>,
) -> Vec<&'a Name> {
    let mut ordered: Vec<&Name> = chosen.iter().collect();
    // sources hold the sources of their sources, so that whoever reads another has more of them
    ordered.sort_by_key(|name| sources[*name].len());
    ordered
}

/// The materialized views that are meant, all of them if none is named.
fn chosen(
    all: &BTreeMap<Name, View>,
    names: &[String],
    default_schema: &str,
) -> Result<BTreeSet<Name>> {
    let materialized =
        || all.iter().filter(|(_, view)| view.materialized).map(|(key, _)| key.clone());
    if names.is_empty() {
        return Ok(materialized().collect());
    }
    let mut chosen = BTreeSet::new();
    for wanted in names {
        let full = |(schema, name): &Name| format!("{schema}.{name}");
        let is_pattern = wanted.contains(['*', '?']);
        let glob = Glob::new(wanted);
        let matches = |key: &Name| match is_pattern {
            true => glob.matches(&full(key)) || glob.matches(&key.1),
            false => full(key) == *wanted || key.1 == *wanted,
        };
        let mut found: Vec<Name> = materialized().filter(&matches).collect();
        if found.len() > 1 && !is_pattern {
            // the full name, or else the default schema's, is what is meant
            let exact = found.iter().find(|key| full(key) == *wanted);
            let exact = exact.or_else(|| found.iter().find(|key| key.0 == default_schema));
            match exact.cloned() {
                Some(key) => found = vec![key],
                None => {
                    let names: Vec<String> = found.iter().map(|key| one_line(&full(key))).collect();
                    let text = format!("{} may be {}", one_line(wanted), names.join(" or "));
                    return Err(Failure::new(text));
                }
            }
        }
        if found.is_empty() {
            return Err(unknown(wanted, all, all.keys().any(matches)));
        }
        chosen.extend(found);
    }
    Ok(chosen)
}

fn unknown(wanted: &str, all: &BTreeMap<Name, View>, is_view: bool) -> Failure {
    let wanted_line = one_line(wanted);
    if is_view {
        return Failure::new(format!("{wanted_line} is a view, which holds no rows to refresh"))
            .hint("refresh what it reads: see `autogen views`");
    }
    let names: Vec<String> = all
        .values()
        .filter(|view| view.materialized)
        .flat_map(|view| [view.name.clone(), name(view)])
        .collect();
    let problem = format!("there is no materialized view {wanted_line}");
    match nearest(wanted, names.iter().map(String::as_str)) {
        Some(near) => Failure::new(format!("{problem}, did you mean `{}`?", one_line(near))),
        None => Failure::new(problem).hint("see `autogen views`"),
    }
}
