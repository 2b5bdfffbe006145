//! The entities' description: builds the models crate's describe binary with cargo, in the user's own target
//! folder, and runs it.

mod build;
pub(crate) mod workspace;

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, SystemTime};

use autogen_entity::Description;
use tokio::process::Command;

use crate::config::Settings;
use crate::failure::{Failure, Result};
use crate::output::note;
use build::Built;
use workspace::Workspace;

/// The feature that the describe binary needs.
pub(crate) const FEATURE: &str = "describe";

/// How cargo ends when it could not build; a program that panics ends so too.
const CARGO_FAILED: i32 = 101;

/// When building takes so long, somebody is told what is going on.
const QUIET: Duration = Duration::from_millis(1500);

/// Refuses a folder that is no project, before anything is made for it.
///
/// # Errors
/// When there are no revisions, and neither the folder nor one above it has a configuration or a
/// Cargo.toml.
pub(crate) fn expected(settings: &Settings) -> Result<()> {
    let has_manifest = |folder: &Path| folder.join("Cargo.toml").is_file();
    let is_set_up = settings.file.is_some() || settings.generated.is_dir();
    if is_set_up || settings.project.ancestors().any(has_manifest) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} is no project: neither it nor a folder above holds autogen.toml or Cargo.toml",
        settings.project.display()
    ))
    .hint("run autogen in the folder of your cargo workspace, or below it")
    .hint("or name it in autogen.toml: [models] manifest = \"path/to/Cargo.toml\"")
    .hint("or work without models, for example: autogen diff --from before.sql --to after.sql"))
}

/// Describes the models.
///
/// # Errors
/// When there is no models crate, it does not compile, or its describe binary fails. What cargo and
/// the binary print on stderr has then been shown as it is.
pub(crate) async fn describe(settings: &Settings) -> Result<Description> {
    let _turn = turn(settings).await;
    // what ran before for the same sources runs again
    if let Some(built) = Built::last(settings)
        && let Some(text) = output_of(&built, settings).await
        && let Ok(description) = Description::from_json(&text)
    {
        return Ok(description);
    }
    let package = match &settings.models.package {
        Some(package) => package.clone(),
        None => Workspace::read(settings).await?.models(&settings.models.bin)?.name.clone(),
    };
    let text = match built(settings, &package).await? {
        Some(text) => text,
        // cargo knows more ways to run a program, and to say why it cannot
        None => run_by_cargo(settings, &package).await?,
    };
    Description::from_json(&text).map_err(|error| {
        Failure::new(error).context(format!("package {package}")).hint(format!(
            "see what it prints: cargo run -p {package} --bin {} --features {FEATURE}",
            settings.models.bin
        ))
    })
}

/// Builds the binary and runs it. None if it does not run to a good end.
async fn built(settings: &Settings, package: &str) -> Result<Option<String>> {
    let began = SystemTime::now();
    let mut build = cargo(settings, "build");
    build.args(target(settings, package)).arg("--message-format=json-render-diagnostics");
    let output = patiently(package, build).await?;
    if !output.status.success() {
        return Err(not_built(settings, package).await);
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let Some(built) = Built::of(&messages, settings) else { return Ok(None) };
    let text = output_of(&built, settings).await;
    if text.is_some() {
        built.remember(&messages, settings, began);
    }
    Ok(text)
}

/// What the binary prints, run as cargo would run it; none if it fails.
async fn output_of(built: &Built, settings: &Settings) -> Option<String> {
    let mut run = Command::new(&built.program);
    run.current_dir(&settings.project).kill_on_drop(true).stdin(Stdio::null());
    forget_our_package(&mut run);
    // what a program may expect that was only ever run by cargo
    run.env("CARGO", program()).env("CARGO_MANIFEST_PATH", &built.manifest);
    run.env("CARGO_MANIFEST_DIR", built.manifest.parent()?);
    let output = run.output().await.ok().filter(|output| output.status.success())?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !said.trim().is_empty() {
        note(said.trim_end());
    }
    String::from_utf8(output.stdout).ok()
}

/// Runs cargo, and says so when it takes long.
async fn patiently(package: &str, mut command: Command) -> Result<std::process::Output> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let output = command.spawn().map_err(no_cargo)?.wait_with_output();
    tokio::pin!(output);
    let output = tokio::select! {
        output = &mut output => output,
        () = tokio::time::sleep(QUIET) => {
            note(format_args!("building the models (package {package}) …"));
            output.await
        }
    };
    output.map_err(no_cargo)
}

