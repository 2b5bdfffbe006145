//! The benchmark: `autogen diff` of two databases, beside `pg_dump -s` of one of them.
//!
//! `pg_dump` is the yardstick because every machine with a server has it and it reads the same
//! catalogs. The benchmark knows the command line of `autogen` only, none of its crates but the one
//! that runs a server.

mod database;
mod knots;
mod measure;
mod options;
mod report;
mod schema;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use autogen_tests::database::Server;
use autogen_tests::{Result, while_};
use clap::Parser as _;

use database::States;
use knots::Knot;
use measure::{Measured, Program};
use options::Options;
use report::Limit;
use schema::{CHANGES, Shape};

/// How many times the tables `--large` measures, and `--huge`.
const LARGER: usize = 5;
const LARGEST: usize = 10;
/// `autogen diff` of two databases takes at most so many times as long as `pg_dump -s` of one.
const TIMES_PG_DUMP: f64 = 0.6;
/// The same where nothing differs.
const TIMES_PG_DUMP_UNCHANGED: f64 = 0.5;
/// A table of a larger schema takes at most so many times as long as one of the smallest.
const TIMES_WHEN_LARGER: f64 = 1.2;
/// The greatest resident set of autogen, for the smallest schema.
const MEGABYTES: f64 = 50.0;
/// Its own time on a processor, for the smallest schema, in seconds.
const CPU_SECONDS: f64 = 0.2;
/// A plan where much hangs together, the reading included, in seconds.
const KNOT_SECONDS: f64 = 1.0;
/// `autogen diff` of the example models, nothing to build, in seconds.
const EXAMPLE_SECONDS: f64 = 1.0;

