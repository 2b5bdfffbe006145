//! Random pairs of schemas: `AUTOGEN_PAIRS=1000 AUTOGEN_SEED=7 cargo test -p autogen-tests --test random`.
//! Each pair has its own seed, which is in the name of its test, and a failure prints how to see it again.
//! At the end stands how many plans were refused, and why.

use std::process::ExitCode;
use std::sync::Arc;

use autogen_tests::database::Server;
use autogen_tests::random::pair::{self, Tally};
use libtest_mimic::{Arguments, Failed, Trial};

/// Pairs of a run, if `AUTOGEN_PAIRS` does not say.
const PAIRS: u64 = 60;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let (first, count) = (number("AUTOGEN_SEED", 1), number("AUTOGEN_PAIRS", PAIRS));
    let server = Arc::new(Server::start().unwrap_or_else(|error| panic!("{error}")));
    let tally = Arc::new(Tally::default());
    let trial = |seed: u64| {
        let (server, tally) = (Arc::clone(&server), Arc::clone(&tally));
        let run = move || block_on(&server, seed, &tally).map_err(Failed::from);
        Trial::test(format!("pair_{seed}"), run)
    };
    let trials = (0..count).map(|place| trial(first.wrapping_add(place))).collect();
    // no exit() here: the server ends with its value
    let conclusion = libtest_mimic::run(&arguments, trials);
    println!("seeds {first} to {}: {tally}", first.wrapping_add(count.saturating_sub(1)));
    conclusion.exit_code()
}

fn number(variable: &str, usual: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable}={text}: not a number")),
        Err(_) => usual,
    }
}

fn block_on(server: &Server, seed: u64, tally: &Tally) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(pair::run(server, seed, tally))
}
