//! What a hook finds in its environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use tokio::process::Command;

use super::Surroundings;
use crate::connect::Target;
use crate::url::masked;

/// Variables, and the secrets among them.
pub(super) struct Environment {
    variables: Vec<(&'static str, Option<OsString>)>,
    secrets: Vec<String>,
}

impl Environment {
    /// Sets the variables, and takes those away that would mean another database.
    pub(super) fn give_to(&self, command: &mut Command) {
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
    }

    /// A text of a command, with `***` for the database's password and for those in URLs of Postgres.
    pub(super) fn masked(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        for secret in &self.secrets {
            shown = shown.replace(secret.as_str(), "***");
        }
        if ["postgres://", "postgresql://", "password="].iter().any(|mark| shown.contains(mark)) {
            shown = masked(&shown);
        }
        shown
    }

    #[cfg(test)]
    pub(super) fn for_tests(variables: &[(&'static str, &str)], secret: &str) -> Self {
        let variables = variables.iter().map(|(name, value)| (*name, Some(value.into()))).collect();
        Self { variables, secrets: vec![secret.to_owned()] }
    }
}

/// The environment of a hook.
pub(super) fn of(about: &Surroundings<'_>) -> Environment {
    let settings = &about.context.settings;
    let files: Vec<String> =
        about.files.iter().map(|path| relative(path, &settings.project)).collect();
    let revisions: Vec<String> = about.revisions.iter().map(ToString::to_string).collect();
    let mut found = Environment {
        variables: vec![
            ("AUTOGEN_FILES", Some(files.join("\n").into())),
            ("AUTOGEN_REVISION", revisions.last().map(Into::into)),
            ("AUTOGEN_REVISIONS", Some(revisions.join("\n").into())),
        ],
        secrets: Vec::new(),
    };
    if let Some((target, label)) = about.database {
        found.variables.push(("AUTOGEN_DATABASE", label.map(Into::into)));
        found.variables.push(("AUTOGEN_SCHEMA", Some(target.default_schema.as_str().into())));
        database(&mut found, target);
    }
    found
}

/// The database as a URL and in libpq's variables (manual, "libpq - C Library", "Environment Variables").
fn database(found: &mut Environment, target: &Target) {
    let options = &target.options;
    // sqlx tells a password only in a URL, whose other parts must be harmless for that
    let harmless = options.clone().host("h").username("u").to_url_lossy();
    let password = harmless.password().map(decoded);
    let of_query = |name: &str| {
        let pair = harmless.query_pairs().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.into_owned())
    };
    let host = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => options.get_host().to_owned(),
    };
    let user = options.get_username();
    let database = options.get_database().unwrap_or(user);
    let url = match &target.url {
        Some(url) => url.with_password().to_owned(),
        None => url_of(options, &host, database, password.as_deref()),
    };
    let text = |value: &str| Some(OsString::from(value));
    found.variables.extend([
        ("AUTOGEN_DATABASE_URL", text(&url)),
        ("PGHOST", text(&host)),
        ("PGHOSTADDR", None),
        ("PGPORT", text(&options.get_port().to_string())),
        ("PGUSER", text(user)),
        ("PGDATABASE", text(database)),
        ("PGSERVICE", None),
        ("PGSSLMODE", text(ssl_mode(options.get_ssl_mode()))),
    ]);
    for (variable, key) in
        [("PGSSLROOTCERT", "sslrootcert"), ("PGSSLCERT", "sslcert"), ("PGSSLKEY", "sslkey")]
    {
        found.variables.extend(of_query(key).map(|path| (variable, Some(path.into()))));
    }
    if let Some(password) = password.filter(|password| !password.is_empty()) {
        found.variables.push(("PGPASSWORD", text(&password)));
        found.secrets.extend([encoded(&password), password]);
    }
}

fn url_of(
    options: &PgConnectOptions,
    host: &str,
    database: &str,
    password: Option<&str>,
) -> String {
    let mut url = format!(
        "postgres:///{}?host={}&port={}&user={}",
        encoded(database),
        encoded(host),
        options.get_port(),
        encoded(options.get_username())
    );
    if let Some(password) = password {
        url = format!("{url}&password={}", encoded(password));
    }
    url
}

fn ssl_mode(mode: PgSslMode) -> &'static str {
    match mode {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    }
}

/// A path as seen from the project's folder, where it lies in it.
fn relative(path: &Path, project: &Path) -> String {
    let absolute =
        |path: &Path| -> PathBuf { std::path::absolute(path).unwrap_or_else(|_| path.to_owned()) };
    let (path, project) = (absolute(path), absolute(project));
    path.strip_prefix(&project).unwrap_or(&path).display().to_string()
}

/// What stands in a URL for a text.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let piece = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(piece).collect()
}

/// The text that stands in a URL so.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escape = after.get(..2).filter(|_| *byte == b'%');
        let escaped = escape
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_password_survives_a_url() {
        for text in ["", "plain", "a/b?c#d@e:%41 ä'\"", "%", "%4", "%zz"] {
            assert_eq!(decoded(&encoded(text)), text);
        }
        for text in ["%", "%4", "%zz", "a%"] {
            assert_eq!(decoded(text), text);
        }
    }

    #[test]
    fn a_url_leads_to_the_same_place() {
        let password = "p@ss/w?rd";
        let options = PgConnectOptions::new_without_pgpass()
            .host("db")
            .port(6000)
            .username("me@home")
            .password(password)
            .database("my db");
        let url = url_of(&options, "db", "my db", Some(password));
        let again: PgConnectOptions = url.parse().unwrap();
        assert_eq!(again.get_host(), "db");
        assert_eq!(again.get_port(), 6000);
        assert_eq!(again.get_username(), "me@home");
        assert_eq!(again.get_database(), Some("my db"));
    }

    #[test]
    fn paths_start_from_the_project() {
        assert_eq!(relative(Path::new("/p/generated/a.sql"), Path::new("/p")), "generated/a.sql");
        assert_eq!(relative(Path::new("/q/a.sql"), Path::new("/p")), "/q/a.sql");
        let here = std::env::current_dir().unwrap();
        assert_eq!(relative(Path::new("generated/a.sql"), &here), "generated/a.sql");
    }
}