fn main() -> ExitCode {
    let options = Options::parse();
    match bench(&options) {
        Ok(limits) if options.assert && !limits.iter().all(Limit::kept) => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn bench(options: &Options) -> Result<Vec<Limit>> {
    let autogen = autogen(options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = while_("runtime", runtime)?;
    let server = Server::start()?;
    let folder = while_("temporary folder", tempfile::tempdir())?;

    let (what, programs, urls) = if options.example {
        let create = ["create database example".to_owned()];
        runtime.block_on(database::run(&server, "postgres", create))?;
        let url = server.url("example");
        ("the example models".to_owned(), example(&autogen, &url)?, vec![url])
    } else if options.knots {
        let knots = runtime.block_on(Knot::make_all(&server))?;
        let programs = knots.iter().map(|knot| knotted(knot, &autogen, folder.path())).collect();
        let urls = knots.into_iter().flat_map(|knot| [knot.before, knot.after]).collect();
        ("two databases in which much hangs together".to_owned(), programs, urls)
    } else {
        let dump = server.binaries.tool("pg_dump").ok_or("there is no pg_dump for this server")?;
        let (mut programs, mut urls) = (Vec::new(), Vec::new());
        for shape in shapes(options) {
            eprintln!("making two states of {} tables …", shape.tables);
            let states = runtime.block_on(States::make(&server, shape, options.raw))?;
            programs.extend(compared(&states, &autogen, &dump, folder.path()));
            urls.extend([states.before, states.same, states.after]);
        }
        (format!("two databases, {CHANGES} changes apart"), programs, urls)
    };

    let rows = measure(&programs, options.runs)?;
    let limits = match options {
        _ if options.example => seconds(&rows, EXAMPLE_SECONDS),
        _ if options.knots => seconds(&rows, KNOT_SECONDS),
        _ => limits(&rows, &shapes(options))?,
    };
    let text = format!(
        "{what}; PostgreSQL {}, {} rounds\n\n{}\n{}",
        server.binaries.version,
        options.runs,
        report::table(&rows),
        report::verdict(&limits),
    );
    print!("{text}");
    if let Some(path) = &options.save {
        while_(&path.to_string_lossy(), std::fs::write(path, &text))?;
    }
    if options.hold {
        eprintln!("\n{}\nEnter ends the server", urls.join("\n"));
        while_("input", std::io::stdin().read_line(&mut String::new()))?;
    }
    Ok(limits)
}

/// The binary to measure, by its full path, since it runs in another folder.
fn autogen(options: &Options) -> Result<PathBuf> {
    let path = match &options.autogen {
        Some(path) => path.clone(),
        None => while_("this program", std::env::current_exe())?.with_file_name("autogen"),
    };
    path.canonicalize().map_err(|error| {
        let build = "build it: cargo build --release --package autogen-cli";
        format!("{}: {error}; {build}", path.display())
    })
}

fn shapes(options: &Options) -> Vec<Shape> {
    let tables = options.tables as usize;
    let times: &[usize] = match options {
        _ if options.huge => &[1, LARGER, LARGEST],
        _ if options.large => &[1, LARGER],
        _ => &[1],
    };
    let shape = |times| Shape { tables: times * tables, identity: options.identity };
    times.iter().map(shape).collect()
}

/// The three programs of a size, in the order in which [`limits`] takes them.
fn compared(states: &States, autogen: &Path, dump: &Path, folder: &Path) -> [Program; 3] {
    let States { tables, before, same, after } = states;
    let program = |label: &str, path: &Path, args: &[&str], codes| Program {
        label: format!("{label}, {tables} tables"),
        path: path.to_owned(),
        args: args.iter().map(|&arg| arg.to_owned()).collect(),
        folder: folder.to_owned(),
        database: None,
        codes,
    };
    let diff = |to| ["diff", "--from", before.as_str(), "--to", to, "--format", "sql"];
    [
        program("pg_dump -s", dump, &["-s", before], &[0]),
        program("autogen diff", autogen, &diff(after), &[2]),
        program("autogen diff, no change", autogen, &diff(same), &[0]),
    ]
}

/// `autogen diff` of a schema in which much hangs together.
fn knotted(knot: &Knot, autogen: &Path, folder: &Path) -> Program {
    let args = ["diff", "--from", &knot.before, "--to", &knot.after, "--format", "sql"];
    Program {
        label: knot.label.clone(),
        path: autogen.to_owned(),
        args: args.map(str::to_owned).to_vec(),
        folder: folder.to_owned(),
        database: None,
        codes: &[2],
    }
}

/// `autogen diff` of the example models; the database is brought to the chain's head first.
fn example(autogen: &Path, url: &str) -> Result<Vec<Program>> {
    let program = |label: &str, args: &[&str], codes| Program {
        label: label.to_owned(),
        path: autogen.to_owned(),
        args: args.iter().map(|&arg| arg.to_owned()).collect(),
        folder: ".".into(),
        database: Some(url.to_owned()),
        codes,
    };
    program("autogen upgrade", &["upgrade"], &[0]).run()?;
    Ok(vec![program("autogen diff, example models", &["diff"], &[0])])
}

/// Runs all programs in turn.
fn measure(programs: &[Program], runs: u32) -> Result<Vec<Measured>> {
    let mut rows = programs.iter().map(Program::warm_up).collect::<Result<Vec<_>>>()?;
    for _ in 0..runs {
        for (program, row) in programs.iter().zip(&mut rows) {
            row.runs.push(program.run()?);
        }
    }
    Ok(rows)
}

/// The limits that hold for two databases of each size.
fn limits(rows: &[Measured], shapes: &[Shape]) -> Result<Vec<Limit>> {
    let (sizes, rest) = rows.as_chunks::<3>();
    debug_assert!(rest.is_empty(), "three programs a size");
    for [_, diff, same] in sizes {
        // A diff that is fast because it sees nothing is not fast.
        let statements = diff.output.matches(";\n").count();
        if statements < CHANGES || same.output.contains(';') {
            let problem = format!("{statements} statements for {CHANGES} changes, for none:");
            return Err(format!("{}: {problem}\n{}", diff.label, same.output));
        }
    }
    let Some(([dump, diff, same], larger)) = sizes.split_first() else { return Ok(Vec::new()) };
    let of = |row: &Measured| format!("{} / pg_dump -s", row.label);
    let mut limits = vec![
        Limit::ratio(of(diff), diff, dump, TIMES_PG_DUMP),
        Limit::ratio(of(same), same, dump, TIMES_PG_DUMP_UNCHANGED),
    ];
    limits.extend(diff.peak.map(|bytes| Limit {
        label: format!("{}, peak RSS", diff.label),
        measured: report::megabytes(bytes),
        limit: MEGABYTES,
        unit: " MB",
    }));
    limits.extend(diff.cpu().map(|cpu| Limit {
        label: format!("{}, CPU", diff.label),
        measured: cpu.as_secs_f64(),
        limit: CPU_SECONDS,
        unit: " s",
    }));
    for ([_, large, _], shape) in larger.iter().zip(&shapes[1..]) {
        let label = format!("{}, a table / {}", large.label, diff.label);
        let times = shape.tables / shapes[0].tables;
        limits.push(Limit::ratio(label, large, diff, TIMES_WHEN_LARGER).for_each_of(times));
    }
    Ok(limits)
}

/// Each row stays below so many seconds.
fn seconds(rows: &[Measured], limit: f64) -> Vec<Limit> {
    let limit = |row: &Measured| Limit {
        label: row.label.clone(),
        measured: row.median().as_secs_f64(),
        limit,
        unit: " s",
    };
    rows.iter().map(limit).collect()
}
