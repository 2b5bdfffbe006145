//! Finds the PostgreSQL server programs of this machine.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::account::Account;

/// The oldest and the newest major version that is supported.
const MAJORS: std::ops::RangeInclusive<u32> = 13..=18;

/// A folder with the programs of one PostgreSQL server version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// The folder that holds `postgres` and `initdb`.
    pub dir: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
    /// The full version, such as `15.18`.
    pub version: String,
}

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The folder named in the configuration (`[postgres] bin` in `autogen.toml`).
    pub configured: Option<PathBuf>,
    /// The major version that is needed; any supported one if not given.
    pub major: Option<u32>,
}

/// Why no server programs could be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BinariesError {
    /// A folder that was named on purpose holds no usable server programs.
    #[error(
        "{origin} names {}, but {problem}; name the folder that holds `postgres` and `initdb`, \
         which this prints: pg_config --bindir",
        dir.display()
    )]
    Named {
        /// Where the folder was named.
        origin: &'static str,
        /// The folder.
        dir: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Nothing was found anywhere.
    #[error(
        "no PostgreSQL {wanted} server programs (`postgres`, `initdb`) were found; looked at:\n\
         {looked}install them (Debian, Ubuntu: apt-get install {apt}; macOS: brew install {brew}) \
         or name their folder: export PG_BIN=/path/to/bin, or `[postgres] bin = \"/path/to/bin\"` \
         in autogen.toml"
    )]
    NotFound {
        /// The version asked for, in words.
        wanted: String,
        /// A line for every place.
        looked: String,
        /// The Debian package.
        apt: String,
        /// The Homebrew formula.
        brew: String,
    },
}

impl Binaries {
    /// Finds server programs: the configured folder, `PG_BIN`, `pg_config --bindir`, `PATH`, then
    /// where Debian, Red Hat, Homebrew and Postgres.app put them, the newest first.
    ///
    /// A folder named on purpose that holds no server is an error, not a reason to look on; one of
    /// another major than the one asked for is passed over.
    pub fn find(search: &Search) -> Result<Self, BinariesError> {
        Self::find_among(search, &Places::of_this_machine())
    }

    fn find_among(search: &Search, places: &Places) -> Result<Self, BinariesError> {
        let account = Account::current().ok();
        let mut looked = String::new();
        let named = [
            ("`[postgres] bin` in autogen.toml", search.configured.clone()),
            ("the environment variable PG_BIN", places.pg_bin.clone()),
        ];
        for (origin, dir) in named {
            let Some(dir) = dir else { continue };
            match Self::at(&dir, account.as_ref()) {
                Ok(found) if search.accepts(found.major) => return Ok(found),
                Ok(found) => note(&mut looked, &dir, &format!("is PostgreSQL {}", found.version)),
                Err(problem) => return Err(BinariesError::Named { origin, dir, problem }),
            }
        }
        let mut seen = BTreeSet::new();
        for dir in places.folders() {
            if !seen.insert(dir.clone()) {
                continue;
            }
            match Self::at(&dir, account.as_ref()) {
                Ok(found) if search.accepts(found.major) => return Ok(found),
                Ok(found) => note(&mut looked, &dir, &format!("is PostgreSQL {}", found.version)),
                Err(problem) => note(&mut looked, &dir, &problem),
            }
        }
        Err(search.not_found(looked))
    }

    /// The programs of one folder, or what is wrong with it.
    fn at(dir: &Path, account: Option<&Account>) -> Result<Self, String> {
        let dir = home_of(dir).ok_or("it holds no `postgres` and `initdb`")?;
        if let Some(account) = account.filter(|account| !account.can_enter(&dir)) {
            return Err(format!("the account `{}` cannot enter it", account.name));
        }
        let version = version_of(&dir.join("postgres"))
            .ok_or("its `postgres -V` does not print a version")?;
        let major = major_of(&version).ok_or_else(|| format!("its version is `{version}`"))?;
        Ok(Self { dir, major, version })
    }

    /// A client program such as `pg_dump` or `psql`. Server packages may lack it, so it is also
    /// looked for beside `pg_config`, in Debian's folders and in `PATH`, as long as its version is
    /// not older than the server's. An older psql will do: only the others refuse newer servers.
    #[must_use]
    pub fn tool(&self, name: &str) -> Option<PathBuf> {
        let own = self.dir.join(name);
        if is_program(&own) {
            return Some(own);
        }
        client(name, None, if name == "psql" { *MAJORS.start() } else { self.major })
    }

