use super::*;

fn workspace(packages: &[(&str, &[&str], bool)]) -> Workspace {
    let package = |(name, dependencies, describes): &(&str, &[&str], bool)| {
        let dependencies: Vec<_> =
            dependencies.iter().map(|name| serde_json::json!({ "name": name })).collect();
        let mut targets = vec![serde_json::json!({ "name": name, "kind": ["lib"] })];
        if *describes {
            let bin = serde_json::json!({
                "name": "describe", "kind": ["bin"], "required-features": ["describe"],
            });
            targets.push(bin);
        }
        serde_json::json!({
            "name": name, "manifest_path": "Cargo.toml", "targets": targets,
            "dependencies": dependencies, "features": { "describe": [], "phone": [] },
        })
    };
    let packages: Vec<_> = packages.iter().map(package).collect();
    serde_json::from_value(serde_json::json!({ "packages": packages, "version": 1 })).unwrap()
}

fn settings(features: &[&str]) -> Settings {
    let mut settings = Settings::for_tests();
    settings.models.features = features.iter().map(|feature| (*feature).to_owned()).collect();
    settings
}

#[test]
fn the_models_are_the_package_with_a_describe_binary() {
    let one = workspace(&[("app", &["sea-orm"], false), ("entities", &["sea-orm"], true)]);
    assert_eq!(one.models("describe").unwrap().name, "entities");
    let none = one.models("other").err().unwrap().to_string();
    assert!(none.contains("autogen init"), "{none}");
    let two = workspace(&[("a", &[], true), ("b", &[], true)]);
    let several = two.models("describe").err().unwrap().to_string();
    assert!(several.contains("a, b") && several.contains("package = \"a\""), "{several}");
    assert_eq!(one.with_entities().len(), 2);
}

#[test]
fn wrong_names_are_told_from_models_that_do_not_compile() {
    let workspace = workspace(&[("app", &["sea-orm"], false), ("entities", &["sea-orm"], true)]);
    let problem = |name: &str, features: &[&str]| {
        workspace.check(name, &settings(features)).expect_err("refused").to_string()
    };
    assert!(problem("entites", &[]).contains("did you mean `entities`?"));
    assert!(problem("app", &[]).contains("has no binary `describe`"));
    assert!(problem("entities", &["phne"]).contains("did you mean `phone`?"));
    assert!(workspace.check("entities", &settings(&["phone", "sea-orm/debug-print"])).is_ok());
}
