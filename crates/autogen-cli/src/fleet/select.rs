//! Which databases and schemas are meant: `-d`, `--schemas`, and what the settings say of them.

use std::collections::BTreeSet;

use autogen_core::scope::Glob;

use crate::config::Settings;
use crate::failure::{Failure, Result};

/// What a command works on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// One database and one schema of it: no fleet.
    One,
    /// Any number, also none or one, of databases with their schemas.
    Fleet(Vec<Group>),
}

/// A database of a fleet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Its label; none is the default database.
    pub(crate) label: Option<String>,
    /// Which of its schemas, each a member; empty for its default schema, which is one member.
    pub(crate) schemas: Vec<Glob>,
}

/// Whether what stands behind `-d` chooses databases rather than naming one.
pub(crate) fn is_selector(text: &str) -> bool {
    text == "all" || text.contains([',', '*', '?'])
}

/// What the settings and `--schemas` choose.
///
/// # Errors
/// When a label is unknown, a pattern matches none, or `--schema` and `--schemas` are both given.
pub(crate) fn choose(settings: &Settings, schemas: &[String]) -> Result<Chosen> {
    if let (Some(schema), [_, ..]) = (&settings.schema_flag, schemas) {
        return Err(Failure::new(format_args!(
            "--schema {schema} is one schema and --schemas are several: give one of the two"
        )));
    }
    let selector = settings.label.as_deref();
    let labels = match selector {
        Some(text) if is_selector(text) => select(settings, text)?.into_iter().map(Some).collect(),
        one => vec![one.map(str::to_owned)],
    };
    let mut groups = Vec::new();
    for label in labels {
        let database = settings.database(label.as_deref())?;
        let globs = match (&settings.schema_flag, schemas) {
            (Some(_), _) => Vec::new(),
            (None, []) => database.schemas.clone(),
            (None, given) => given.iter().map(Glob::new).collect(),
        };
        if let (Some(schema), [_, ..]) = (&settings.revision_table.schema, globs.as_slice()) {
            return Err(Failure::new(format_args!(
                "all schemas would be recorded in the one table in {schema}, that of [revision_table] schema"
            ))
            .hint("take that key away: each schema then has a table of its own"));
        }
        groups.push(Group { label, schemas: globs });
    }
    let several = selector.is_some_and(is_selector);
    let plain = !several && groups.iter().all(|group| group.schemas.is_empty());
    Ok(if plain { Chosen::One } else { Chosen::Fleet(groups) })
}

/// The labels that a selector chooses, in their order, each once.
fn select(settings: &Settings, text: &str) -> Result<Vec<String>> {
    let mut chosen = BTreeSet::new();
    for word in text.split(',').map(str::trim) {
        if !is_selector(word) {
            settings.database(Some(word))?;
            chosen.insert(word.to_owned());
            continue;
        }
        let glob = Glob::new(if word == "all" { "*" } else { word });
        let all = settings.labelled.keys();
        let found: Vec<&String> = all.filter(|label| glob.matches(label)).collect();
        if found.is_empty() {
            return Err(settings.no_label(word));
        }
        chosen.extend(found.into_iter().cloned());
    }
    Ok(chosen.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(label: &str) -> Settings {
        let mut settings = Settings::for_tests();
        let text = "[database.prod_eu]\nurl = \"postgres://a/a\"\nschemas = \"tenant_*\"\n\
                    [database.prod_us]\nurl = \"postgres://b/b\"\n[database.staging]\n";
        settings.apply_text(text).unwrap();
        settings.label = Some(label.to_owned());
        settings
    }

    fn labels(label: &str) -> Result<Vec<String>> {
        match choose(&settings(label), &[])? {
            Chosen::One => Ok(Vec::new()),
            Chosen::Fleet(groups) => Ok(groups.into_iter().filter_map(|g| g.label).collect()),
        }
    }

    #[test]
    fn labels_are_chosen_by_name_by_list_and_by_pattern() {
        for (text, chosen) in [
            ("all", &["prod_eu", "prod_us", "staging"][..]),
            ("staging, prod_us", &["prod_us", "staging"]),
            ("prod_*,prod_eu", &["prod_eu", "prod_us"]),
            ("prod_?u", &["prod_eu"]),
            // one with several schemas is a fleet, one without is not
            ("prod_eu", &["prod_eu"]),
            ("staging", &[]),
        ] {
            assert_eq!(labels(text).unwrap(), chosen, "{text}");
        }
        for (text, said) in [
            ("stagin,prod_eu", "did you mean `staging`?"),
            ("x*", "no database has a label like `x*`"),
            ("Staging", "no database has the label `Staging`"),
            ("staging,", "no database has the label ``"),
        ] {
            let problem = labels(text).unwrap_err().to_string();
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn schemas_are_those_of_the_flag_or_of_each_database() {
        let Chosen::Fleet(groups) = choose(&settings("all"), &[]).unwrap() else { panic!("one") };
        let globs: Vec<usize> = groups.iter().map(|group| group.schemas.len()).collect();
        assert_eq!(globs, [1, 0, 0]);
        let given = ["a".to_owned(), "b_*".to_owned()];
        let Chosen::Fleet(groups) = choose(&settings("staging"), &given).unwrap() else {
            panic!("one")
        };
        assert_eq!(groups[0].schemas, [Glob::new("a"), Glob::new("b_*")]);
        let mut one = settings("prod_eu");
        one.schema_flag = Some(autogen_core::ident::Ident::new("tenant_a"));
        assert_eq!(choose(&one, &[]).unwrap(), Chosen::One);
        assert!(choose(&one, &given).is_err());
    }
}