    /// The path of a server program in this folder.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

/// A client program of this machine that is not older than a server of this major version: in the
/// configured folder, else where such programs are put. The oldest that will do is the closest to the
/// server.
pub(crate) fn client(name: &str, configured: Option<&Path>, major: u32) -> Option<PathBuf> {
    let places = Places::of_this_machine();
    let mut folders: Vec<PathBuf> = configured.map(Path::to_owned).into_iter().collect();
    folders.extend(places.pg_bin);
    folders.extend(places.pg_config);
    folders.extend(places.fixed.into_iter().rev());
    folders.extend(places.path);
    folders.into_iter().map(|dir| dir.join(name)).find(|program| {
        is_program(program)
            && version_of(program).and_then(|v| major_of(&v)).is_some_and(|m| m >= major)
    })
}

impl Search {
    fn accepts(&self, major: u32) -> bool {
        match self.major {
            Some(wanted) => major == wanted,
            None => MAJORS.contains(&major),
        }
    }

    fn not_found(&self, looked: String) -> BinariesError {
        let (wanted, apt, brew) = match self.major {
            Some(major) => {
                (major.to_string(), format!("postgresql-{major}"), format!("postgresql@{major}"))
            }
            None => (
                format!("{} to {}", MAJORS.start(), MAJORS.end()),
                "postgresql".to_owned(),
                format!("postgresql@{}", MAJORS.end()),
            ),
        };
        BinariesError::NotFound { wanted, looked, apt, brew }
    }
}

/// The places of a machine, in the order in which they are looked at.
#[derive(Debug, Default)]
struct Places {
    pg_bin: Option<PathBuf>,
    pg_config: Option<PathBuf>,
    path: Vec<PathBuf>,
    fixed: Vec<PathBuf>,
}

impl Places {
    fn of_this_machine() -> Self {
        Self {
            pg_bin: std::env::var_os("PG_BIN").filter(|v| !v.is_empty()).map(PathBuf::from),
            pg_config: bindir_of_pg_config(),
            path: std::env::var_os("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
            fixed: FIXED.iter().flat_map(|pattern| expand(pattern)).collect(),
        }
    }

    fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let path = self.path.iter().filter(|dir| is_program(&dir.join("postgres"))).cloned();
        self.pg_config.clone().into_iter().chain(path).chain(self.fixed.iter().cloned())
    }
}

/// Where packages put the programs; `*` stands for a version.
const FIXED: [&str; 8] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/libexec/postgresql*",
];

/// The folders that a pattern names, the greatest version first.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![PathBuf::from(pattern)];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let Ok(entries) = std::fs::read_dir(parent) else { return Vec::new() };
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            let major = major_of(name.strip_prefix(prefix)?)?;
            Some((major, PathBuf::from(format!("{parent}/{name}{after}"))))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, dir)| dir).collect()
}

fn bindir_of_pg_config() -> Option<PathBuf> {
    let mut command = Command::new("pg_config");
    let output = command.arg("--bindir").stderr(Stdio::null()).output().ok()?;
    let dir = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(dir.trim())).filter(|dir| output.status.success() && dir.is_absolute())
}

/// Where the programs really lie: a folder of `PATH` may hold links to some of them only, and
/// PostgreSQL finds its libraries relative to the real place.
fn home_of(dir: &Path) -> Option<PathBuf> {
    let is_home = |dir: &Path| ["postgres", "initdb"].iter().all(|p| is_program(&dir.join(p)));
    let real = dir.join("postgres").canonicalize().ok()?.parent()?.to_owned();
    if is_home(&real) {
        return Some(real);
    }
    dir.canonicalize().ok().filter(|dir| is_home(dir))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn version_of(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("-V").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_once("(PostgreSQL) ")?.1.split_whitespace().next().map(str::to_owned)
}

/// The leading number of `15.18`, `18beta1` or `17devel`.
fn major_of(version: &str) -> Option<u32> {
    let end = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..end].parse().ok()
}

