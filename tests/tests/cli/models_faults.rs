//! Models that cannot be had, or cannot be.

use autogen_tests::cli::{Database, Models, Project, Table};

#[test]
fn models_that_do_not_compile_are_shown_as_cargo_shows_them() {
    let database = Database::new();
    let project = Project::on(&database);
    project.write(
        "Cargo.toml",
        "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[features]\ndescribe = []\n\n\
         [[bin]]\nname = \"describe\"\nrequired-features = [\"describe\"]\n\n[workspace]\n",
    );
    project.write("src/bin/describe.rs", "fn main() {\n    let price: u32 = \"free\";\n}\n");
    let broken = project.run(["-m", "initial schema"]);
    broken.exits(1).prints_nothing().tells("error[E0308]: mismatched types");
    broken.tells("src/bin/describe.rs:2:22").tells("package shop) do not compile");
    assert!(project.names("generated").is_empty());
    project.run(["diff"]).exits(1).tells("mismatched types");
    // one that ends otherwise is no compile error
    project.write("src/bin/describe.rs", "fn main() { panic!(\"no entity\") }\n");
    let failed = project.run(["diff"]);
    failed.exits(1).tells("no entity").tells("cannot be described");
    project.write("src/bin/describe.rs", "fn main() { println!(\"Hello\") }\n");
    project.run(["diff"]).exits(1).tells("printed no valid description").tells("cargo run -p shop");
    project.write("src/bin/describe.rs", "fn main() { print!(\"{{\\\"format\\\": 99}}\") }\n");
    project.run(["diff"]).exits(1).tells("format 99").tells("autogen-entity");
}

#[test]
fn a_project_without_models_is_told_how_to_get_some() {
    let database = Database::new();
    let project = Project::on(&database);
    project.run(["diff"]).exits(1).tells("Cargo.toml").tells("[models] manifest");
    project.write("Cargo.toml", "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[workspace]\n");
    project.write("src/lib.rs", "");
    let none = project.run(["-m", "initial schema"]);
    none.exits(1).tells("no package of this workspace").tells("autogen init");
}

#[test]
fn what_the_models_say_is_wrong_is_shown() {
    let project = Project::on(&Database::new()).with_models(&Models::new());
    let said = "two entities describe the table public.user: `models::a` and `models::b`";
    project.write("models.error", said);
    let failed = project.run(["diff"]);
    failed.exits(1).tells(said).tells("mend the entity");
}

#[test]
fn two_entities_for_one_table_are_refused_before_postgres_is() {
    // the recorder refuses it (its own tests say how); a description that still has it fails by name
    let table = || Table::new("user").column("id", "integer");
    let project =
        Project::on(&Database::new()).with_models(&Models::new().and(table()).and(table()));
    let failed = project.run(["diff"]);
    failed.exits(1).tells("entity models::user").tells("relation \"user\" already exists");
}

#[test]
fn a_type_that_postgres_does_not_know_names_its_entity() {
    let models = Models::new().and(Table::new("one").column("at", "geometry(point)"));
    let project = Project::on(&Database::new()).with_models(&models);
    let failed = project.run(["-m", "one"]);
    failed.exits(1).tells("entity models::one").tells("type \"geometry\" does not exist");
    assert!(project.names("generated").is_empty());
}

#[test]
fn enums_stand_in_schemas_that_the_models_have() {
    let models = Models::new()
        .and_enum("mood", &["sad", "happy"])
        .and(Table::within("diary", "day").column("mood", "mood"));
    let database = Database::new();
    let project = Project::on(&database).with_models(&models);
    project.configure("\n[enums]\nmood = \"dairy\"\n");
    let unknown = project.run(["diff"]);
    unknown.exits(1).tells("[enums] puts mood in schema dairy").tells("public, diary");
    let config = project.read("autogen.toml");
    project.write("autogen.toml", &config.replace("mood = \"dairy\"", "mod = \"diary\""));
    project.run(["diff"]).exits(1).tells("[enums] names mod, which no entity uses").tells("mood");
    project.write("autogen.toml", &config.replace("dairy", "diary"));
    project.run(["-m", "diary"]).exits(0).prints("+ enum diary.mood");
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    assert_eq!(database.sql("select enum_range(null::diary.mood)"), "{sad,happy}");
}

#[test]
fn settings_that_nobody_knows_are_refused_with_the_nearest() {
    let project = Project::on(&Database::new());
    project.write("autogen.toml", "generated = \"generated\"\nshema = \"public\"\n");
    let unknown = project.run(["current"]);
    unknown.exits(1).tells("unknown key `shema` in autogen.toml:2, did you mean `schema`?");
    project.write("autogen.toml", "[database]\nulr = \"postgres://h/app\"\n");
    project.run(["current"]).exits(1).tells("unknown key `ulr` in [database]").tells("`url`");
    project.write("autogen.toml", "schema = 7\n");
    project.run(["current"]).exits(1).tells("schema in autogen.toml:1 must be text");
    project.write("autogen.toml", "schema = \n");
    project.run(["current"]).exits(1).tells("autogen.toml:1");
    project.write("autogen.toml", "");
    let project = project.with("AUTOGEN_SHEMA", "x");
    project.run(["current"]).exits(1).tells("did you mean `AUTOGEN_SCHEMA`?");
    project.run(["curent"]).exits(1).tells("current");
    project.run(["diff", "--formt", "sql"]).exits(1).tells("--format");
}
