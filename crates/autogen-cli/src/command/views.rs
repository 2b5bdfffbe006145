//! `autogen views`.

use autogen_migration::execute::describe;
use autogen_postgres::views::{Read, View, views};
use serde::Serialize;

use crate::args::{ViewsArgs, ViewsFormat};
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output::{artifact, note, text};
use crate::project;
use crate::report::one_line;

/// The number of the shape; a change that a reader could stumble over is a new one.
const FORMAT: u32 = 1;

/// Lists the views of the database.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn run(context: &Context, args: &ViewsArgs) -> Result<Outcome> {
    let target = project::live(context).await?;
    let mut connection = target.connect().await?;
    let views = views(&mut connection).await.map_err(|error| unreadable(&target, &error))?;
    match args.format {
        ViewsFormat::Json => artifact(&json(&views)),
        ViewsFormat::Human => {
            text(&views.iter().map(human).collect::<Vec<_>>().join("\n"));
            match views.len() {
                0 => note(format_args!("{} has no views", target.label)),
                _ => {
                    note(
                        "sizes are with indexes; rows are estimates of the last vacuum or analyze",
                    );
                }
            }
        }
    }
    Ok(Outcome::Done)
}

/// What to say when the views of a database cannot be read.
pub(super) fn unreadable(target: &Target, error: &sqlx::Error) -> Failure {
    Failure::new(describe(error)).context(format_args!("reading the views of {}", target.label))
}

/// Schema and name for people.
pub(super) fn name(view: &View) -> String {
    one_line(&format!("{}.{}", view.schema, view.name))
}

fn kind(view: &View) -> &'static str {
    if view.materialized { "materialized view" } else { "view" }
}

fn human(view: &View) -> String {
    let mut facts = Vec::new();
    if view.materialized {
        facts.push(if view.populated { "populated" } else { "not populated" }.to_owned());
        facts.push(match view.bytes {
            Some(bytes) => size(bytes),
            None => "locked, perhaps being refreshed".to_owned(),
        });
        facts.push(match view.rows {
            Some(1) => "about 1 row".to_owned(),
            Some(rows) => format!("about {rows} rows"),
            None => "rows not known, never analyzed".to_owned(),
        });
        facts.push(if view.concurrently() {
            "can be refreshed concurrently".to_owned()
        } else if !view.populated {
            "not refreshed concurrently before it is populated".to_owned()
        } else {
            "no unique index to refresh it concurrently".to_owned()
        });
    }
    let mut text = format!("{} {}", kind(view), name(view));
    if !facts.is_empty() {
        text += &format!(": {}", facts.join(", "));
    }
    text.push('\n');
    let indexes = view.indexes.iter().map(|index| {
        let unique = if index.unique { " (unique)" } else { "" };
        format!("{}{unique}", one_line(&index.name))
    });
    let indexes = indexes.collect::<Vec<_>>().join(", ");
    for (word, items) in [("indexes", indexes), ("reads", reads(&view.reads))] {
        if !items.is_empty() {
            text += &format!("  {word:<8}{items}\n");
        }
    }
    text
}

/// By kind: `view data_portal.more; tables public.sample, public.unit`.
fn reads(all: &[Read]) -> String {
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for Read { schema, name, kind } in all {
        let name = one_line(&format!("{schema}.{name}"));
        match kinds.iter_mut().find(|(of, _)| of == kind) {
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }
    let words = kinds.iter().map(|(kind, names)| {
        let plural = if names.len() == 1 { "" } else { "s" };
        format!("{kind}{plural} {}", names.join(", "))
    });
    words.collect::<Vec<_>>().join("; ")
}

/// Bytes in a unit that leaves up to four digits.
#[expect(clippy::cast_precision_loss, reason = "rounded for people anyway")]
fn size(bytes: i64) -> String {
    let mut size = bytes as f64;
    for unit in ["bytes", "kB", "MB", "GB"] {
        if size < 1024.0 {
            let digits = usize::from(unit != "bytes" && size < 10.0);
            return format!("{size:.digits$} {unit}");
        }
        size /= 1024.0;
    }
    format!("{size:.1} TB")
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    views: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    schema: &'a str,
    name: &'a str,
    kind: &'static str,
    populated: bool,
    /// With indexes; null for a view, and while it is locked.
    bytes: Option<i64>,
    /// As the last vacuum or analyze estimates; null before the first.
    estimated_rows: Option<i64>,
    concurrently: bool,
    indexes: Vec<Index<'a>>,
    reads: Vec<Reading<'a>>,
}

#[derive(Serialize)]
struct Index<'a> {
    name: &'a str,
    unique: bool,
}

#[derive(Serialize)]
struct Reading<'a> {
    schema: &'a str,
    name: &'a str,
    kind: &'a str,
}

fn json(views: &[View]) -> String {
    let listed = views.iter().map(|view| Listed {
        schema: &view.schema,
        name: &view.name,
        kind: kind(view),
        populated: view.populated,
        bytes: view.bytes,
        estimated_rows: view.rows,
        concurrently: view.concurrently(),
        indexes: view
            .indexes
            .iter()
            .map(|index| Index { name: &index.name, unique: index.unique })
            .collect(),
        reads: view
            .reads
            .iter()
            .map(|Read { schema, name, kind }| Reading { schema, name, kind })
            .collect(),
    });
    let report = Report { format: FORMAT, views: listed.collect() };
    // plain structs of text, numbers and lists: JSON always takes them
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(0), "0 bytes");
        assert_eq!(size(8192), "8.0 kB");
        assert_eq!(size(57_344), "56 kB");
        assert_eq!(size(1_300_000_000), "1.2 GB");
    }
}
