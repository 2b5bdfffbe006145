use std::time::Duration;

use super::*;

fn of(text: &str) -> Result<Settings> {
    let mut settings = Settings::defaults(Path::new("/p"));
    settings.apply_text(text)?;
    Ok(settings)
}

fn problem(text: &str) -> String {
    of(text).expect_err("refused").to_string()
}

fn url_of(database: &Database) -> String {
    database.url.as_ref().map(ToString::to_string).unwrap_or_default()
}

const ALL: &str = r#"
generated = "revisions"
schema = "app"

[models]
package = "entities"
bin = "tell"
features = ["phone"]
manifest = "backend/Cargo.toml"

[database]
url = "postgres://me:secret@h/app"

[database.staging]
url = "postgres://s/app"
schema = "tenant"
schemas = "tenant_*"
role = "owner"
lock_timeout = "3s"
statement_timeout = "1min"
development = true
roles = { privileged = "rds_superuser" }

[roles]
privileged = "postgres"
reporting = "reader"

[hooks]
after_revision = ["cargo fmt"]
before_upgrade = ["pg_dump", "true"]
after_upgrade = ["psql"]

[manage]
schemas = ["extensions"]
ignore = ["public.legacy_*"]
owners = true

[postgres]
bin = "/opt/pg/bin"

[scratch]
on = "own"
url = "postgres://scratch/x"

[revision_table]
name = "done"
schema = "ops"

[enums]
tier = "billing"
"#;

