//! The URL of a database, which never shows its password.

use std::fmt;

use sqlx::postgres::PgConnectOptions;

use crate::failure::{Failure, Result};

/// The URL of a database and where it was given. `Display` and `Debug` mask the password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DatabaseUrl {
    text: String,
    origin: String,
}

impl DatabaseUrl {
    /// Takes a URL as given in `origin`: `--database-url`, `DATABASE_URL in .env` …
    pub(crate) fn new(text: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { text: text.into(), origin: origin.into() }
    }

    /// Whether a text is a URL of Postgres.
    pub(crate) fn is_one(text: &str) -> bool {
        text.starts_with("postgres://") || text.starts_with("postgresql://")
    }

    /// Connection options. They hold the password: do not print them.
    ///
    /// # Errors
    /// When it is no URL of Postgres.
    pub(crate) fn options(&self) -> Result<PgConnectOptions> {
        let wrong = |problem: &dyn fmt::Display| {
            Failure::new(format!(
                "the database URL of {} cannot be used: {problem}: {self}",
                self.origin
            ))
            .hint("give one like postgres://user:password@host:5432/database")
            .hint("in a URL, `@`, `/`, `?`, `#` and `%` in a password are written %40 %2F %3F %23 %25")
        };
        if !Self::is_one(&self.text) {
            return Err(wrong(&"it does not start with postgres:// or postgresql://"));
        }
        self.text.parse().map_err(|error: sqlx::Error| match error {
            sqlx::Error::Configuration(problem) => wrong(&problem),
            other => wrong(&other),
        })
    }
}

impl DatabaseUrl {
    /// The URL as it was given. It may hold the password: do not print it.
    pub(crate) fn with_password(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.text))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that may be, or be meant as, a connection URL or string, with `***` for its passwords. It
/// rather masks too much: a password that should have been escaped may hold `/`, `?` and `@`.
pub(crate) fn masked(text: &str) -> String {
    let scheme = text.find("://").map_or(0, |at| at + "://".len());
    let (before, rest) = text.split_at(scheme);
    let mut shown = match rest.rsplit_once('@').map(|(user, place)| (user.split_once(':'), place)) {
        Some((Some((user, _)), place)) => format!("{before}{user}:***@{place}"),
        _ => text.to_owned(),
    };
    let mut from = 0;
    while let Some(at) = shown[from..].to_ascii_lowercase().find("password=") {
        let start = from + at + "password=".len();
        let rest = &shown[start..];
        let length = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.find('\'').map_or(rest.len(), |end| end + 2),
            None => rest.find(['&', ' ']).unwrap_or(rest.len()),
        };
        shown.replace_range(start..start + length, "***");
        from = start;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked() {
        for (text, shown) in [
            ("postgres://me:secret@host:5432/app", "postgres://me:***@host:5432/app"),
            ("postgres://me@host/app", "postgres://me@host/app"),
            ("postgres://host:5432/app", "postgres://host:5432/app"),
            ("postgres://me:a/b?c#d@e@host/app", "postgres://me:***@host/app"),
            ("postgres://me:@host/app", "postgres://me:***@host/app"),
            (
                "postgres:///app?user=me&password=secret&x=1",
                "postgres:///app?user=me&password=***&x=1",
            ),
            ("postgres://h/app?sslPassword=secret", "postgres://h/app?sslPassword=***"),
            ("host=h password='a b' user=me", "host=h password=*** user=me"),
            ("host=h password=secret", "host=h password=***"),
            ("password='open", "password=***"),
            ("mysql://root:secret@host/app", "mysql://root:***@host/app"),
            ("me:secret@host/app", "me:***@host/app"),
            ("revisions@20261120103000", "revisions@20261120103000"),
        ] {
            assert_eq!(masked(text), shown);
            let url = DatabaseUrl::new(text, "here");
            assert_eq!(format!("{url} {url:?}"), format!("{shown} {shown}"));
        }
    }

    #[test]
    fn a_wrong_url_is_refused_with_its_origin_and_without_its_password() {
        for text in ["mysql://me:secret@h/app", "postgres://me:secret@h:port/app", "me:secret@h"] {
            let url = DatabaseUrl::new(text, "DATABASE_URL in .env");
            let problem = url.options().unwrap_err().to_string();
            assert!(problem.contains("DATABASE_URL in .env"), "{problem}");
            assert!(problem.contains("postgres://user:password@host"), "{problem}");
            assert!(!problem.contains("secret"), "{problem}");
        }
    }
}
