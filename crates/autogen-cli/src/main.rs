//! `autogen`: reviewable, proven revisions from SeaORM entities and a live PostgreSQL catalog.

mod failure;
mod report;

use autogen_core::ident::Ident;
use failure::{Failure, Outcome, exit_code};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use std::process::ExitCode;

async fn run() -> failure::Result<Outcome> {
    let args: Vec<String> = std::env::args().collect();
    let get = |f: &str| {
        args.iter().position(|a| a == f).map(|i| args[i + 1].clone()).ok_or(Failure::new(f))
    };
    let schema = Ident::new("public");
    let one = async |url: String| {
        let o: PgConnectOptions = url.parse().map_err(Failure::new)?;
        let mut c = o.connect().await.map_err(Failure::new)?;
        autogen_postgres::reader::read(&mut c, &schema).await.map_err(Failure::new)
    };
    let (a, b) = tokio::try_join!(one(get("--from")?), one(get("--to")?))?;
    let plan = autogen_core::plan::plan(&a, &b).map_err(Failure::new)?;
    for x in &b.bystanders {
        eprintln!("unmodelled: {}", x.label);
    }
    print!("{}", report::sql::script(&plan, &schema));
    Ok(if plan.is_empty() { Outcome::Done } else { Outcome::Changes })
}

fn main() -> ExitCode {
    let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = rt.block_on(run());
    if let Err(failure) = &outcome {
        eprintln!("{failure}");
    }
    exit_code(&outcome)
}
