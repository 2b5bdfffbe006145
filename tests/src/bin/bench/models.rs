//! `bench --models`: a models crate of many entities against a database, beside what Postgres' own
//! programs take for the same schema.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use autogen_tests::database::Server;
use autogen_tests::{Result, while_};
use tokio::runtime::Runtime;

use crate::database::run;
use crate::measure::{Measured, Program};
use crate::report::Limit;

/// Entities that refer to each other. More in a chain overflow rustc's recursion (E0275).
const GROUP: usize = 5;
/// Nothing changed: at most so many times as long as `pg_dump -s` …
const TIMES_PG_DUMP: f64 = 0.5;
/// … and the start of a process, in seconds.
const START: f64 = 0.010;
/// One entity changed takes at most so much longer, in seconds.
const MORE_FOR_ONE: f64 = 0.3;
/// What is younger than this is looked at once more by cargo.
const SETTLED: Duration = Duration::from_millis(2200);

/// A cargo workspace with the entities, a database like them, and a cache for them.
struct Setup<'a> {
    folder: PathBuf,
    entities: usize,
    autogen: &'a Path,
    url: String,
}

/// Measures it; the entities are built first.
pub(crate) fn bench(
    server: &Server,
    runtime: &Runtime,
    autogen: &Path,
    entities: usize,
    runs: u32,
) -> Result<(Vec<Measured>, Vec<Limit>)> {
    let tool =
        |name| server.binaries.tool(name).ok_or(format!("there is no {name} for this server"));
    let (dump, psql) = (tool("pg_dump")?, tool("psql")?);
    runtime.block_on(run(server, "postgres", ["create database models".to_owned()]))?;
    let url = server.url("models");
    let setup = Setup { folder: workspace(entities)?, entities, autogen, url };
    eprintln!("building {entities} entities …");
    let diff = |codes| setup.program("autogen diff", autogen, &["diff", "--format", "sql"], codes);
    let schema = diff(&[2]).warm_up()?.output;
    let load = |database: &str| -> Result<Program> {
        let file = setup.folder.join("schema.sql");
        while_("schema.sql", fs::write(&file, statements(&schema)))?;
        let url = server.url(database);
        let args = ["-1", "-q", "-v", "ON_ERROR_STOP=1", "-f", "schema.sql", "-d", &url];
        Ok(setup.program("psql -1, the whole schema", &psql, &args, &[0]))
    };
    load("models")?.run()?;
    runtime.block_on(run(server, "models", ["vacuum analyze".to_owned()]))?;

    // all is kept once cargo had nothing to do for a while
    std::thread::sleep(SETTLED);
    let unchanged = diff(&[0]);
    unchanged.run()?;
    let former = setup.folder.join("former");
    copy_files(&setup.cache(), &former)?;
    let measured = |program: &Program, what: &str| -> Result<Measured> {
        let label = format!("autogen diff, {entities} entities, {what}");
        Ok(Measured { label, ..program.warm_up()? })
    };
    let pg_dump = setup.program("pg_dump -s", &dump, &["-s", &setup.url], &[0]);
    let mut yards = [pg_dump.warm_up()?, load("postgres")?.relabelled()];
    let warm = measured(&unchanged, "nothing changed")?;
    clear_files(&setup.cache())?;
    let mut rows = [warm, measured(&unchanged, "cold cache")?];
    for round in 0..runs {
        yards[0].runs.push(pg_dump.run()?);
        rows[0].runs.push(unchanged.run()?);
        let fresh = format!("load_{round}");
        runtime.block_on(run(server, "postgres", [format!("create database {fresh}")]))?;
        yards[1].runs.push(load(&fresh)?.run()?);
        runtime.block_on(run(server, "postgres", [format!("drop database {fresh}")]))?;
        clear_files(&setup.cache())?;
        rows[1].runs.push(unchanged.run()?);
    }
    change(&setup.folder)?;
    let changed = diff(&[2]);
    changed.run()?;
    std::thread::sleep(SETTLED);
    let mut row = measured(&changed, "one entity changed")?;
    for _ in 0..runs {
        clear_files(&setup.cache())?;
        copy_files(&former, &setup.cache())?;
        row.runs.push(changed.run()?);
    }
    let [unchanged, cold] = rows;
    let rows = [unchanged, cold, row];
    let limits = limits(&yards, &rows);
    let rows = yards.into_iter().chain(rows).collect();
    Ok((rows, limits))
}

fn limits(yards: &[Measured; 2], rows: &[Measured; 3]) -> Vec<Limit> {
    let seconds = |row: &Measured| row.median().as_secs_f64();
    let [dump, load] = yards;
    let [unchanged, cold, changed] = rows;
    let over = |row: &Measured| format!("{} / ", row.label);
    vec![
        Limit {
            label: over(unchanged) + "pg_dump -s, the start aside",
            measured: (seconds(unchanged) - START) / seconds(dump),
            limit: TIMES_PG_DUMP,
            unit: "",
        },
        Limit {
            label: format!("{}, more than nothing changed", changed.label),
            measured: seconds(changed) - seconds(unchanged),
            limit: MORE_FOR_ONE,
            unit: " s",
        },
        Limit::ratio(over(cold) + "psql -1", cold, load, 1.0),
    ]
}

impl Program {
    /// A row without a first run, which would need a database of its own.
    fn relabelled(&self) -> Measured {
        let (runs, peak, output) = Default::default();
        Measured { label: self.label.clone(), runs, peak, output }
    }
}

