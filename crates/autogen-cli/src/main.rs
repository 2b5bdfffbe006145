//! `autogen`: reviewable, proven revisions from SeaORM entities and a live PostgreSQL catalog.

mod applying;
mod args;
mod backfill;
mod catalogs;
mod command;
mod comparison;
mod config;
mod connect;
mod context;
mod data_step;
mod desired;
mod drift;
mod embedded;
mod emit;
mod evolution;
mod failure;
mod fleet;
mod folder;
mod generate;
mod ground;
mod hooks;
mod job;
mod models;
mod nearest;
mod output;
mod project;
mod proof;
mod renames;
mod replay;
mod report;
mod sealed;
mod sections;
mod state;
mod url;
mod versions;

use std::process::ExitCode;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};

use args::{Cli, Command, GlobalArgs};
use context::Context;
use failure::{Failure, Outcome, Result, exit_code};

/// How long work that cannot be cancelled may go on after Ctrl-C.
const LAST_PATIENCE: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let (command, global) = match Cli::read() {
        Ok(parsed) => parsed,
        Err(error) => return misread(&error),
    };
    output::choose_color(global.color);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output::note(Failure::new(format!("the process cannot do its work: {error}")));
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(until_interrupted(command, global));
    runtime.shutdown_timeout(LAST_PATIENCE);
    code
}

/// Runs the command. A signal drops it, and with it what it holds: servers, scratch databases, locks.
async fn until_interrupted(command: Command, global: GlobalArgs) -> ExitCode {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        outcome = run(command, global) => {
            if let Err(failure) = &outcome {
                output::note(failure);
            }
            exit_code(&outcome)
        }
        // as shells give the code of what a signal ended
        _ = tokio::signal::ctrl_c() => ExitCode::from(130),
        () = terminated => ExitCode::from(143),
    }
}

async fn run(command: Command, global: GlobalArgs) -> Result<Outcome> {
    let context = Context::new(global)?;
    let outcome = command::run(&context, command).await?;
    output::arrived()?;
    Ok(outcome)
}

/// Help and version are what was asked for; everything else is an error as any other, since 2 means
/// that there are changes.
fn misread(error: &clap::Error) -> ExitCode {
    // nobody is left to be told that the stream is gone
    drop(error.print());
    if error.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
