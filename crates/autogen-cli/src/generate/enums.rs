//! Enum types as `ActiveEnum`s.

use std::collections::BTreeSet;

use autogen_core::kind::EnumType;
use autogen_core::object_id::ObjectId;

use super::names::{Taken, camel, snake};
use super::rust::{attribute, literal};

/// An enum of a schema module.
pub(super) struct Enum {
    /// The Rust type.
    pub(super) name: String,
    labels: Vec<String>,
    sql_name: String,
}

impl Enum {
    /// Takes a name for it among those of its module.
    pub(super) fn new(id: &ObjectId, of: &EnumType, taken: &mut Taken) -> Self {
        let sql_name = id.name().as_str().to_owned();
        let wanted = camel(&snake(&sql_name, "enum"));
        let mut name = taken.take(&wanted).replace('_', "");
        // SeaORM derives these beside it
        while !(taken.is_free(&format!("{name}Enum")) && taken.is_free(&format!("{name}Variant"))) {
            name = taken.take(&wanted).replace('_', "");
        }
        taken.take(&format!("{name}Enum"));
        taken.take(&format!("{name}Variant"));
        Self { name, labels: of.labels.clone(), sql_name }
    }

    /// Whether SeaORM can tell the labels apart: it makes an identifier of each, in camel case.
    pub(super) fn is_possible(of: &EnumType) -> bool {
        let mut spelled: BTreeSet<String> = BTreeSet::new();
        let letter = |c: char| match c {
            c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase().to_string(),
            c => format!("{:#x}", u32::from(c)),
        };
        let distinct = |label: &String| spelled.insert(label.chars().map(letter).collect());
        !of.labels.is_empty() && of.labels.iter().all(distinct)
    }

    /// Its source.
    pub(super) fn source(&self) -> String {
        let mut text = String::new();
        text += "#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]\n";
        text += &attribute(
            0,
            &[
                "rs_type = \"Enum\"".to_owned(),
                "db_type = \"Enum\"".to_owned(),
                format!("enum_name = {}", literal(&self.sql_name)),
            ],
        );
        text += &format!("pub enum {} {{\n", self.name);
        let mut taken = Taken::with(&["self"]);
        for label in &self.labels {
            let variant = taken.take(&camel(&snake(label, "label"))).replace('_', "");
            text += &attribute(4, &[format!("string_value = {}", literal(label))]);
            text += &format!("    {variant},\n");
        }
        text + "}\n"
    }
}

#[cfg(test)]
mod tests {
    use autogen_core::ident::Ident;
    use autogen_core::kind::Kind;

    use super::*;

    fn of(labels: &[&str]) -> EnumType {
        EnumType { labels: labels.iter().map(|label| (*label).to_owned()).collect() }
    }

    #[test]
    fn an_enum_is_written() {
        let id = ObjectId::root(Kind::EnumType, None, Ident::new("user status"));
        let mut taken = Taken::default();
        let source = Enum::new(&id, &of(&["on leave", "1st", "a\"b", "self"]), &mut taken).source();
        for line in [
            "#[sea_orm(rs_type = \"Enum\", db_type = \"Enum\", enum_name = \"user status\")]",
            "pub enum UserStatus {",
            "    #[sea_orm(string_value = \"on leave\")]\n    OnLeave,",
            "    Label1st,",
            "    #[sea_orm(string_value = r#\"a\"b\"#)]\n    AB,",
            "    Self2,",
        ] {
            assert!(source.contains(line), "{line} in\n{source}");
        }
    }

    #[test]
    fn labels_that_differ_only_in_case_are_impossible() {
        assert!(Enum::is_possible(&of(&["a b", "a_b", "ab", ""])));
        assert!(!Enum::is_possible(&of(&["a", "A"])));
        assert!(!Enum::is_possible(&of(&[])));
    }
}