impl Setup<'_> {
    fn program(&self, label: &str, path: &Path, args: &[&str], codes: &'static [i32]) -> Program {
        let of = if path == self.autogen {
            String::new()
        } else {
            format!(", {} tables", self.entities)
        };
        Program {
            label: format!("{label}{of}"),
            path: path.to_owned(),
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            folder: self.folder.clone(),
            database: Some(self.url.clone()),
            codes,
        }
    }

    fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }
}

/// A script without its own transaction.
fn statements(script: &str) -> String {
    let outer = |line: &&str| !["begin;", "commit;"].contains(line);
    script.lines().filter(outer).fold(String::new(), |text, line| text + line + "\n")
}

/// A workspace in the target folder of this one, so that what the entities depend on is built there already
/// where the example was.
fn workspace(entities: usize) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no folder above the tests")?;
    let folder = root.join("target").join(format!("bench-models-{entities}"));
    clear(&folder)?;
    let manifest = while_("Cargo.toml", fs::read_to_string(root.join("Cargo.toml")))?;
    let line = |line: &str| match line.split(' ').next() {
        Some("members") => "members = [\"models\"]\n".to_owned(),
        Some("default-members") => String::new(),
        // cargo tells what lies in a target folder apart by its version alone, not by its place
        Some("version") => format!("version = \"0.1.{entities}\"\n"),
        _ => line.replace("path = \"", &format!("path = \"{}/", root.display())) + "\n",
    };
    let manifest: String = manifest.lines().map(line).collect();
    let read = |name: &str| while_(name, fs::read_to_string(root.join(name)));
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest),
        ("Cargo.lock".to_owned(), read("Cargo.lock")?),
        ("models/Cargo.toml".to_owned(), read("models/Cargo.toml")?),
        ("models/src/bin/describe.rs".to_owned(), read("models/src/bin/describe.rs")?),
        (
            "autogen.toml".to_owned(),
            "cache = \"cache\"\n\n[models]\npackage = \"models\"\n".to_owned(),
        ),
    ];
    let config = format!("[build]\ntarget-dir = {:?}\n", root.join("target"));
    files.push((".cargo/config.toml".to_owned(), config));
    let mut library = "//! Made up for the benchmark.\n".to_owned();
    for number in 0..entities {
        library += &format!("pub mod e{number};\n");
        files.push((format!("models/src/e{number}.rs"), entity(number, "")));
    }
    files.push(("models/src/lib.rs".to_owned(), library));
    for (name, text) in files {
        let path = folder.join(&name);
        while_(&name, fs::create_dir_all(path.parent().unwrap_or(&folder)))?;
        while_(&name, fs::write(path, text))?;
    }
    // a clone of this repository has it, but perhaps no models that were ever built
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "-p", "models", "--bin", "describe", "--features", "describe"]);
    let status = while_("cargo", build.current_dir(&folder).status())?;
    if status.success() { Ok(folder) } else { Err("the entities do not compile".to_owned()) }
}

/// An entity with 8 columns, a primary key, a unique constraint, an index and, but for the first of its
/// group, a foreign key.
fn entity(number: usize, more: &str) -> String {
    let mut text = format!(
        "//! Made up.\nuse sea_orm::entity::prelude::*;\n\n#[sea_orm::model]\n\
         #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]\n#[sea_orm(table_name = \"e{number}\")]\n\
         pub struct Model {{\n    #[sea_orm(primary_key)]\n    pub id: i32,\n    #[sea_orm(unique)]\n    \
         pub code: String,\n    #[sea_orm(indexed)]\n    pub name: String,\n    \
         #[sea_orm(default_expr = \"Expr::current_timestamp()\")]\n    pub created_at: DateTimeUtc,\n    \
         #[sea_orm(default_value = 0)]\n    pub count: i32,\n    pub note: Option<String>,\n    \
         #[sea_orm(column_type = \"Decimal(Some((12, 2)))\")]\n    pub price: Decimal,\n{more}"
    );
    let head = number - number % GROUP;
    if number != head {
        write!(
            text,
            "    pub head_id: Option<i32>,\n    #[sea_orm(belongs_to, from = \"head_id\", to = \"id\")]\n    \
             pub head: BelongsTo<Option<super::e{head}::Entity>>,\n"
        )
        .expect("a string takes everything");
    }
    text + "}\n\nimpl ActiveModelBehavior for ActiveModel {}\n"
}

/// Another column in one of the entities that others refer to.
fn change(folder: &Path) -> Result<()> {
    let text = entity(0, "    pub phone: Option<String>,\n");
    while_("e0.rs", fs::write(folder.join("models/src/e0.rs"), text))
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() { while_("removing", fs::remove_dir_all(folder)) } else { Ok(()) }
}

/// The elaborated schemas of a cache. What it has of the models crate, in a folder of its own, says whether
/// cargo has anything to build, and stays: what is measured has been built.
fn files(cache: &Path) -> Result<Vec<PathBuf>> {
    let entries = while_("the cache", fs::read_dir(cache))?;
    let paths = entries.map(|entry| Ok(while_("the cache", entry)?.path()));
    paths.filter(|path| path.as_ref().is_ok_and(|path| path.is_file())).collect()
}

fn clear_files(cache: &Path) -> Result<()> {
    files(cache)?.iter().try_for_each(|path| while_("removing", fs::remove_file(path)))
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    while_("a folder", fs::create_dir_all(to))?;
    for path in files(from)? {
        while_("copying", fs::copy(&path, to.join(path.file_name().unwrap_or_default())))?;
    }
    Ok(())
}
