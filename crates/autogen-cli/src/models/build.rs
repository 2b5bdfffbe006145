//! Builds the describe binary, and remembers what it was built from, so that cargo, which takes longer
//! than all the rest to find nothing to do, is only asked when something may have changed.
//!
//! What is remembered is what cargo's own dep-info file lists (the Cargo Book, "Build cache": it is meant
//! for systems that detect whether cargo must be run again), and what that leaves out: manifests, lock file,
//! configuration, toolchain, environment. Each file is known by size, inode and both times, to the
//! nanosecond. Where cargo decides by what is in none of these (a build script of a package that is not from
//! a registry), cargo is asked every time.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::cache;
use crate::config::Settings;

/// What was changed so shortly before cargo began may have been changed while it read: file systems are
/// not more exact than this.
const MARGIN: Duration = Duration::from_secs(2);

/// Variables that every shell changes and no build reads.
const FLEETING: [&str; 3] = ["_", "OLDPWD", "SHLVL"];

/// The files of a folder that cargo or rustup may look at.
const CONFIGURATION: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config",
    ".cargo/config.toml",
    "rust-toolchain",
    "rust-toolchain.toml",
];

/// The files of a package that cargo takes for something by their places alone.
const BY_PLACE: [&str; 2] = ["build.rs", "src/lib.rs"];

/// The describe binary and what it was built from.
#[derive(Serialize, Deserialize)]
pub(super) struct Built {
    /// A hash of what was to be built, where and in which environment.
    order: String,
    /// The binary.
    pub(super) program: PathBuf,
    /// The manifest of its package.
    pub(super) manifest: PathBuf,
    files: BTreeMap<PathBuf, Option<Mark>>,
}

/// What a file is known by: size, inode, and when it, and what is known of it, were last changed.
type Mark = (u64, u64, (i64, i64), (i64, i64));

fn mark(path: &Path) -> Option<Mark> {
    let meta = path.metadata().ok()?;
    let times = ((meta.mtime(), meta.mtime_nsec()), (meta.ctime(), meta.ctime_nsec()));
    Some((meta.size(), meta.ino(), times.0, times.1))
}

/// A message of `cargo build --message-format json`, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    package_id: String,
    manifest_path: Option<PathBuf>,
    executable: Option<PathBuf>,
}

impl Built {
    /// What was built last for these settings, if nothing that cargo would look at has changed since.
    pub(super) fn last(settings: &Settings) -> Option<Self> {
        let text = std::fs::read(place(settings)?).ok()?;
        let built: Self = serde_json::from_slice(&text).ok()?;
        let holds = built.order == order(settings)
            && built.files.iter().all(|(path, was)| mark(path) == *was);
        holds.then_some(built)
    }

    /// What cargo has built, by its messages.
    pub(super) fn of(messages: &str, settings: &Settings) -> Option<Self> {
        let last = of_cargo(messages).filter(|message| message.executable.is_some()).last()?;
        let (program, manifest) = (last.executable?, last.manifest_path?);
        Some(Self { order: order(settings), program, manifest, files: BTreeMap::new() })
    }

    /// Remembers it, as long as it is certain what it was built from: everything is older than the
    /// beginning of the build.
    pub(super) fn remember(mut self, messages: &str, settings: &Settings, began: SystemTime) {
        let Some(files) = self.sources(messages, settings) else { return };
        let Some(limit) = began.checked_sub(MARGIN) else { return };
        let limit = limit.duration_since(UNIX_EPOCH).unwrap_or_default();
        let limit = (limit.as_secs().cast_signed(), i64::from(limit.subsec_nanos()));
        self.files =
            files.into_iter().map(|path| (mark(&path), path)).map(|(m, p)| (p, m)).collect();
        let young = |mark: &Mark| mark.2 >= limit || mark.3 >= limit;
        if self.files.values().flatten().any(young) {
            return;
        }
        // what the build itself has written
        for path in [self.program.clone(), self.program.with_extension("d")] {
            let Some(mark) = mark(&path) else { return };
            self.files.insert(path, Some(mark));
        }
        if let (Some(place), Ok(text)) = (place(settings), serde_json::to_vec(&self)) {
            let unfinished = place.with_extension(std::process::id().to_string());
            let written = place
                .parent()
                .map_or(Ok(()), std::fs::create_dir_all)
                .and_then(|()| std::fs::write(&unfinished, text))
                .and_then(|()| std::fs::rename(&unfinished, &place));
            if written.is_err() {
                // then cargo is asked again
                drop(std::fs::remove_file(unfinished));
            }
        }
    }

