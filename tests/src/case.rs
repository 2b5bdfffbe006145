//! A case of the corpus: a folder `tests/cases/<kind>/<case>` with `before.sql`, `after.sql`, rows for
//! the former state in `seed.sql`, and what is particular about it in `case.toml`.

use std::path::{Path, PathBuf};

use autogen_core::ident::{Ident, QualifiedName};
use serde::Deserialize;

use crate::{Result, while_};

/// What `case.toml` says; all of it may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expectations {
    /// The oldest major that takes the SQL.
    pub min_major: u32,
    /// What a person decides: `rename S.OLD=NEW`, `rename S.T.OLD=NEW`, `allow FLAG`.
    pub decisions: Vec<String>,
    /// The up plan must be refused, in a message with these names.
    pub refused: Vec<String>,
    /// Most statements that the up plan may have, renames included.
    pub up_statements: Option<usize>,
    /// Tables (by their new names) that the up plan must not write anew.
    pub kept_tables: Vec<String>,
    /// Indexes that it must not build anew.
    pub kept_indexes: Vec<String>,
    /// Tables whose rows are gone after up and down.
    pub lost_rows: Vec<String>,
}

/// A rename that a person decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    schema: Ident,
    table: Ident,
    column: Option<Ident>,
    to: Ident,
}

impl Rename {
    /// From `S.OLD=NEW` or `S.T.OLD=NEW`.
    fn parse(text: &str) -> Option<Self> {
        let (old, to) = text.split_once('=')?;
        let names: Vec<Ident> = old.split('.').map(Ident::new).collect();
        let (schema, table, column) = match names.as_slice() {
            [schema, table] => (schema, table, None),
            [schema, table, column] => (schema, table, Some(column.clone())),
            _ => return None,
        };
        Some(Self { schema: schema.clone(), table: table.clone(), column, to: Ident::new(to) })
    }

    /// The statement that does it.
    pub fn sql(&self) -> String {
        let Self { schema, table, column, to } = self;
        let table = QualifiedName { schema: Some(schema.clone()), name: table.clone() };
        match column {
            Some(column) => format!("alter table {table} rename column {column} to {to}"),
            None => format!("alter table {table} rename to {to}"),
        }
    }

    /// Whether it renames a table.
    pub fn is_of_table(&self) -> bool {
        self.column.is_none()
    }

    /// The table under its new name.
    pub fn target(&self) -> QualifiedName {
        let name = if self.is_of_table() { &self.to } else { &self.table };
        QualifiedName { schema: Some(self.schema.clone()), name: name.clone() }
    }

    /// A name for a table that holds the new name already.
    pub fn aside(&self) -> Ident {
        Ident::new(format!("{}__old", self.to.as_str()))
    }

    /// The way back.
    pub fn inverted(&self) -> Self {
        let Self { schema, table, column, to } = self.clone();
        match column {
            Some(column) => Self { schema, table, column: Some(to), to: column },
            None => Self { schema, table: to, column: None, to: table },
        }
    }
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// `<kind>/<case>`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What is particular about it.
    pub expects: Expectations,
}

impl Case {
    /// All cases below a folder, by name.
    ///
    /// # Errors
    /// When a folder or a `case.toml` cannot be read.
    pub fn all(cases: &Path) -> Result<Vec<Self>> {
        let mut found = Vec::new();
        for kind in folders(cases)? {
            for folder in folders(&kind)? {
                let name = [&kind, &folder].map(|f| f.file_name().unwrap_or_default());
                let name = name.map(|n| n.to_string_lossy().into_owned()).join("/");
                let expects = match std::fs::read_to_string(folder.join("case.toml")) {
                    Ok(text) => while_(&format!("{name}/case.toml"), toml::from_str(&text))?,
                    Err(_) => Expectations::default(),
                };
                found.push(Self { name, folder, expects });
            }
        }
        Ok(found)
    }

    /// The text of one of its files; empty when there is none.
    pub fn sql(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.join(file)).unwrap_or_default()
    }

    /// The renames in the order in which they can be made: columns are named by the old table.
    ///
    /// # Errors
    /// When one is not understood.
    pub fn renames(&self) -> Result<Vec<Rename>> {
        let texts = self.expects.decisions.iter().filter_map(|d| d.strip_prefix("rename "));
        let parse = |text: &str| Rename::parse(text).ok_or_else(|| format!("rename {text}: what?"));
        let mut renames = texts.map(parse).collect::<Result<Vec<_>>>()?;
        renames.sort_by_key(|rename| rename.column.is_none());
        Ok(renames)
    }
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>> {
    let entries = while_(&parent.display().to_string(), std::fs::read_dir(parent))?;
    let mut found: Vec<_> =
        entries.filter_map(|e| e.ok().map(|e| e.path())).filter(|path| path.is_dir()).collect();
    found.sort();
    Ok(found)
}
