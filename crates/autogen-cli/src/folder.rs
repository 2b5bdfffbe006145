//! A catalog as a folder of SQL: a file an object, and an index in whose order they run.
//!
//! `names.rs` says what the files are called, `write.rs` puts them on disk; here stands what is in them.
//! Nothing here knows where catalogs come from.

mod names;
mod write;

use std::path::{Path, PathBuf};

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::outline::outline;
use autogen_core::plan::Plan;
use autogen_core::script::settings;
use autogen_revision::Section;

use crate::config::shown;
use crate::failure::{Failure, Result};
use crate::report::{one_line, statement};
use names::Names;

pub(crate) use write::write;

/// The file that runs the others.
pub(crate) const INDEX: &str = "index.sql";

/// What the first line of each file begins with that a dump has written, and may write again.
pub(crate) const MARK: &str = "-- autogen dump: ";

/// How psql includes a file, named relative to the one that says so.
const INCLUDE: &str = "\\ir ";

/// The files of a folder, by paths in it, in the order in which they run.
pub(crate) struct Files {
    pub(crate) objects: Vec<(PathBuf, String)>,
    /// The text of the index.
    pub(crate) index: String,
}

/// The files that make `after` of an empty database, whose catalog `before` is.
pub(crate) fn files(plan: &Plan, before: &Catalog, after: &Catalog) -> Files {
    let schema = &after.default_schema;
    let chunks = outline(plan, before, after);
    let names = Names::of(&chunks, schema);
    let mut objects = Vec::new();
    for (n, chunk) in chunks.iter().enumerate() {
        let what = match &chunk.late {
            Some(part) if *part != chunk.object => part,
            _ => &chunk.object,
        };
        let statements = chunk.actions.iter().map(statement);
        // what costs on a table with rows costs nothing on a new one
        let statements = statements
            .map(|statement| autogen_revision::Statement { comments: Vec::new(), ..statement });
        let section = Section { statements: statements.collect(), ..Section::default() };
        let text = format!("{MARK}{}\n\n{section}", one_line(&what.label(schema)));
        objects.push((names.path(n), text));
    }
    let index = index(&objects, schema);
    Files { objects, index }
}

/// A script for psql, one transaction as it is.
fn index(objects: &[(PathBuf, String)], default_schema: &Ident) -> String {
    let mut text = format!(
        "{MARK}index\n-- psql -f index.sql makes all of it in a database where it is not there yet\n\n\
         \\set ON_ERROR_STOP on\n\\encoding UTF8\nbegin;\n"
    );
    if default_schema.as_str() != "public" {
        text += &format!("create schema if not exists {default_schema};\n");
    }
    for setting in settings(default_schema) {
        text += &format!("{setting};\n");
    }
    text.push('\n');
    for (path, _) in objects {
        text += &format!("{INCLUDE}{}\n", path.display());
    }
    text + "\ncommit;\n"
}

/// The files that the index of a folder names, in its order, if the folder has an index.
///
/// # Errors
/// When it names one that is not there.
pub(crate) fn listed(folder: &Path) -> Result<Option<Vec<PathBuf>>> {
    let index = folder.join(INDEX);
    let Ok(text) = std::fs::read_to_string(&index) else { return Ok(None) };
    let mut paths = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some(name) = line.strip_prefix(INCLUDE) else { continue };
        let name = name.trim();
        let name = match name.strip_prefix('\'').and_then(|name| name.strip_suffix('\'')) {
            Some(quoted) => quoted.replace("''", "'"),
            None => name.to_owned(),
        };
        let path = folder.join(&name);
        if !path.is_file() {
            let place = format!("{}:{}", shown(&index), number + 1);
            return Err(Failure::new(format_args!("{place} names {name}, which is not there"))
                .hint("take the line out, or write the folder anew: autogen dump FOLDER"));
        }
        paths.push(path);
    }
    // a table may be called index
    Ok(Some(paths).filter(|paths| !paths.is_empty()))
}

#[cfg(test)]
mod tests;
