//! What a scratch database has in common with its target.

use autogen_core::ident::{Ident, Literal};
use sqlx::Row as _;
use sqlx::postgres::PgConnection;

use super::error::ScratchError;

/// What of a database decides how its DDL is understood and printed, and can be set only when a
/// database is made (manual, CREATE DATABASE).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirror {
    /// The encoding's name, such as `UTF8`.
    pub encoding: String,
    /// `LC_COLLATE`.
    pub collate: String,
    /// `LC_CTYPE`.
    pub ctype: String,
    /// Who compares text.
    pub provider: LocaleProvider,
    /// The default schema; made if it is not `public`.
    pub default_schema: Ident,
}

/// Who compares text in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocaleProvider {
    /// The C library, by `LC_COLLATE` and `LC_CTYPE`; the only one before version 15.
    Libc,
    /// ICU, since version 15.
    Icu {
        /// The ICU locale.
        locale: String,
        /// Additional rules, since version 16.
        rules: Option<String>,
    },
    /// Postgres itself, since version 17.
    Builtin {
        /// `C`, `C.UTF-8` or `PG_UNICODE_FAST`.
        locale: String,
    },
}

impl Mirror {
    /// Reads it from the database of a connection; the default schema is the connection's current
    /// one (`public` if it has none).
    pub async fn of(connection: &mut PgConnection) -> Result<Self, ScratchError> {
        let failed = |doing| ScratchError::query(doing, "the target");
        let version: i32 = sqlx::query_scalar("select current_setting('server_version_num')::int")
            .fetch_one(&mut *connection)
            .await
            .map_err(failed("read the server's version"))?;
        let row = sqlx::query(query_for(version).ok_or(ScratchError::TooOld { version })?)
            .fetch_one(connection)
            .await
            .map_err(failed("read the locale of the database"))?;
        let read = || -> Result<Self, sqlx::Error> {
            let provider: String = row.try_get("provider")?;
            let locale: Option<String> = row.try_get("locale")?;
            let locale = locale.unwrap_or_default();
            let provider = match provider.as_str() {
                "i" => LocaleProvider::Icu { locale, rules: row.try_get("rules")? },
                "b" => LocaleProvider::Builtin { locale },
                _ => LocaleProvider::Libc,
            };
            Ok(Self {
                encoding: row.try_get("encoding")?,
                collate: row.try_get("collate")?,
                ctype: row.try_get("ctype")?,
                provider,
                default_schema: Ident::new(row.try_get::<String, _>("default_schema")?),
            })
        };
        read().map_err(failed("read the locale of the database"))
    }

    /// The same with another default schema.
    #[must_use]
    pub fn with_default_schema(self, schema: impl Into<Ident>) -> Self {
        Self { default_schema: schema.into(), ..self }
    }

    /// `CREATE DATABASE` for a server of this `server_version_num`.
    ///
    /// Version 15 and later copy through the WAL by default; copying files is faster where nobody
    /// else minds the checkpoint that it takes, as on a server of `ours`.
    pub(super) fn create_database(&self, name: &Ident, version: i32, ours: bool) -> String {
        let mut sql = format!(
            "create database {name} template template0 encoding {} lc_collate {} lc_ctype {}",
            Literal(&self.encoding),
            Literal(&self.collate),
            Literal(&self.ctype),
        );
        if version >= 150_000 {
            sql += &match &self.provider {
                LocaleProvider::Libc => " locale_provider libc".to_owned(),
                LocaleProvider::Icu { locale, rules } => {
                    let rules = rules.as_deref().map(|r| format!(" icu_rules {}", Literal(r)));
                    let rules = rules.unwrap_or_default();
                    format!(" locale_provider icu icu_locale {}{rules}", Literal(locale))
                }
                LocaleProvider::Builtin { locale } => {
                    format!(" locale_provider builtin builtin_locale {}", Literal(locale))
                }
            };
        }
        sql + strategy(version, ours)
    }
}

/// `CREATE DATABASE` for a copy of another one on the same server.
pub(super) fn copy_database(name: &Ident, other: &Ident, version: i32, ours: bool) -> String {
    format!("create database {name} template {other}{}", strategy(version, ours))
}

fn strategy(version: i32, ours: bool) -> &'static str {
    if version >= 150_000 && ours { " strategy file_copy" } else { "" }
}

/// `pg_database` has gained and renamed columns: `datlocprovider` and `daticulocale` came in 15,
/// `daticurules` in 16, and 17 renamed `daticulocale` to `datlocale`.
fn query_for(version: i32) -> Option<&'static str> {
    macro_rules! query {
        ($provider:literal, $locale:literal, $rules:literal) => {
            concat!(
                "select pg_catalog.pg_encoding_to_char(encoding)::text as encoding, \
                 datcollate::text as collate, datctype::text as ctype, \
                 coalesce(pg_catalog.current_schema(), 'public')::text as default_schema, ",
                $provider,
                "::text as provider, ",
                $locale,
                "::text as locale, ",
                $rules,
                "::text as rules \
                 from pg_catalog.pg_database where datname = pg_catalog.current_database()"
            )
        };
    }
    match version / 10_000 {
        ..13 => None,
        13 | 14 => Some(query!("'c'", "null", "null")),
        15 => Some(query!("datlocprovider", "daticulocale", "null")),
        16 => Some(query!("datlocprovider", "daticulocale", "daticurules")),
        17.. => Some(query!("datlocprovider", "datlocale", "daticurules")),
    }
}