    /// Everything that decides what cargo builds; none where that is not certain.
    fn sources(&self, messages: &str, settings: &Settings) -> Option<BTreeSet<PathBuf>> {
        let local = |message: &Message| message.package_id.contains("path+");
        let mut files = dep_info(&self.program)?;
        let mut folders: BTreeSet<PathBuf> =
            settings.project.canonicalize().ok()?.ancestors().map(Path::to_owned).collect();
        for message in of_cargo(messages).filter(local) {
            if message.reason == "build-script-executed" {
                return None;
            }
            let manifest = message.manifest_path?;
            folders.extend(manifest.ancestors().skip(1).map(Path::to_owned));
            if let Some(package) = manifest.parent() {
                files.extend(BY_PLACE.map(|name| package.join(name)));
            }
            if settings.models.package.is_none()
                && let Some(beside) = manifest.ancestors().nth(2)
                && beside.ancestors().any(|folder| folder.join("Cargo.toml").is_file())
            {
                // another package of the workspace may have a describe binary too, and then one must be chosen
                files.insert(beside.to_owned());
            }
        }
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        let of_home = |variable, name| {
            std::env::var_os(variable).map_or_else(|| home.join(name), PathBuf::from)
        };
        let (cargo, rustup) = (of_home("CARGO_HOME", ".cargo"), of_home("RUSTUP_HOME", ".rustup"));
        files.extend(["config", "config.toml"].map(|name| cargo.join(name)));
        files.extend(["settings.toml", "update-hashes"].map(|name| rustup.join(name)));
        for name in ["CARGO", "RUSTC"] {
            files.extend(std::env::var_os(name).map(PathBuf::from));
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        for folder in std::env::split_paths(&path) {
            files.extend(["cargo", "rustc"].map(|name| folder.join(name)));
        }
        files.extend(folders.iter().flat_map(|folder| CONFIGURATION.map(|name| folder.join(name))));
        Some(files)
    }
}

fn of_cargo(messages: &str) -> impl Iterator<Item = Message> {
    messages.lines().filter_map(|line| serde_json::from_str(line).ok())
}

/// The files that cargo lists beside a program: `program: file file`, a blank in a name behind a backslash.
/// None if one of them is not named from the root.
fn dep_info(program: &Path) -> Option<BTreeSet<PathBuf>> {
    let text = std::fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, list) = text.lines().next()?.split_once(": ")?;
    let names = list.replace("\\ ", "\0");
    let files: BTreeSet<PathBuf> =
        names.split_whitespace().map(|name| PathBuf::from(name.replace('\0', " "))).collect();
    let whole = !files.is_empty() && files.iter().all(|path| path.is_absolute());
    whole.then_some(files)
}

/// Where it is remembered: one place for what is asked for, whatever the environment.
fn place(settings: &Settings) -> Option<PathBuf> {
    let what = blake3::hash(asked(settings).as_bytes()).to_hex();
    Some(cache::folder(settings)?.join("models").join(format!("{}.json", &what[..32])))
}

fn asked(settings: &Settings) -> String {
    format!("{:?} {:?}", settings.project, settings.models)
}

/// A hash of what is to be built, and of the environment.
fn order(settings: &Settings) -> String {
    let mut variables: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    let is_fleeting = |name: &OsString| FLEETING.iter().any(|fleeting| name == fleeting);
    variables.retain(|(name, _)| !is_fleeting(name) && !super::is_of_our_package(name));
    variables.sort();
    let version = env!("CARGO_PKG_VERSION");
    let text = format!("{version} {} {variables:?}", asked(settings));
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
