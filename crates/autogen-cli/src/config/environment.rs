//! The variables of `.env` and of the environment, which wins.

use std::collections::BTreeMap;
use std::path::Path;

use crate::failure::{Failure, Result};

/// Variables, each with where it comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment(BTreeMap<String, Variable>);

/// The value of a variable.
#[derive(Clone)]
pub(crate) struct Variable {
    /// Never empty: an empty variable counts as not set.
    pub(crate) value: String,
    /// `DATABASE_URL in .env`.
    pub(crate) origin: String,
}

impl std::fmt::Debug for Variable {
    /// Leaves out the value, which may be or hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin)
    }
}

impl Environment {
    /// The variables of the project's `.env`, and over them those of this process.
    ///
    /// # Errors
    /// When `.env` cannot be read. Its content is not shown: it is where passwords are.
    pub(crate) fn collect(project: &Path) -> Result<Self> {
        let mut found = Self::default();
        let path = project.join(".env");
        if path.is_file() {
            let text = std::fs::read_to_string(&path).map_err(|error| {
                Failure::new(format!("{} cannot be read: {error}", super::shown(&path)))
            })?;
            found.add_file(&text)?;
        }
        for (name, value) in std::env::vars_os() {
            if let (Some(name), Some(value)) = (name.to_str(), value.to_str()) {
                found.set(name, value, format!("the environment variable {name}"));
            }
        }
        Ok(found)
    }

    fn add_file(&mut self, text: &str) -> Result<()> {
        for item in dotenvy::from_read_iter(text.as_bytes()) {
            match item {
                Ok((name, value)) => self.set(&name, &value, format!("{name} in .env")),
                Err(dotenvy::Error::LineParse(wrong, _)) => {
                    let line = text.lines().position(|line| line.contains(wrong.trim()));
                    let place = line.map_or(String::new(), |n| format!(":{}", n + 1));
                    return Err(Failure::new(format!(
                        ".env{place} is no line of the form NAME=value"
                    ))
                    .hint("put a value with spaces, `#` or `$` in single quotes"));
                }
                Err(error) => return Err(Failure::new(format!(".env cannot be read: {error}"))),
            }
        }
        Ok(())
    }

    /// An empty value takes back what `.env` says.
    fn set(&mut self, name: &str, value: &str, origin: String) {
        if value.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), Variable { value: value.to_owned(), origin });
        }
    }

    /// A variable, unless it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&Variable> {
        self.0.get(name)
    }

    /// The names that start with `AUTOGEN_`.
    pub(super) fn ours(&self) -> impl Iterator<Item = (&str, &Variable)> {
        let ours = self.0.iter().filter(|(name, _)| name.starts_with("AUTOGEN_"));
        ours.map(|(name, variable)| (name.as_str(), variable))
    }

    #[cfg(test)]
    pub(crate) fn of(file: &str, process: &[(&str, &str)]) -> Result<Self> {
        let mut found = Self::default();
        found.add_file(file)?;
        for (name, value) in process {
            found.set(name, value, format!("the environment variable {name}"));
        }
        Ok(found)
    }
}
