//! The files of a models crate beside its entities.

use super::rust::literal;

/// How the crate is called, and where its dependencies come from.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// Its name for cargo.
    pub(crate) name: String,
    /// What the workspace that it stands in has of SeaORM and autogen-entity.
    pub(crate) sea_orm: Dependency,
    pub(crate) autogen_entity: Dependency,
}

/// Where a dependency comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dependency {
    /// The workspace names it.
    Workspace,
    /// A registry, in this version.
    Version(&'static str),
}

impl Dependency {
    fn line(&self, name: &str, features: &[&str]) -> String {
        let source = match self {
            Self::Workspace => "workspace = true".to_owned(),
            Self::Version(version) => {
                format!("version = {}, default-features = false", literal(version))
            }
        };
        let features: String = features.iter().map(|f| format!("    {},\n", literal(f))).collect();
        format!("{name} = {{ {source}, features = [\n{features}] }}\n")
    }
}

impl Package {
    /// The library as Rust names it.
    pub(super) fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// `Cargo.toml`.
    pub(super) fn manifest(&self) -> String {
        let mut text = format!("[package]\nname = {}\n", literal(&self.name));
        text += "description = \"Entities of an existing database\"\n";
        text += "version = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n";
        text += "[features]\n# What the describe binary needs and an application does not.\n";
        text += "describe = [\"autogen-entity/describe\"]\n\n";
        text += "[[bin]]\nname = \"describe\"\nrequired-features = [\"describe\"]\n\n";
        text += "[dependencies]\n";
        text += &self
            .autogen_entity
            .line("autogen-entity", &["declare"])
            .replace("[\n    ", "[")
            .replace(",\n]", "]");
        text += &self.sea_orm.line(
            "sea-orm",
            &[
                "macros",
                "postgres-array",
                "with-chrono",
                "with-json",
                "with-rust_decimal",
                "with-uuid",
            ],
        );
        text
    }

    /// `src/bin/describe.rs`.
    pub(super) fn describe(&self) -> String {
        let library = self.library();
        format!(
            "//! Prints the description of the entities, for autogen.\n\n\
             use {library} as _;\n\n\
             fn main() -> std::process::ExitCode {{\n    \
             autogen_entity::describe_main({})\n}}\n",
            literal(&library)
        )
    }
}
