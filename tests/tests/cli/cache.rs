//! What is kept changes nothing but the time that it takes.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use autogen_tests::cli::{Database, Models, Project, Table, cargo};

const SCRIPT: [&str; 3] = ["diff", "--format", "sql"];

fn models(columns: &[&str]) -> Models {
    let tables = ["a", "b", "c", "d", "e"].map(|name| Table::new(name).column("id", "integer"));
    let models = tables.into_iter().fold(Models::new(), Models::and);
    let table = Table::new("user").column("id", "integer");
    models.and(columns.iter().fold(table, |table, column| table.column(column, "text")))
}

fn kept(project: &Project) -> Vec<PathBuf> {
    project
        .names("cache")
        .iter()
        .map(|name| project.path("cache").join(name))
        .filter(|p| p.is_file())
        .collect()
}

#[test]
fn a_plan_is_the_same_with_a_cold_a_warm_a_poisoned_and_no_cache() {
    let project = Project::on(&Database::new()).with_models(&models(&["email"]));
    let config = project.read("autogen.toml");
    project.write("autogen.toml", &format!("cache = \"cache\"\n{config}"));
    for columns in [&["email"][..], &["email", "phone"], &["phone"]] {
        project.models(&models(columns));
        let without = project.run(["diff", "--format", "sql", "--no-cache"]);
        without.exits(2).prints(columns[0]);
        for state in ["cold or mended", "warm"] {
            assert_eq!(project.run(SCRIPT).exits(2).stdout, without.stdout, "{state}");
        }
        assert!(!kept(&project).is_empty());
        for path in kept(&project) {
            let mut bytes = fs::read(&path).expect("there");
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            fs::write(path, bytes).expect("written");
        }
        assert_eq!(project.run(SCRIPT).exits(2).stdout, without.stdout, "poisoned");
        assert_eq!(project.run(SCRIPT).exits(2).stdout, without.stdout, "healed");
    }
    fs::remove_dir_all(project.path("cache")).expect("removed");
    let off = project.read("autogen.toml").replace("cache = \"cache\"", "cache = false");
    project.write("autogen.toml", &off);
    project.run(SCRIPT).exits(2);
    assert!(kept(&project).is_empty(), "`cache = false` keeps nothing");
}

/// Cargo, and how often it was asked.
struct Cargo {
    log: PathBuf,
    program: PathBuf,
}

impl Cargo {
    fn new(project: &Project) -> Self {
        let (log, program) = (project.path("cargo.log"), project.path("tools/cargo"));
        let real = cargo();
        let text = format!(
            "#!/bin/sh\necho \"$1\" >> {}\nexec {} \"$@\"\n",
            log.display(),
            real.display()
        );
        project.write("tools/cargo", &text);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
        Self { log, program }
    }

    /// Whether it was asked since the last call.
    fn was_asked(&self) -> bool {
        fs::remove_file(&self.log).is_ok()
    }
}

#[test]
fn cargo_is_asked_only_when_something_may_have_changed() {
    let project = Project::on(&Database::new());
    let json = |columns: &[&str]| models(columns).json();
    project.write("autogen.toml", "cache = \"cache\"\n");
    project.write(
        "Cargo.toml",
        "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[features]\ndescribe = []\n\n\
         [[bin]]\nname = \"describe\"\nrequired-features = [\"describe\"]\n\n[workspace]\n",
    );
    project.write(
        "src/bin/describe.rs",
        "fn main() { print!(\"{}\", include_str!(\"../models.json\")) }\n",
    );
    project.write("src/models.json", &json(&["email"]));
    let cargo = Cargo::new(&project);
    let project = project.with("CARGO", cargo.program.clone());
    let settled = || {
        // what is younger than this may have changed while cargo looked at it
        std::thread::sleep(Duration::from_millis(2200));
        project.run(SCRIPT).exits(2);
        assert!(cargo.was_asked(), "it is certain only now");
        project.run(SCRIPT).exits(2);
        assert!(!cargo.was_asked(), "nothing has changed");
    };
    project.run(SCRIPT).exits(2).prints("email");
    assert!(cargo.was_asked(), "nothing was built");
    settled();
    // a file that the program includes
    project.write("src/models.json", &json(&["email", "phone"]));
    project.run(SCRIPT).exits(2).prints("phone");
    assert!(cargo.was_asked(), "a source has changed");
    settled();
    // what is built, and how
    let manifest = project.read("Cargo.toml");
    project.write(
        "Cargo.toml",
        &manifest.replace("[workspace]", "[profile.dev]\nopt-level = 1\n\n[workspace]"),
    );
    project.run(SCRIPT).exits(2);
    assert!(cargo.was_asked(), "the manifest has changed");
    settled();
    project.write(".cargo/config.toml", "[build]\nincremental = false\n");
    project.run(SCRIPT).exits(2);
    assert!(cargo.was_asked(), "there is a configuration");
    settled();
    let project = project.with("RUSTFLAGS", "--cfg other");
    project.run(SCRIPT).exits(2);
    assert!(cargo.was_asked(), "another environment");
    // what a build script does, nobody but cargo knows
    project.write("build.rs", "fn main() {}\n");
    std::thread::sleep(Duration::from_millis(2200));
    for _ in 0..2 {
        project.run(SCRIPT).exits(2);
        assert!(cargo.was_asked(), "there is a build script");
    }
}
