//! What `--from` and `--to` take.

use std::fmt;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::nearest::nearest;
use crate::url::{DatabaseUrl, masked};

#[cfg(test)]
mod tests;

/// Anywhere a catalog comes from. `Display` writes it as it was given, passwords masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// The entities of the models crate.
    Models,
    /// A configured database, the default one or one with a label.
    Database(Option<String>),
    /// The revisions, up to the head or another one.
    Revisions(Option<String>),
    /// Any database.
    Url(DatabaseUrl),
    /// A file of SQL statements.
    File(PathBuf),
    /// A folder of such files.
    Folder(PathBuf),
    /// A file that `autogen dump --snapshot` wrote.
    Snapshot(PathBuf),
}

const FORMS: &str = "models, database, database:LABEL, revisions, revisions@REV, \
a postgres:// URL, a .sql file, a folder of .sql files, a snapshot .json";

impl State {
    /// Reads a state as given in `origin`, such as `--from`.
    ///
    /// # Errors
    /// When it has none of the forms, or a file is not there.
    pub(crate) fn parse(text: &str, origin: &str) -> Result<Self> {
        match text {
            "models" => return Ok(Self::Models),
            "database" => return Ok(Self::Database(None)),
            "revisions" => return Ok(Self::Revisions(None)),
            _ => {}
        }
        if let Some(label) = text.strip_prefix("database:").filter(|rest| !rest.starts_with("//")) {
            return named(label, origin, "label", "database:staging").map(Self::Database);
        }
        if let Some(revision) = text.strip_prefix("revisions@") {
            return named(revision, origin, "revision", "revisions@head").map(Self::Revisions);
        }
        if DatabaseUrl::is_one(text) {
            return Ok(Self::Url(DatabaseUrl::new(text, origin)));
        }
        Self::of_path(text, origin)
    }

    fn of_path(text: &str, origin: &str) -> Result<Self> {
        let path = PathBuf::from(text);
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        let extension = extension.as_deref().unwrap_or_default();
        match std::fs::metadata(&path) {
            Ok(found) if found.is_dir() => Ok(Self::Folder(path)),
            Ok(_) if extension == "sql" => Ok(Self::File(path)),
            Ok(_) if extension == "json" => Ok(Self::Snapshot(path)),
            Ok(_) => Err(Failure::new(format!(
                "{origin} names the file {text}, which is neither .sql nor .json"
            ))
            .hint(format!("a state is one of: {FORMS}"))),
            Err(error) => Err(unknown(text, extension, origin, &error)),
        }
    }

    /// Whether it counts from where a database is: `revisions@current`, `revisions@-1`.
    pub(crate) fn counts(&self) -> bool {
        let from_there =
            |address: &String| address.contains("current") || address.starts_with(['+', '-']);
        matches!(self, Self::Revisions(Some(address)) if from_there(address))
    }

    /// Whether it comes from the project itself, which then says what is managed.
    pub(crate) fn is_of_project(&self) -> bool {
        matches!(self, Self::Models | Self::Revisions(_))
    }
}

fn named(name: &str, origin: &str, what: &str, example: &str) -> Result<Option<String>> {
    if name.is_empty() {
        return Err(Failure::new(format!("{origin} lacks the {what}: {example}")));
    }
    Ok(Some(name.to_owned()))
}

fn unknown(text: &str, extension: &str, origin: &str, error: &std::io::Error) -> Failure {
    let text = masked(text);
    let is_path = text.contains(['/', '\\']) && !text.contains("://");
    if is_path || matches!(extension, "sql" | "json") {
        let problem = match error.kind() {
            std::io::ErrorKind::NotFound => "is not there".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        return Failure::new(format!("{origin} names {text}, which {problem}"))
            .hint(format!("a state is one of: {FORMS}"));
    }
    let words = ["models", "database", "revisions"];
    let problem = format!("{origin} says `{text}`, which is no state");
    let failure = match nearest(&text, words) {
        Some(word) => Failure::new(format!("{problem}, did you mean `{word}`?")),
        None => Failure::new(problem),
    };
    failure.hint(format!("a state is one of: {FORMS}"))
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Models => f.write_str("models"),
            Self::Database(None) => f.write_str("database"),
            Self::Database(Some(label)) => write!(f, "database:{label}"),
            Self::Revisions(None) => f.write_str("revisions"),
            Self::Revisions(Some(revision)) => write!(f, "revisions@{revision}"),
            Self::Url(url) => write!(f, "{url}"),
            Self::File(path) | Self::Folder(path) | Self::Snapshot(path) => {
                write!(f, "{}", path.display())
            }
        }
    }
}
