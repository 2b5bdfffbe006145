//! Where a server of ours listens.

use std::path::PathBuf;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Where a server of ours listens: a unix socket in a private folder, trust authentication.
///
/// It holds no password, so it may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The folder that holds the socket; nobody but the server's user (and root) can enter it.
    pub socket_dir: PathBuf,
    /// The port, which on a unix socket is only a part of the socket's file name.
    pub port: u16,
    /// The superuser of the cluster.
    pub user: String,
}

impl Address {
    pub(crate) const PORT: u16 = 5432;
    pub(crate) const USER: &str = "postgres";

    pub(crate) fn in_folder(socket_dir: PathBuf) -> Self {
        Self { socket_dir, port: Self::PORT, user: Self::USER.to_owned() }
    }

    /// Connection options for `database` on this server.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_dir)
            .port(self.port)
            .username(&self.user)
            .database(database)
            // A PGSSLMODE=require of the user's own environment is not meant for this socket.
            .ssl_mode(PgSslMode::Disable)
    }

    /// A URL for `database` that psql, pg_dump, sqlx and SeaORM all take.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://{}@localhost:{}/{}?host={}",
            percent_encoded(&self.user),
            self.port,
            percent_encoded(database),
            percent_encoded(&self.socket_dir.to_string_lossy()),
        )
    }
}

/// Percent-encodes all but unreserved characters and `/` (kept: the URL stays readable, and both
/// the query of a URL and libpq take it as it is).
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_escapes_what_a_url_cannot_hold() {
        let address = Address::in_folder(PathBuf::from("/tmp/a b"));
        assert_eq!(address.url("d?b"), "postgres://postgres@localhost:5432/d%3Fb?host=/tmp/a%20b");
    }

    #[test]
    fn sqlx_reads_the_url_as_the_options() {
        let address = Address::in_folder(PathBuf::from("/tmp/a b"));
        let read: PgConnectOptions = address.url("d b").parse().expect("a URL");
        assert_eq!(read.get_socket(), address.options("d b").get_socket());
        assert_eq!(read.get_database(), Some("d b"));
        assert_eq!(read.get_port(), address.port);
    }
}