fn note(looked: &mut String, dir: &Path, what: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(looked, "  {}: {what}", dir.display());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A folder with programs that print a version, removed at the end.
    struct Fake(PathBuf);

    impl Fake {
        fn new(test: &str) -> Self {
            let root =
                std::env::temp_dir().join(format!("autogen-fake-{}-{test}", std::process::id()));
            std::fs::create_dir_all(&root).expect("a folder");
            Self(root.canonicalize().expect("its path"))
        }

        fn version(&self, version: &str, programs: &[&str]) -> PathBuf {
            let dir = self.0.join(version);
            std::fs::create_dir_all(&dir).expect("a folder");
            for program in programs {
                let path = dir.join(program);
                std::fs::write(
                    &path,
                    format!("#!/bin/sh\necho '{program} (PostgreSQL) {version}'"),
                )
                .expect("a program");
                let mode = std::fs::Permissions::from_mode(0o755);
                std::fs::set_permissions(&path, mode).expect("its mode");
            }
            dir
        }
    }

    impl Drop for Fake {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    const SERVER: [&str; 2] = ["postgres", "initdb"];

    #[test]
    fn the_order_is_configured_then_variable_then_the_rest() {
        let fake = Fake::new("order");
        let places = Places {
            pg_bin: Some(fake.version("14.1", &SERVER)),
            pg_config: Some(fake.version("15.1", &SERVER)),
            path: vec![fake.version("16.1", &SERVER)],
            fixed: vec![fake.version("17.1", &SERVER)],
        };
        let found = |configured: Option<PathBuf>, major, places: &Places| {
            Binaries::find_among(&Search { configured, major }, places).expect("found").version
        };
        let configured = Some(fake.version("13.1", &SERVER));
        assert_eq!(found(configured.clone(), None, &places), "13.1");
        assert_eq!(found(None, None, &places), "14.1");
        assert_eq!(found(configured, Some(16), &places), "16.1");
        assert_eq!(found(None, Some(17), &places), "17.1");
        assert_eq!(found(None, None, &Places { pg_bin: None, ..places }), "15.1");
    }

    #[test]
    fn a_link_leads_to_the_real_folder() {
        let fake = Fake::new("link");
        let real = fake.version("15.2", &SERVER);
        let links = fake.0.join("links");
        std::fs::create_dir_all(&links).expect("a folder");
        std::os::unix::fs::symlink(real.join("postgres"), links.join("postgres")).expect("a link");
        let places = Places { path: vec![links], ..Places::default() };
        assert_eq!(Binaries::find_among(&Search::default(), &places).expect("found").dir, real);
    }

    #[test]
    fn a_named_folder_without_a_server_is_an_error() {
        let fake = Fake::new("named");
        let search =
            Search { configured: Some(fake.version("15.3", &["psql"])), ..Search::default() };
        let places = Places { path: vec![fake.version("16.3", &SERVER)], ..Places::default() };
        let error = Binaries::find_among(&search, &places).expect_err("an error").to_string();
        assert!(error.contains("autogen.toml names"), "{error}");
        assert!(error.contains("no `postgres` and `initdb`"), "{error}");
    }

    #[test]
    fn what_is_too_old_or_too_new_is_passed_over_and_told() {
        let fake = Fake::new("majors");
        let places = Places {
            fixed: vec![fake.version("99.0", &SERVER), fake.version("12.4", &SERVER)],
            ..Places::default()
        };
        let error = Binaries::find_among(&Search::default(), &places).expect_err("an error");
        let text = error.to_string();
        assert!(
            text.contains("is PostgreSQL 99.0") && text.contains("is PostgreSQL 12.4"),
            "{text}"
        );
        assert!(text.contains("PostgreSQL 13 to 18"), "{text}");
        assert!(text.contains("apt-get install postgresql;"), "{text}");
        let search = Search { configured: None, major: Some(17) };
        let text = search.not_found(String::new()).to_string();
        assert!(text.contains("postgresql-17") && text.contains("postgresql@17"), "{text}");
    }

    #[test]
    fn versions_are_sorted_as_numbers() {
        let fake = Fake::new("expand");
        for version in ["9.6", "10", "17", "tool"] {
            std::fs::create_dir_all(fake.0.join(version)).expect("a folder");
        }
        let found = expand(&format!("{}/*/bin", fake.0.display()));
        let names: Vec<_> = found
            .iter()
            .map(|dir| dir.strip_prefix(&fake.0).expect("below").display().to_string())
            .collect();
        assert_eq!(names, ["17/bin", "10/bin", "9.6/bin"]);
    }
}
