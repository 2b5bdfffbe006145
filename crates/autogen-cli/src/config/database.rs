//! `[database]` and `[database.LABEL]`, each with its variables in the environment.

use std::collections::BTreeMap;
use std::time::Duration;

use autogen_core::ident::Ident;
use autogen_core::scope::Glob;
use autogen_revision::duration;

use super::environment::{Environment, Variable};
use super::file::{Entry, Section};
use super::merge::{boolean, idents, listed, set, set_some, url};
use crate::failure::{Failure, Result};
use crate::url::DatabaseUrl;

/// What the variables of a database end in.
const KEYS: [&str; 7] =
    ["DEVELOPMENT", "LOCK_TIMEOUT", "ROLE", "SCHEMA", "SCHEMAS", "STATEMENT_TIMEOUT", "URL"];

/// What `-d` reads as something else, or what is a key beside the labels.
const RESERVED: [&str; 2] = ["all", "roles"];

/// `[database]`, `[database.LABEL]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Database {
    /// Where it is; without one, the default database is the embedded one.
    pub(crate) url: Option<DatabaseUrl>,
    /// Its default schema, if not that of the project.
    pub(crate) schema: Option<Ident>,
    /// The schemas that revisions are run into, each as if it were the default schema: those that
    /// exist and match one of these. Empty: the one default schema.
    pub(crate) schemas: Vec<Glob>,
    /// The role that is taken on after connecting.
    pub(crate) role: Option<Ident>,
    /// The `lock_timeout` of revisions, where they do not say their own.
    pub(crate) lock_timeout: Option<Duration>,
    /// The `statement_timeout` of revisions, where they do not say their own.
    pub(crate) statement_timeout: Option<Duration>,
    /// Its own roles for the words of `-- autogen: role WORD`, before those of `[roles]`.
    pub(crate) roles: BTreeMap<String, Ident>,
    /// Whether its server may hold scratch databases.
    pub(crate) development: bool,
}

impl Database {
    /// Takes the keys of a database out of its table. `roles` is a key of labelled ones only: for the
    /// default database, `[roles]` is there.
    ///
    /// # Errors
    /// When a value is not what it should be.
    pub(super) fn from_file(section: &mut Section<'_>, labelled: bool) -> Result<Self> {
        let url = section.take("url").map(|entry| {
            let origin = entry.origin();
            entry.string().map(|text| DatabaseUrl::new(text, origin))
        });
        let roles = if labelled { section.section("roles")? } else { None };
        Ok(Self {
            url: url.transpose()?,
            schema: section.string("schema")?.map(Ident::new),
            schemas: section.take("schemas").map(schemas).transpose()?.unwrap_or_default(),
            role: section.string("role")?.map(Ident::new),
            lock_timeout: section.take("lock_timeout").map(time).transpose()?,
            statement_timeout: section.take("statement_timeout").map(time).transpose()?,
            roles: roles.map(idents).transpose()?.unwrap_or_default(),
            development: section.boolean("development")?.unwrap_or_default(),
        })
    }

    /// Takes over what the environment says under a prefix, which ends in `_`.
    ///
    /// # Errors
    /// When a value is not what it should be.
    pub(super) fn apply_environment(
        &mut self,
        environment: &Environment,
        prefix: &str,
    ) -> Result<()> {
        let get = |key: &str| environment.get(&format!("{prefix}{key}"));
        let ident = |key: &str| get(key).map(|variable| Ident::new(&variable.value));
        let time = |key: &str| {
            let read = |variable: &Variable| time_of(&variable.value, &variable.origin);
            get(key).map(read).transpose()
        };
        set_some(&mut self.url, get("URL").map(url));
        set_some(&mut self.schema, ident("SCHEMA"));
        let schemas = get("SCHEMAS").map(|variable| listed(&variable.value));
        set(&mut self.schemas, schemas.map(|globs| globs.into_iter().map(Glob::new).collect()));
        set_some(&mut self.role, ident("ROLE"));
        set_some(&mut self.lock_timeout, time("LOCK_TIMEOUT")?);
        set_some(&mut self.statement_timeout, time("STATEMENT_TIMEOUT")?);
        set(&mut self.development, get("DEVELOPMENT").map(boolean).transpose()?);
        Ok(())
    }
}

/// The prefix of the variables of a labelled database: `AUTOGEN_DATABASE_EU_WEST_`.
pub(super) fn prefix_of(label: &str) -> String {
    format!("AUTOGEN_DATABASE_{}_", in_capitals(label))
}

/// The variables of the database with a prefix.
pub(super) fn variables(prefix: &str) -> impl Iterator<Item = String> {
    KEYS.into_iter().map(move |key| format!("{prefix}{key}"))
}

/// A word as the environment writes it.
pub(super) fn in_capitals(word: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    word.chars().map(plain).collect()
}

/// Refuses a label that `-d` could not name.
///
/// # Errors
/// Where it stands, and why it cannot be one.
pub(super) fn refuse_label(label: &str, origin: &str) -> Result<()> {
    if RESERVED.contains(&label) {
        return Err(Failure::new(format!("{origin}: `{label}` is reserved and cannot be a label"))
            .hint(match label {
                "all" => "`-d all` means every database with a label; choose another one",
                _ => "roles of every database stand in [roles], those of one in [database.LABEL.roles]",
            }));
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || "*?,/".contains(c);
    if label.is_empty() || label.starts_with('-') || label.contains(odd) {
        return Err(Failure::new(format!("{origin}: `{label}` cannot be a label")).hint(
            "a label has no blanks and none of `*`, `?`, `,` and `/`, since `-d 'prod_*'` and `-d a,b` \
             choose several",
        ));
    }
    Ok(())
}

/// One pattern, or a list of them.
fn schemas(entry: Entry<'_>) -> Result<Vec<Glob>> {
    let patterns = if entry.is_string() { vec![entry.string()?] } else { entry.strings()? };
    Ok(patterns.into_iter().map(Glob::new).collect())
}

fn time(entry: Entry<'_>) -> Result<Duration> {
    let origin = entry.origin();
    time_of(&entry.string()?, &origin)
}

fn time_of(text: &str, origin: &str) -> Result<Duration> {
    duration::parse(text).ok_or_else(|| {
        Failure::new(format!("{origin} must be a length of time, and it is `{text}`"))
            .hint("a whole number and its unit, ms, s, min or h: \"3s\"; \"0\" for none")
    })
}
