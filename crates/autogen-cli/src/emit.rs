//! The Rust file for a list of sea-orm-migration, beside a revision's pair.
//!
//! It embeds the pair and runs it, so that the SQL stays what is reviewed, proven and locked, and the
//! chain stays whole. It needs nothing of autogen.

use std::path::{Path, PathBuf};

use autogen_revision::{Chain, Direction, Revision, RevisionId};
use clap::ValueEnum;

use crate::config::shown;
use crate::failure::{Failure, Result};

/// What is written for a revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    /// The pair of SQL files
    #[default]
    Sql,
    /// The pair, and a Rust file that hands it to sea-orm-migration
    Rust,
}

impl Emit {
    /// The word for it in `autogen.toml`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::from_str(text, false).ok()
    }
}

/// Writes the Rust file beside the pair of each of these revisions; returns their paths.
///
/// # Errors
/// When a revision has sections that only autogen can run; the pairs are there then.
pub(crate) fn rust(folder: &Path, ids: &[RevisionId]) -> Result<Vec<PathBuf>> {
    let chain = Chain::read(folder)?;
    let mut written = Vec::new();
    for revision in ids.iter().filter_map(|id| chain.get(*id)) {
        let path = folder.join(format!("{}.rs", module(revision)));
        let text = text(revision)?;
        std::fs::write(&path, text).map_err(|error| Failure::new(error).context(shown(&path)))?;
        written.push(path);
    }
    Ok(written)
}

/// What to add to the list of migrations, for people.
pub(crate) fn advice(written: &[PathBuf]) -> String {
    let modules = written.iter().filter_map(|path| path.file_stem()?.to_str());
    let lines = modules.map(|name| format!("`mod {name};` and `Box::new({name}::Migration)`"));
    format!("add to the list of migrations: {}", lines.collect::<Vec<_>>().join(", "))
}

/// The name under which sea-orm-migration records it, which autogen knows for its own.
fn name(revision: &Revision) -> String {
    let file = revision.file_name(Direction::Up);
    format!("{}_{}", file.id, file.slug)
}

fn module(revision: &Revision) -> String {
    // somebody may have renamed the files
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("m{}", name(revision).chars().map(plain).collect::<String>())
}

fn text(revision: &Revision) -> Result<String> {
    let mut transaction = true;
    for direction in [Direction::Up, Direction::Down] {
        let file = revision.file(direction);
        let path = revision.path(direction);
        let special = file.needs_runner().map_err(|e| Failure::new(e).context(shown(&path)))?;
        if special {
            return Err(Failure::new(format_args!(
                "{}: only autogen can run its sections, so there is no Rust file for it",
                shown(&path)
            ))
            .hint(
                "hand the whole chain to sea-orm-migration, with autogen_migration::migrator! and its \
                 `migrations()`",
            ));
        }
        transaction &= file.header.transaction;
    }
    let title: String = revision.title().chars().map(visible).collect();
    let (name, id) = (name(revision), revision.id());
    let (up, down) = (revision.file_name(Direction::Up), revision.file_name(Direction::Down));
    let (up, down) = (up.to_string(), down.to_string());
    let outside = if transaction {
        String::new()
    } else {
        "\n    fn use_transaction(&self) -> Option<bool> {\n        Some(false)\n    }\n".to_owned()
    };
    Ok(format!(
        "//! {title}
//!
//! Written by autogen: it runs the two SQL files beside it, which are what is reviewed.

use sea_orm_migration::prelude::*;

/// Revision {id}.
pub struct Migration;

impl MigrationName for Migration {{
    fn name(&self) -> &str {{
        {name:?}
    }}
}}

#[async_trait::async_trait]
impl MigrationTrait for Migration {{
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {{
        let sql = include_str!({up:?});
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }}

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {{
        let sql = include_str!({down:?});
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }}
{outside}}}
"
    ))
}

/// What may stand in a comment without changing how the file reads.
fn visible(c: char) -> char {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns { ' ' } else { c }
}
