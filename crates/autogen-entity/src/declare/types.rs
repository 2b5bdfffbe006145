//! Types and collations.

use super::record::{Base, Declared, EnumChange, Item, Phase, methods};
use super::text::{IntoName, IntoSql, Name, Sql};
use crate::sql::{quote, string};

/// An enum: one of the entities', to say in which schema it stands, or one that no entity has.
#[derive(Debug)]
pub struct EnumType {
    base: Base,
    labels: Option<Vec<String>>,
}

impl EnumType {
    #[track_caller]
    pub(super) fn new(name: Name) -> Self {
        Self { base: Base::new("enum", "type", name), labels: None }
    }

    /// The schema it stands in.
    pub fn schema(&mut self, schema: impl Into<String>) -> &mut Self {
        let name = Name { schema: Some(schema.into()), ..self.base.name.clone() };
        self.base.rename("type", name);
        self
    }

    /// The labels, of an enum that no entity has.
    pub fn labels<L: Into<String>>(&mut self, labels: impl IntoIterator<Item = L>) -> &mut Self {
        self.labels = Some(labels.into_iter().map(Into::into).collect());
        self
    }

    methods!(comment owner grant);
}

impl Item for EnumType {
    fn write(&self, declared: &mut Declared) {
        let Base { place, name, .. } = &self.base;
        if let Some(labels) = &self.labels {
            let labels: Vec<String> = labels.iter().map(|label| string(label)).collect();
            let sql = format!("create type {} as enum ({})", name.sql(), labels.join(", "));
            self.base.write(declared, self.base.statement(Phase::Types, sql));
        } else {
            let Name { schema, name } = name.clone();
            declared.enums.push(EnumChange { place: *place, name, schema });
            self.base.write_about(declared);
        }
    }
}

/// A domain.
#[derive(Debug)]
pub struct Domain {
    base: Base,
    base_type: String,
    collation: Option<Name>,
    default: Option<String>,
    not_null: bool,
    checks: Vec<(Option<String>, Sql)>,
}

impl Domain {
    #[track_caller]
    pub(super) fn new(name: Name, base_type: String) -> Self {
        Self {
            base: Base::new("domain", "domain", name),
            base_type,
            collation: None,
            default: None,
            not_null: false,
            checks: Vec::new(),
        }
    }

    /// `COLLATE`.
    pub fn collate(&mut self, collation: impl IntoName) -> &mut Self {
        self.collation = Some(collation.into_name());
        self
    }

    /// `DEFAULT`.
    pub fn default(&mut self, expression: impl IntoSql) -> &mut Self {
        self.default = Some(expression.into_sql().text);
        self
    }

    /// `NOT NULL`.
    pub fn not_null(&mut self) -> &mut Self {
        self.not_null = true;
        self
    }

    /// A named check, of `value`.
    pub fn check(&mut self, name: impl Into<String>, condition: impl IntoSql) -> &mut Self {
        self.checks.push((Some(name.into()), condition.into_sql()));
        self
    }

    methods!(comment owner grant);
}

impl Item for Domain {
    fn write(&self, declared: &mut Declared) {
        let mut sql = format!("create domain {} as {}", self.base.name.sql(), self.base_type);
        if let Some(collation) = &self.collation {
            sql.push_str(&format!(" collate {}", collation.sql()));
        }
        if let Some(default) = &self.default {
            sql.push_str(&format!(" default {default}"));
        }
        if self.not_null {
            sql.push_str(" not null");
        }
        for (name, check) in &self.checks {
            let name = name.as_ref().map(|name| format!(" constraint {}", quote(name)));
            sql.push_str(&format!("{} check ({})", name.unwrap_or_default(), check.text));
        }
        self.base.write(declared, self.base.statement(Phase::Types, sql));
    }
}

/// A composite type.
#[derive(Debug)]
pub struct CompositeType {
    base: Base,
    fields: Vec<String>,
}

impl CompositeType {
    #[track_caller]
    pub(super) fn new(name: Name) -> Self {
        Self { base: Base::new("composite type", "type", name), fields: Vec::new() }
    }

    /// An attribute, with its type as SQL (and `collate …`, if need be).
    pub fn field(&mut self, name: impl AsRef<str>, type_name: impl AsRef<str>) -> &mut Self {
        self.fields.push(format!("{} {}", quote(name.as_ref()), type_name.as_ref()));
        self
    }

    /// `COMMENT ON COLUMN`, of an attribute.
    #[track_caller]
    pub fn comment_on(&mut self, field: impl AsRef<str>, text: impl Into<String>) -> &mut Self {
        self.base.set_column_comment(field.as_ref(), text.into());
        self
    }

    methods!(comment owner grant);
}

impl Item for CompositeType {
    fn write(&self, declared: &mut Declared) {
        let sql = format!("create type {} as ({})", self.base.name.sql(), self.fields.join(", "));
        self.base.write(declared, self.base.statement(Phase::Types, sql));
    }
}

/// A range type.
#[derive(Debug)]
pub struct RangeType {
    base: Base,
    options: Vec<String>,
}

impl RangeType {
    #[track_caller]
    pub(super) fn new(name: Name, subtype: &str) -> Self {
        let options = vec![format!("subtype = {subtype}")];
        Self { base: Base::new("range type", "type", name), options }
    }

    /// Another option, as SQL: `subtype_diff`, `subtype_opclass`, `collation`, `canonical`,
    /// `multirange_type_name`.
    pub fn option(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> &mut Self {
        self.options.push(format!("{} = {}", name.as_ref(), value.as_ref()));
        self
    }

    methods!(comment owner grant);
}

impl Item for RangeType {
    fn write(&self, declared: &mut Declared) {
        let (name, options) = (self.base.name.sql(), self.options.join(", "));
        let sql = format!("create type {name} as range ({options})");
        self.base.write(declared, self.base.statement(Phase::Types, sql));
    }
}

/// A collation.
#[derive(Debug)]
pub struct Collation {
    base: Base,
    provider: Option<String>,
    options: Vec<String>,
}

impl Collation {
    #[track_caller]
    pub(super) fn new(name: Name, locale: &str) -> Self {
        let options = vec![format!("locale = {}", string(locale))];
        Self { base: Base::new("collation", "collation", name), provider: None, options }
    }

    /// `icu`, `libc` or `builtin`.
    pub fn provider(&mut self, provider: impl Into<String>) -> &mut Self {
        self.provider = Some(provider.into());
        self
    }

    /// `DETERMINISTIC = false`: texts that differ in bytes may be equal.
    pub fn nondeterministic(&mut self) -> &mut Self {
        self.options.push("deterministic = false".to_owned());
        self
    }

    /// `RULES`, which PostgreSQL has since 16.
    pub fn rules(&mut self, rules: impl AsRef<str>) -> &mut Self {
        self.options.push(format!("rules = {}", string(rules.as_ref())));
        self
    }

    methods!(comment owner);
}

impl Item for Collation {
    fn write(&self, declared: &mut Declared) {
        let mut options = Vec::new();
        if let Some(provider) = &self.provider {
            options.push(format!("provider = {}", quote(provider)));
        }
        options.extend_from_slice(&self.options);
        let (name, options) = (self.base.name.sql(), options.join(", "));
        let sql = format!("create collation {name} ({options})");
        self.base.write(declared, self.base.statement(Phase::Types, sql));
    }
}
