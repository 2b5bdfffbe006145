//! A project folder of one test, and autogen in it.

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{Database, Models, PASSWORD, Run, autogen, binary, workspace};

/// A project. Dropping it stops its embedded database and removes everything.
#[derive(Debug)]
pub struct Project {
    folder: tempfile::TempDir,
    variables: Vec<(String, OsString)>,
    embedded: bool,
}

impl Project {
    /// An empty folder without a database of its own: autogen uses the embedded one.
    ///
    /// # Panics
    /// As all of this type: when the file system does not do what it should.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("autogen-cli-").tempdir().expect("a folder");
        // the server's account must be able to enter it, or the data would lie outside
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), mode).expect("permissions");
        Self { folder, variables: Vec::new(), embedded: true }
    }

    /// With a database on the shared server, as `DATABASE_URL`.
    pub fn on(database: &Database) -> Self {
        let mut project = Self::new().with("DATABASE_URL", database.url());
        project.embedded = false;
        project
    }

    /// With an environment variable.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// With the example's models crate; hold [`super::example`] while using it.
    #[must_use]
    pub fn with_example(self) -> Self {
        self.configure(&format!(
            "[models]\nmanifest = {:?}\npackage = \"models\"\n",
            workspace().join("Cargo.toml")
        ));
        self
    }

    /// With a copy of the example's models and revisions, to be changed; hold [`super::example`] while
    /// using it. What the models depend on is built in the workspace's own target folder, where it is
    /// there already.
    #[must_use]
    pub fn with_copy_of_example(self) -> Self {
        let root = workspace();
        let text = std::fs::read_to_string(root.join("Cargo.toml")).expect("the workspace's");
        let line = |line: &str| match line.split(' ').next() {
            Some("members") => "members = [\"models\"]\n".to_owned(),
            Some("default-members") => String::new(),
            _ => line.replace("path = \"", &format!("path = \"{}/", root.display())) + "\n",
        };
        self.write("Cargo.toml", &text.lines().map(line).collect::<String>());
        for name in ["Cargo.lock", "autogen.toml", "models", "generated"] {
            copy(&root.join(name), &self.path(name));
        }
        self.with("CARGO_TARGET_DIR", binary::target())
    }

    /// With models of the test's own.
    #[must_use]
    pub fn with_models(self, models: &Models) -> Self {
        let manifest = workspace().join("tests/fixtures/described/Cargo.toml");
        self.configure(&format!("[models]\nmanifest = {manifest:?}\npackage = \"described\"\n"));
        self.models(models);
        self.with("CARGO_TARGET_DIR", binary::scratch_target())
    }

    /// Adds to `autogen.toml`.
    pub fn configure(&self, text: &str) {
        let before = std::fs::read_to_string(self.path("autogen.toml")).unwrap_or_default();
        self.write("autogen.toml", &format!("{before}{text}"));
    }

    /// Replaces the models.
    pub fn models(&self, models: &Models) {
        self.write("models.json", &models.json());
    }

    /// A path in the project.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names in a folder, in order; none when it is not there.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }

    /// The up files of the revisions, oldest first, as paths in the project.
    pub fn up_files(&self) -> Vec<String> {
        let names = self.names("generated").into_iter();
        names.filter(|name| name.ends_with(".up.sql")).map(|n| format!("generated/{n}")).collect()
    }

    /// Their ids.
    pub fn ids(&self) -> Vec<String> {
        let id = |file: String| file["generated/".len()..].split('_').next().map(str::to_owned);
        self.up_files().into_iter().filter_map(id).collect()
    }

    /// A revision written by hand; returns its up file.
    #[track_caller]
    pub fn by_hand(&self, message: &str, up: &str, down: &str) -> String {
        self.run(["revision", "--empty", "-m", message]).exits(0);
        let path = self.up_files().pop().expect("a revision");
        for (path, statements) in [(path.clone(), up), (down_of(&path), down)] {
            self.write(&path, &format!("{}\n\n{statements}\n", self.read(&path).trim_end()));
        }
        self.run(["seal", "--no-prove"]).exits(0);
        path
    }

    /// Runs autogen to its end.
    pub fn run<A: AsRef<str>>(&self, args: impl IntoIterator<Item = A>) -> Run {
        let args: Vec<String> = args.into_iter().map(|arg| arg.as_ref().to_owned()).collect();
        let output = self.command(&args).output().expect("autogen runs");
        let run = Run::new(args.join(" "), &output);
        self.keep_the_secret(self.folder.path());
        run
    }

    /// Starts autogen; [`Self::finish`] waits for it.
    pub fn start<A: AsRef<str>>(&self, args: impl IntoIterator<Item = A>) -> Child {
        let args: Vec<String> = args.into_iter().map(|arg| arg.as_ref().to_owned()).collect();
        let mut command = self.command(&args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("autogen runs")
    }

    /// Waits for what [`Self::start`] started.
    pub fn finish(&self, child: Child) -> Run {
        Run::new("…".to_owned(), &child.wait_with_output().expect("autogen ends"))
    }

    /// autogen with nothing of this process' settings, so that a test is the same everywhere.
    pub fn command(&self, args: &[String]) -> Command {
        let mut command = Command::new(autogen());
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        self.settle(&mut command);
        command
    }

    /// Gives a command the environment of this project.
    pub fn settle(&self, command: &mut Command) {
        let ours = |name: &str| {
            name == "DATABASE_URL" || name.starts_with("AUTOGEN_") || name.starts_with("PG")
        };
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| ours(name) && name != "PG_BIN") {
                command.env_remove(name);
            }
        }
        command.env("XDG_STATE_HOME", self.path(".state"));
        command.env("XDG_CACHE_HOME", self.path(".cache"));
        // CI may ask cargo for colours, which would stand within the texts that tests look for
        command.env("CARGO_TERM_COLOR", "never").env_remove("CLICOLOR_FORCE");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
    }

    /// No file that autogen writes holds the password.
    #[track_caller]
    fn keep_the_secret(&self, folder: &Path) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() && name != ".autogen" && name != "target" {
                self.keep_the_secret(&path);
            } else if path.is_file() && name != ".env" && name != "autogen.toml" {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap_or_default())
                    .contains(PASSWORD);
                assert!(!text, "{} holds the password", path.display());
            }
        }
    }
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to).expect("copied");
        return;
    }
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// The down file of an up file.
fn down_of(up: &str) -> String {
    up.replace(".up.sql", ".down.sql")
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if self.embedded && self.path(".autogen").exists() {
            // a server that somebody left up would outlive its folder
            let args = ["db".to_owned(), "stop".to_owned()];
            let _ = self.command(&args).output();
        }
    }
}