#[test]
fn every_key_is_taken_over() {
    let settings = of(ALL).unwrap();
    assert_eq!(settings.generated, Path::new("/p/revisions"));
    assert_eq!(settings.default_schema(), Ident::new("app"));
    assert_eq!(
        settings.models,
        Models {
            package: Some("entities".to_owned()),
            bin: "tell".to_owned(),
            features: vec!["phone".to_owned()],
            manifest: Some("/p/backend/Cargo.toml".into()),
        }
    );
    assert_eq!(url_of(&settings.database), "postgres://me:***@h/app");
    let staging = settings.database(Some("staging")).unwrap();
    assert!(staging.development && url_of(staging) == "postgres://s/app");
    assert_eq!(settings.schema_of(staging), Ident::new("tenant"));
    assert_eq!(staging.schemas, [Glob::new("tenant_*")]);
    assert_eq!(staging.role, Some(Ident::new("owner")));
    assert_eq!(staging.lock_timeout, Some(Duration::from_secs(3)));
    assert_eq!(staging.statement_timeout, Some(Duration::from_secs(60)));
    let roles = |database| {
        let roles = settings.roles_of(database);
        ["privileged", "reporting"].map(|word| roles[word].as_str().to_owned())
    };
    assert_eq!(roles(staging), ["rds_superuser", "reader"]);
    assert_eq!(roles(&settings.database), ["postgres", "reader"]);
    assert_eq!(settings.hooks.after_revision, ["cargo fmt"]);
    assert_eq!(settings.hooks.before_upgrade, ["pg_dump", "true"]);
    assert_eq!(settings.hooks.after_upgrade, ["psql"]);
    assert_eq!(settings.schema_of(&settings.database), Ident::new("app"));
    assert_eq!(settings.manage.schemas, ["extensions"]);
    assert!(settings.manage.ignore[0].matches("public.legacy_a"));
    assert!(settings.manage.owners);
    assert_eq!(settings.postgres_bin.as_deref(), Some(Path::new("/opt/pg/bin")));
    assert_eq!(settings.scratch.on, ScratchPlace::Own);
    assert!(settings.scratch.url.is_some());
    assert_eq!(settings.revision_table.name, Ident::new("done"));
    assert_eq!(settings.revision_table.schema, Some(Ident::new("ops")));
    assert_eq!(settings.enums.get("tier"), Some(&Ident::new("billing")));
    assert!(!format!("{settings:?}").contains("secret"));
    assert_eq!(of("scratch = \"local\"").unwrap().scratch.on, ScratchPlace::Local);
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest_one() {
    for (text, said) in [
        (
            "\n\n[databse]\nurl = \"x\"",
            "unknown key `databse` in autogen.toml:3, did you mean `database`?",
        ),
        (
            "[models]\npackge = \"m\"",
            "unknown key `packge` in [models] in autogen.toml:2, did you mean `package`?",
        ),
        ("[database]\nulr = \"x\"", "in [database] in autogen.toml:2, did you mean `url`?"),
        (
            "[database.a]\nurl = \"x\"\nuser = \"y\"",
            "unknown key `user` in [database.a] in autogen.toml:3",
        ),
        (
            "[hooks]\nbefore_upgrad = []",
            "in [hooks] in autogen.toml:2, did you mean `before_upgrade`",
        ),
        ("colour = 1", "known here: generated, emit, schema, "),
        ("[scratch]\nwhere = \"own\"", "unknown key `where` in [scratch]"),
    ] {
        let problem = problem(text);
        assert!(problem.contains(said), "{problem}");
    }
}

#[test]
fn a_wrong_type_or_word_is_refused_with_key_and_line() {
    for (text, said) in [
        ("schema = 1", "schema in autogen.toml:1 must be text in quotes, and it is a number"),
        (
            "\n[models]\nfeatures = \"a\"",
            "models.features in autogen.toml:3 must be a list of texts",
        ),
        ("[models]\nfeatures = [1]", "models.features in autogen.toml:2 must be a list of texts"),
        (
            "[database.a]\ndevelopment = \"yes\"",
            "database.a.development in autogen.toml:2 must be true or false",
        ),
        (
            "[database.a]\nlock_timeout = 3",
            "database.a.lock_timeout in autogen.toml:2 must be text",
        ),
        (
            "[database.a]\nstatement_timeout = \"3 seconds\"",
            "database.a.statement_timeout in autogen.toml:2 must be a length of time, and it is `3 seconds`",
        ),
        (
            "[hooks]\nbefore_upgrade = \"x\"",
            "hooks.before_upgrade in autogen.toml:2 must be a list",
        ),
        ("[roles]\nprivileged = 1", "roles.privileged in autogen.toml:2 must be text"),
        ("\n[database.all]", "database.all in autogen.toml:2: `all` is reserved"),
        ("[database.\"a,b\"]", "`a,b` cannot be a label"),
        ("[database.\"a*\"]", "`a*` cannot be a label"),
        ("[database.roles]\nprivileged = \"x\"", "roles of every database stand in [roles]"),
        ("models = \"m\"", "models in autogen.toml:1 must be a table, and it is text"),
        ("[enums]\ntier = 1", "enums.tier in autogen.toml:2 must be text"),
        ("scratch = \"there\"", "scratch in autogen.toml:1 says `there`"),
        ("schema = ", "autogen.toml:1: "),
        ("a = 1\na = 2", "autogen.toml:2: "),
    ] {
        let problem = problem(text);
        assert!(problem.contains(said), "{problem}");
    }
}

fn merged(file: &str, env: &[(&str, &str)], args: &GlobalArgs) -> Result<Settings> {
    let mut settings = of(ALL)?;
    settings.apply_environment(&Environment::of(file, env)?)?;
    settings.apply_flags(Path::new("/here"), args);
    Ok(settings)
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let none = GlobalArgs::default();
    let dotenv = "DATABASE_URL='postgres://dotenv/app'\nAUTOGEN_SCHEMA=dotenv # ours\n";
    let settings = merged(dotenv, &[], &none).unwrap();
    assert_eq!(url_of(&settings.database), "postgres://dotenv/app");
    assert_eq!(settings.default_schema(), Ident::new("dotenv"));

    let env = [
        ("DATABASE_URL", "postgres://env/app"),
        ("AUTOGEN_DATABASE_STAGING_URL", "postgres://env/staging"),
        ("AUTOGEN_MODELS_FEATURES", "a, b"),
        ("AUTOGEN_GENERATED", "gen"),
        ("AUTOGEN_DATABASE", "staging"),
    ];
    let settings = merged(dotenv, &env, &none).unwrap();
    assert_eq!(url_of(&settings.database), "postgres://env/app");
    assert_eq!(url_of(settings.database(Some("staging")).unwrap()), "postgres://env/staging");
    assert_eq!(settings.models.features, ["a", "b"]);
    assert_eq!(settings.generated, Path::new("/p/gen"));
    assert_eq!(settings.label.as_deref(), Some("staging"));
    assert_eq!(settings.default_schema(), Ident::new("dotenv"));

    let flags = GlobalArgs {
        database_url: Some("postgres://flag/app".to_owned()),
        schema: Some("flag".to_owned()),
        generated: Some("gen".into()),
        features: vec!["c".to_owned()],
        ..GlobalArgs::default()
    };
    let settings = merged(dotenv, &env, &flags).unwrap();
    assert_eq!(url_of(&settings.database), "postgres://flag/app");
    assert_eq!(settings.label, None);
    assert_eq!(settings.schema_of(&settings.labelled["staging"]), Ident::new("flag"));
    assert_eq!(settings.generated, Path::new("/here/gen"));
    assert_eq!(settings.models.features, ["a", "b", "c"]);
}

#[test]
fn every_key_of_a_database_has_its_variable() {
    let env = [
        ("AUTOGEN_DATABASE_STAGING_SCHEMA", "s"),
        ("AUTOGEN_DATABASE_STAGING_SCHEMAS", "a, b_*"),
        ("AUTOGEN_DATABASE_STAGING_ROLE", "r"),
        ("AUTOGEN_DATABASE_STAGING_LOCK_TIMEOUT", "500ms"),
        ("AUTOGEN_DATABASE_STAGING_STATEMENT_TIMEOUT", "0"),
        ("AUTOGEN_DATABASE_STAGING_DEVELOPMENT", "false"),
        ("AUTOGEN_DATABASE_STAGING_ROLES_PRIVILEGED", "root"),
        ("AUTOGEN_DATABASE_ROLE", "d"),
        ("AUTOGEN_DATABASE_LOCK_TIMEOUT", "1s"),
        ("AUTOGEN_DATABASE_SCHEMAS", "x"),
        ("AUTOGEN_ROLES_REPORTING", "viewer"),
        ("AUTOGEN_ROLES_NEW", "n"),
    ];
    let settings = merged("", &env, &GlobalArgs::default()).unwrap();
    let staging = settings.database(Some("staging")).unwrap();
    assert_eq!(staging.schema, Some(Ident::new("s")));
    assert_eq!(staging.schemas, [Glob::new("a"), Glob::new("b_*")]);
    assert_eq!(staging.role, Some(Ident::new("r")));
    assert_eq!(staging.lock_timeout, Some(Duration::from_millis(500)));
    assert_eq!(staging.statement_timeout, Some(Duration::ZERO));
    assert!(!staging.development);
    let roles = settings.roles_of(staging);
    let role = |word: &str| roles[word].as_str().to_owned();
    assert_eq!(["privileged", "reporting", "new"].map(role), ["root", "viewer", "n"]);
    assert_eq!(settings.database.role, Some(Ident::new("d")));
    assert_eq!(settings.database.lock_timeout, Some(Duration::from_secs(1)));
    assert_eq!(settings.database.schemas, [Glob::new("x")]);
    let wrong = [("AUTOGEN_DATABASE_LOCK_TIMEOUT", "soon")];
    let said = merged("", &wrong, &GlobalArgs::default()).unwrap_err().to_string();
    assert!(said.contains("AUTOGEN_DATABASE_LOCK_TIMEOUT must be a length of time"), "{said}");
}

#[test]
fn a_variable_that_two_labels_share_is_refused() {
    let mut settings = of("[database.eu-west]\n[database.eu_west]\n").unwrap();
    settings.apply_environment(&Environment::default()).unwrap();
    let shared = Environment::of("", &[("AUTOGEN_DATABASE_EU_WEST_URL", "postgres://h/x")]);
    let said = settings.apply_environment(&shared.unwrap()).unwrap_err().to_string();
    assert!(said.contains("the labels `eu-west` and `eu_west` share"), "{said}");
}

#[test]
fn several_databases_are_no_database() {
    let settings = of(ALL).unwrap();
    for text in ["all", "staging,other", "stag*"] {
        let said = settings.database(Some(text)).unwrap_err().to_string();
        assert!(said.contains("works on one"), "{said}");
    }
}

#[test]
fn an_empty_variable_is_none() {
    let env = [("DATABASE_URL", "")];
    let mut settings = Settings::defaults(Path::new("/p"));
    let environment = Environment::of("DATABASE_URL=postgres://dotenv/app", &env).unwrap();
    settings.apply_environment(&environment).unwrap();
    assert_eq!(settings.database.url, None);
}

#[test]
fn a_slip_in_a_variable_is_refused_and_the_variables_of_others_are_not() {
    let none = GlobalArgs::default();
    let problem = |name| merged("", &[(name, "x")], &none).map(drop);
    let slip = problem("AUTOGEN_SCHEMAS").unwrap_err().to_string();
    assert!(slip.contains("AUTOGEN_SCHEMAS, did you mean `AUTOGEN_SCHEMA`?"), "{slip}");
    problem("AUTOGEN_TEST_EMBEDDED_CHILD").unwrap();
    problem("SCHEMA").unwrap();
    let label = problem("AUTOGEN_DATABASE_PRODUCTION_URL").unwrap_err().to_string();
    assert!(label.contains("no database has the label of"), "{label}");
}

#[test]
fn a_broken_dotenv_names_the_line_and_not_what_is_in_it() {
    let said = Environment::of("A=b\nPASSWORD secret word\n", &[]).unwrap_err().to_string();
    assert!(said.contains(".env:2"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn an_unknown_label_names_the_nearest_and_where_to_write_it() {
    let settings = of(ALL).unwrap();
    let said = settings.database(Some("stagin")).unwrap_err().to_string();
    assert!(said.contains("did you mean `staging`?"), "{said}");
    assert!(said.contains("[database.stagin] url"), "{said}");
    let said = settings.no_url("eu-west").to_string();
    assert!(said.contains("AUTOGEN_DATABASE_EU_WEST_URL"), "{said}");
}

#[test]
fn the_file_is_looked_for_upwards() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(folder.path().join(FILE), "").unwrap();
    assert_eq!(place::configuration(&inner, None).unwrap(), Some(folder.path().join(FILE)));
    let named = place::configuration(&inner, Some(Path::new("../../autogen.toml"))).unwrap();
    assert!(named.is_some_and(|path| path.ends_with("../../autogen.toml")));
    let said = place::configuration(&inner, Some(Path::new("no.toml"))).unwrap_err().to_string();
    assert!(said.contains("no.toml, which is not a file"), "{said}");
}

proptest::proptest! {
    /// Every way to damage a line of the file, and any text: read, or refused.
    #[test]
    fn hostile_files_are_read_or_refused(
        at in 0.0..1.0_f64,
        count in 0..60_usize,
        thorn in "(?s).{0,40}|\\[{1,300}|9{30}|\"\"\"|\u{feff}|\r\n|\\[\\[database\\]\\]|database\\.\\*=1",
        any in proptest::option::weighted(0.1, "(?s).{0,200}"),
    ) {
        let place = ALL.floor_char_boundary((ALL.len() as f64 * at) as usize);
        let end = ALL.ceil_char_boundary(place + count);
        let damaged = format!("{}{thorn}{}", &ALL[..place], &ALL[end..]);
        if let Err(failure) = of(any.as_ref().unwrap_or(&damaged)) {
            proptest::prop_assert!(failure.to_string().contains(FILE));
        }
    }
}
