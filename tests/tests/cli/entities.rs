//! `autogen entities`: a models crate for a database that is there, which differs from it in nothing.

use std::path::Path;

use autogen_tests::cli::{Database, Project, example, target, workspace};

/// A project that is a cargo workspace like ours, so that what the models depend on is built already.
fn project(database: &Database) -> Project {
    let project = Project::on(database).with("CARGO_TARGET_DIR", target());
    let crates = workspace().join("crates/autogen-entity");
    project.write(
        "Cargo.toml",
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"models\"]\n\n[workspace.dependencies]\n\
             autogen-entity = {{ path = {crates:?}, default-features = false }}\n\
             sea-orm = {{ version = \"2.0.4\", default-features = false }}\n\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n"
        ),
    );
    let lock = std::fs::read_to_string(workspace().join("Cargo.lock")).expect("a lock file");
    project.write("Cargo.lock", &lock);
    project
}

/// All files below a folder, with their text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in std::fs::read_dir(&below).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").display().to_string();
                found.push((name, std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_models_of_a_database_differ_from_it_in_nothing() {
    let _example = example();
    let database = Database::new();
    database.sql(include_str!("entities/rich.sql"));
    let project = project(&database);
    let written = project.run(["entities", "--from", "database", "--out", "models"]);
    written.exits(0).prints_nothing().tells("wrote 16 entities to");
    written.tells("table public.plain_log is no entity, it has no primary key");
    written.tells("table public.measure is no entity, it is partitioned");

    project.run(["diff"]).exits(0).prints_nothing().tells("no changes from database to models");
    project.run(["-m", "x"]).exits(0).prints("nothing to do");
    // everything, whatever the project manages
    project.run(["dump", "models", "--snapshot", "models.json"]).exits(0);
    project.run(["diff", "--to", "models.json"]).exits(0).prints_nothing();

    // what is declared as SQL is managed too
    let view = project.read("models/src/billing/view_last_shops.sql");
    project.write("models/src/billing/view_last_shops.sql", &view.replace("10", "11"));
    project.run(["diff"]).exits(2).prints("view billing.last_shops").prints("1 change: ");
    project.write("models/src/billing/view_last_shops.sql", &view);

    project.run(["entities", "--out", "models"]).exits(1).tells("models is not empty");
    project.run(["entities", "--out", "again/models"]).exits(0);
    let [first, second] = ["models", "again/models"].map(|folder| files(&project.path(folder)));
    assert_eq!(first, second);
}

#[test]
fn what_an_attribute_says_is_one_and_the_rest_is_declared() {
    let database = Database::new();
    let project = Project::on(&database);
    project.write("schema.sql", include_str!("entities/rich.sql"));
    let written = project.run(["entities", "--from", "schema.sql", "--out", "crates/portal"]);
    written.exits(0).tells("wrote autogen.toml").tells("to do: give autogen-entity in");
    assert_eq!(project.read("autogen.toml"), "[models]\nmanifest = \"crates/portal/Cargo.toml\"\n");
    let manifest = project.read("crates/portal/Cargo.toml");
    assert!(manifest.starts_with("[package]\nname = \"portal\"\n"), "{manifest}");
    let describe = project.read("crates/portal/src/bin/describe.rs");
    assert!(describe.contains("use portal as _;"), "{describe}");

    let person = project.read("crates/portal/src/public/person.rs");
    for text in [
        "#[sea_orm(primary_key, extra = \"generated always as identity (start with 1000)\")]\n    pub id: i64,",
        "    #[sea_orm(unique, column_type = \"String(StringLen::N(320))\", comment = \"Lower case\")]\n    pub email: String,",
        "#[sea_orm(default_value = \"happy\")]\n    pub mood: super::enums::Mood,",
        "    pub tier: Option<crate::billing::enums::Tier>,",
        "    #[sea_orm(column_name = \"type\", column_type = \"Text\")]\n    pub type_: String,",
        "    #[sea_orm(self_ref, relation_enum = \"Boss\", from = \"boss_id\", to = \"id\", on_delete = \"SetNull\")]\n    pub boss: BelongsTo<Option<Entity>>,",
        "    #[sea_orm(has_many, relation_enum = \"AuditorAccounts\", via_rel = \"Auditor\")]\n    pub auditor_accounts: HasMany<super::account::Entity>,",
        "    table.check(\"person_ratio\", \"ratio > (0)::double precision\");\n",
        "    table.index(\"person_tags\").using(\"gin\").col(Column::Tags);\n",
        "    database.comment_on(\"constraint person_ratio on person\", \"positive\");\n",
    ] {
        assert!(person.contains(text), "{text}\nin\n{person}");
    }
    assert!(person.lines().all(|line| line.len() <= 100 || line.contains('"')), "{person}");
    let log = project.read("crates/portal/src/public/table_plain_log.sql");
    assert!(log.starts_with("create table plain_log (\n    at timestamp with time zone"), "{log}");
    let cache = project.read("crates/portal/src/public/cache.rs");
    assert!(cache.contains("    table.unlogged();\n"), "{cache}");
}

#[test]
fn only_what_is_asked_for_is_written() {
    let database = Database::new();
    database.sql(
        "create schema other; create table a (id int primary key); create table b (id int); \
         create table other.c (id int primary key references a)",
    );
    let project = Project::on(&database);
    project.run(["entities", "--exclude", "other.*", "--exclude", "b"]).exits(0);
    assert_eq!(project.names("models/src"), ["bin", "lib.rs", "public"]);
    assert_eq!(project.names("models/src/public"), ["a.rs", "mod.rs"]);
    let cut = project.run(["entities", "--exclude", "a", "--out", "none"]);
    cut.exits(1).tells("foreign key other.c.c_id_fkey needs table public.a, which is left out");
    let none = project.run(["entities", "--only", "b", "--out", "none"]);
    none.exits(1).tells("no table that can be an entity");
    project.run(["entities", "--from", "models", "--out", "none"]).exits(1).tells("--from models");
    assert_eq!(project.names("none"), Vec::<String>::new());
}
