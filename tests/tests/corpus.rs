//! Runs the corpus: `cargo test -p autogen-tests --test corpus -- column/` takes a part of it, and
//! `AUTOGEN_EVERY=4` each fourth case. A case is skipped only if the server is older than it needs.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use autogen_tests::case::Case;
use autogen_tests::corpus;
use autogen_tests::database::Server;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let cases = Case::all(&cases).unwrap_or_else(|error| panic!("{error}"));
    let server = Arc::new(Server::start().unwrap_or_else(|error| panic!("{error}")));
    let trial = |case: Case| {
        let server = Arc::clone(&server);
        let too_old = server.binaries.major < case.expects.min_major;
        let name = case.name.clone();
        Trial::test(name, move || block_on(&server, &case).map_err(Failed::from))
            .with_ignored_flag(too_old)
    };
    let every = match std::env::var("AUTOGEN_EVERY") {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("AUTOGEN_EVERY={text}: not a number")),
        Err(_) => 1,
    };
    let trials = cases.into_iter().step_by(every).map(trial).collect();
    // no exit() here: the server ends with its value
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn block_on(server: &Server, case: &Case) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(corpus::run(server, case))
}
