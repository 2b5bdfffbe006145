use super::manifest::{additions, completed, dependency};
use super::*;

const ROOT: &str =
    "[workspace.dependencies]\nautogen-entity = { path = \"x\", default-features = false }\n";

#[test]
fn a_manifest_is_completed_and_otherwise_kept() {
    let text = "[package]\nname = \"models\" # ours\n\n[dependencies] # all\nsea-orm = \"2\"\n";
    let edited = completed(text, "describe", dependency(text, ROOT).unwrap()).unwrap();
    assert_eq!(
        edited,
        "[package]\nname = \"models\" # ours\n\n[dependencies] # all\n\
         autogen-entity = { workspace = true, features = [\"declare\"] }\n\
         sea-orm = \"2\"\n\n[features]\ndescribe = [\"autogen-entity/describe\"]\n\n\
         [[bin]]\nname = \"describe\"\nrequired-features = [\"describe\"]\n"
    );
    assert_eq!(dependency(&edited, ROOT), None, "it is there now");
}

#[test]
fn a_manifest_that_needs_a_person_is_left_alone() {
    let line = "autogen-entity = { workspace = true }";
    for text in [
        "[features]\ndescribe = []\n",
        "[dependencies]\nautogen-entity = \"1\"\n",
        "features = { a = [] }\n",
        "bin = [{ name = \"a\" }]\n",
        "not toml at all",
        "[package]\ndescription = \"\"\"\n[features]\n\"\"\"\n",
    ] {
        assert_eq!(completed(text, "describe", line), None, "{text}");
    }
    assert_eq!(dependency("", "[workspace]\n"), None);
    let heavy = "[workspace.dependencies]\nautogen-entity = \"1\"\n";
    assert_eq!(dependency("", heavy), None, "its default features would be the application's");
    assert_eq!(dependency("", ""), None);
}

#[test]
fn what_a_person_has_to_add_is_toml() {
    let added: toml::Table = additions("describe", "0.1.0").parse().unwrap();
    assert_eq!(added.keys().collect::<Vec<_>>(), ["bin", "dependencies", "features"]);
}

#[test]
fn the_configuration_is_written_once_and_says_what_is_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::for_tests();
    settings.project = folder.path().to_owned();
    settings.generated = folder.path().join("generated");
    configuration(&settings, None).unwrap();
    revisions(&settings).unwrap();
    let path = folder.path().join(FILE);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, include_str!("autogen.toml"));
    std::fs::write(&path, "schema = \"x\"\n").unwrap();
    configuration(&settings, None).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "schema = \"x\"\n");

    let attributes = settings.generated.join(".gitattributes");
    std::fs::write(&attributes, "*.png binary\n").unwrap();
    revisions(&settings).unwrap();
    let text = std::fs::read_to_string(&attributes).unwrap();
    assert!(text.starts_with("*.png binary\n*.sql text eol=lf\n"), "{text}");
}

#[test]
fn every_commented_key_of_the_configuration_is_known() {
    let plain: String = include_str!("autogen.toml")
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if key.contains(" = ") || key.starts_with('[') => format!("{key}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(plain.contains("\n[enums]\n"), "{plain}");
    Settings::for_tests().apply_text(&plain).unwrap();
}
