//! The programs: autogen itself, built once a run, and PostgreSQL's.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use autogen_postgres::server::{Binaries, Search};

/// The cargo that runs the tests.
pub fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// The folder of the profile that the tests were built in, such as `target/debug`.
fn profile() -> PathBuf {
    let test = std::env::current_exe().expect("the path of the test program");
    let deps = test.parent().expect("target/debug/deps");
    deps.parent().expect("target/debug").to_owned()
}

/// The folder that cargo builds this workspace in. A workspace of a test that has the same lock file and
/// features finds its dependencies there, built; hold [`example`] while using it.
///
/// # Panics
/// When the test program does not lie in it.
pub fn target() -> PathBuf {
    profile().parent().expect("target").to_owned()
}

/// A folder for what the tests build themselves.
pub(super) fn scratch_target() -> PathBuf {
    profile().with_file_name("tmp").join("described")
}

/// The autogen of this workspace. The first call builds it, which is nothing when it is there.
///
/// # Panics
/// When it does not build; cargo has said why.
pub fn autogen() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let folder = profile();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        // cargo's name of the profile whose folder is `debug`
        let profile = if name == "debug" { "dev" } else { &name };
        let mut build = Command::new(cargo());
        // the whole workspace's features, so that it is the very build of `cargo test --workspace`
        build.args(["build", "--quiet", "--workspace", "--bin", "autogen", "--profile", profile]);
        build.arg("--target-dir").arg(target());
        // what cargo says of this package: ring's build script looks at it, and all above ring would be built again
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                build.env_remove(&name);
            }
        }
        let status = build.current_dir(workspace()).status().expect("cargo runs");
        assert!(status.success(), "autogen does not build");
        folder.join("autogen")
    })
}

/// PostgreSQL's programs, as autogen finds them.
///
/// # Panics
/// When this machine has none.
pub fn programs() -> &'static Binaries {
    static PROGRAMS: OnceLock<Binaries> = OnceLock::new();
    PROGRAMS.get_or_init(|| match Binaries::find(&Search::default()) {
        Ok(programs) => programs,
        Err(error) => panic!("{error}"),
    })
}

/// The right to use the example's models crate. Its describe binary is one file whatever features it
/// is built with, so that two tests at once could run each other's.
pub fn example() -> MutexGuard<'static, ()> {
    static EXAMPLE: Mutex<()> = Mutex::new(());
    EXAMPLE.lock().unwrap_or_else(PoisonError::into_inner)
}