async fn run_by_cargo(settings: &Settings, package: &str) -> Result<String> {
    let mut run = cargo(settings, "run");
    run.args(target(settings, package));
    let output = patiently(package, run).await?;
    if !output.status.success() {
        return Err(failed(settings, package, output.status).await);
    }
    String::from_utf8(output.stdout).map_err(|_| {
        Failure::new(format!("the describe binary of {package} does not print text"))
            .hint("see what it prints: its main must be autogen_entity::describe_main alone")
    })
}

/// Waits for other runs on the same models: cargo keeps one describe binary for all features, so that
/// two runs with different ones would otherwise describe what the other has built. The turn ends with
/// the file. Where it cannot be locked, there is no turn to wait for.
async fn turn(settings: &Settings) -> Option<std::fs::File> {
    let path = settings.models.manifest.as_ref().unwrap_or(&settings.project).clone();
    let wait = move || {
        // a folder can be locked like a file, and nothing is left behind
        let file = std::fs::File::open(path).ok()?;
        file.lock().ok().map(|()| file)
    };
    tokio::task::spawn_blocking(wait).await.ok().flatten()
}

/// The package, the binary and the features.
fn target(settings: &Settings, package: &str) -> Vec<String> {
    let mut features = vec![FEATURE.to_owned()];
    features.extend(settings.models.features.iter().filter(|f| !f.is_empty()).cloned());
    let words = ["--package", package, "--bin", &settings.models.bin, "--features"];
    let mut args: Vec<String> = words.map(str::to_owned).to_vec();
    args.push(features.join(","));
    args
}

/// Says why `cargo run` failed. Only building once more, which is quick when nothing changed, tells
/// a binary that panicked from one that was never there.
async fn failed(settings: &Settings, package: &str, status: ExitStatus) -> Failure {
    if status.code() == Some(CARGO_FAILED) {
        let mut build = cargo(settings, "build");
        build.args(target(settings, package)).stdin(Stdio::null());
        let built = build.stdout(Stdio::null()).stderr(Stdio::null()).status().await;
        if !built.is_ok_and(|status| status.success()) {
            return not_built(settings, package).await;
        }
    }
    Failure::new(format!(
        "the models (package {package}) cannot be described; what they say is above"
    ))
    .hint("mend the entity that it names, and run the same command again")
}

async fn not_built(settings: &Settings, package: &str) -> Failure {
    // a wrong name is better said by us than by cargo
    if let Ok(workspace) = Workspace::read(settings).await
        && let Err(failure) = workspace.check(package, settings)
    {
        return failure;
    }
    Failure::new(format!("the models (package {package}) do not compile; what cargo says is above"))
        .hint("mend them, and run the same command again")
}

/// The cargo that runs us, if one does.
fn program() -> OsString {
    let program = std::env::var_os("CARGO").filter(|cargo| !cargo.is_empty());
    program.unwrap_or_else(|| "cargo".into())
}

/// Whether it is what cargo says of a package to the program that it runs, should it run us. It is not about
/// the models, and build scripts that look at it (ring's) would run again.
fn is_of_our_package(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

fn forget_our_package(command: &mut Command) {
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_our_package(name)) {
        command.env_remove(name);
    }
}

/// `cargo <verb>` in the project, the one that runs us if one does. Killed with us.
fn cargo(settings: &Settings, verb: &str) -> Command {
    let mut command = Command::new(program());
    forget_our_package(&mut command);
    command.arg(verb).arg("--quiet").current_dir(&settings.project).kill_on_drop(true);
    if let Some(manifest) = &settings.models.manifest {
        command.arg("--manifest-path").arg(manifest_file(manifest));
    }
    command
}

/// `[models] manifest` may name the folder.
fn manifest_file(path: &Path) -> std::path::PathBuf {
    if path.is_dir() { path.join("Cargo.toml") } else { path.to_owned() }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn no_cargo(error: std::io::Error) -> Failure {
    Failure::new(format!("cargo cannot be run: {error}"))
        .hint("install Rust (https://rustup.rs), or name cargo: export CARGO=/path/to/cargo")
}
