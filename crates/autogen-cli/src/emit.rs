//! The Rust file for a list of sea-orm-migration, beside a revision's pair.
//!
//! It embeds the pair and runs it, so that the SQL stays what is reviewed, proven and locked, and the
//! chain stays whole. It needs nothing of autogen.

use std::path::PathBuf;

use autogen_revision::{Chain, Direction, NewHalf, NewRevision, Revision};
use clap::ValueEnum;

use crate::config::shown;
use crate::failure::{Failure, Result};
use crate::output;

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

    /// Refuses, before anything is written, what there is no Rust file for.
    ///
    /// # Errors
    /// When a revision has sections that only autogen can run.
    pub(crate) fn check(self, revisions: &[NewRevision]) -> Result<()> {
        let halves = revisions.iter().flat_map(|revision| [&revision.up, &revision.down]);
        // what has a guard, or would be given one
        let special = |half: &&NewHalf| half.needs_runner();
        match (self, halves.filter(special).count()) {
            (Self::Sql, _) | (Self::Rust, 0) => Ok(()),
            (Self::Rust, _) => Err(Failure::new(
                "only autogen can run the sections of this revision, so there is no Rust file for it",
            )
            .hint("write the pair alone: --emit sql")
            .hint(
                "and hand the whole chain to sea-orm-migration: autogen_migration::migrator! and its \
                 `migrations()`",
            )),
        }
    }

    /// Writes what is asked for beside the pairs of new revisions, says so, and returns the files.
    ///
    /// # Errors
    /// When the files cannot be read back or written.
    pub(crate) fn beside(self, chain: &Chain, revisions: &[NewRevision]) -> Result<Vec<PathBuf>> {
        if self == Self::Sql {
            return Ok(Vec::new());
        }
        let folder = chain.folder();
        let chain = Chain::read(folder)?;
        let (mut written, mut modules) = (Vec::new(), Vec::new());
        for revision in revisions.iter().filter_map(|new| chain.get(new.up.header.id)) {
            let module = module(revision);
            let path = folder.join(format!("{module}.rs"));
            std::fs::write(&path, text(revision))
                .map_err(|error| Failure::new(error).context(shown(&path)))?;
            output::line(format_args!("wrote {}", shown(&path)));
            written.push(path);
            modules.push(format!("`mod {module};` and `Box::new({module}::Migration)`"));
        }
        output::note(format_args!("add to the list of migrations: {}", modules.join(", ")));
        Ok(written)
    }
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

fn text(revision: &Revision) -> String {
    let transaction = revision.up.header.transaction && revision.down.header.transaction;
    let title: String = revision.title().chars().map(visible).collect();
    let (name, id) = (name(revision), revision.id());
    let (up, down) = (revision.file_name(Direction::Up), revision.file_name(Direction::Down));
    let (up, down) = (up.to_string(), down.to_string());
    let outside = if transaction {
        String::new()
    } else {
        "\n    fn use_transaction(&self) -> Option<bool> {\n        Some(false)\n    }\n".to_owned()
    };
    format!(
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
    )
}

/// What may stand in a comment without changing how the file reads.
fn visible(c: char) -> char {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns { ' ' } else { c }
}
