//! What of a server decides how a schema turns out on it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

use sqlx::postgres::PgConnection;
use sqlx::{Executor as _, Row as _};

use crate::server::Binaries;

/// What of a server decides how a schema turns out on it: its exact version, its settings and roles, and
/// the extensions that can be installed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traits {
    /// The major version.
    pub major: u32,
    pub(crate) text: String,
}

/// The whole server's: settings of a database or a client are no reason to keep results apart, but cannot
/// be told from the others here.
const TRAITS: &str = "select pg_catalog.concat_ws(E'\\n', pg_catalog.version(), session_user, current_user, \
    (select pg_catalog.md5(pg_catalog.string_agg(s.name || '=' || s.setting, ',' order by s.name)) \
     from pg_catalog.pg_settings s where s.source <> 'default'), \
    (select pg_catalog.md5(pg_catalog.string_agg(r::text, ',' order by r.rolname)) \
     from (select rolname, rolsuper, rolinherit, rolconfig from pg_catalog.pg_roles) r), \
    (select pg_catalog.md5(pg_catalog.string_agg(m.roleid || ' ' || m.member, ',' order by m.roleid, m.member)) \
     from pg_catalog.pg_auth_members m), \
    (select pg_catalog.md5(pg_catalog.string_agg(e::text, ',' order by e.name)) \
     from (select name, default_version from pg_catalog.pg_available_extensions) e))";

impl Traits {
    /// Of the server of a connection.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn of(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let text = connection.fetch_one(TRAITS).await?.try_get(0)?;
        Ok(Self { major: crate::reader::major(connection), text })
    }

    /// Of the servers that [`Throwaway`](crate::server::Throwaway) makes of these programs: they differ in
    /// nothing. None when it is not known where their extensions lie.
    pub fn of_ours(binaries: &Binaries) -> Option<Self> {
        let Binaries { dir, major, version } = binaries;
        let mut text = format!("{version}\n{}\n", dir.display());
        note(&mut text, &dir.join("postgres"))?;
        let places = ["extension", "postgresql/extension", "pgsql/extension"].map(str::to_owned);
        let of_major = ["postgresql", "pgsql"]
            .map(|name| [format!("{name}/{major}/extension"), format!("{name}@{major}/extension")]);
        let places: Vec<String> =
            places.into_iter().chain(of_major.into_iter().flatten()).collect();
        let mut known = false;
        for folder in dir.ancestors().take(5) {
            for place in &places {
                let folder = folder.join("share").join(place);
                let mut controls: Vec<_> = std::fs::read_dir(folder)
                    .into_iter()
                    .flatten()
                    .filter_map(|entry| Some(entry.ok()?.path()))
                    .filter(|path| path.extension().is_some_and(|extension| extension == "control"))
                    .collect();
                controls.sort();
                for control in controls {
                    known = true;
                    note(&mut text, &control)?;
                }
            }
        }
        known.then_some(Self { major: *major, text })
    }
}

/// Notes a file with its size and time.
fn note(text: &mut String, path: &Path) -> Option<()> {
    let meta = path.metadata().ok()?;
    let modified = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    writeln!(text, "{} {} {}", path.display(), meta.len(), modified.as_nanos()).ok()
}
