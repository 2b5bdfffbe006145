//! Row level security and its policies.

use super::record::{Base, Declared, Item, Phase, methods};
use super::text::{IntoSql, Name};
use crate::sql::{quote, quoted_list};

/// Row level security of a table.
#[derive(Debug)]
pub struct RowLevelSecurity {
    base: Base,
    forced: bool,
}

impl RowLevelSecurity {
    #[track_caller]
    pub(super) fn new(table: &Name) -> Self {
        let base = Base::addressed("row level security", String::new(), table.clone(), None);
        Self { base, forced: false }
    }

    /// `FORCE ROW LEVEL SECURITY`: for the table's owner too.
    pub fn force(&mut self) -> &mut Self {
        self.forced = true;
        self
    }
}

impl Item for RowLevelSecurity {
    fn write(&self, declared: &mut Declared) {
        let force = if self.forced { ", force row level security" } else { "" };
        let name = self.base.name.sql();
        let sql = format!("alter table {name} enable row level security{force}");
        declared.statements.push(self.base.statement(Phase::Programs, sql));
    }
}

/// A policy.
#[derive(Debug)]
pub struct Policy {
    base: Base,
    restrictive: bool,
    command: Option<&'static str>,
    roles: Vec<String>,
    using: Option<String>,
    with_check: Option<String>,
}

impl Policy {
    #[track_caller]
    pub(super) fn new(name: &str, on: &Name) -> Self {
        Self {
            base: Base::part("policy", "policy", name, on),
            restrictive: false,
            command: None,
            roles: Vec::new(),
            using: None,
            with_check: None,
        }
    }

    /// `AS RESTRICTIVE`: must hold whatever others permit.
    pub fn restrictive(&mut self) -> &mut Self {
        self.restrictive = true;
        self
    }

    /// `FOR SELECT`; for all commands if not said.
    pub fn for_select(&mut self) -> &mut Self {
        self.command = Some("select");
        self
    }

    /// `FOR INSERT`.
    pub fn for_insert(&mut self) -> &mut Self {
        self.command = Some("insert");
        self
    }

    /// `FOR UPDATE`.
    pub fn for_update(&mut self) -> &mut Self {
        self.command = Some("update");
        self
    }

    /// `FOR DELETE`.
    pub fn for_delete(&mut self) -> &mut Self {
        self.command = Some("delete");
        self
    }

    /// `TO` a role; to everybody if not said. Said again, to both.
    pub fn to(&mut self, role: impl Into<String>) -> &mut Self {
        self.roles.push(role.into());
        self
    }

    /// `USING`: which rows are there.
    pub fn using(&mut self, condition: impl IntoSql) -> &mut Self {
        self.using = Some(condition.into_sql().text);
        self
    }

    /// `WITH CHECK`: which rows may be written.
    pub fn with_check(&mut self, condition: impl IntoSql) -> &mut Self {
        self.with_check = Some(condition.into_sql().text);
        self
    }

    methods!(comment);
}

impl Item for Policy {
    fn write(&self, declared: &mut Declared) {
        let on = self.base.on.as_ref().map(Name::sql).unwrap_or_default();
        let mut sql = format!("create policy {} on {on}", quote(&self.base.name.name));
        if self.restrictive {
            sql.push_str(" as restrictive");
        }
        if let Some(command) = self.command {
            sql.push_str(&format!(" for {command}"));
        }
        if !self.roles.is_empty() {
            sql.push_str(&format!(" to {}", quoted_list(&self.roles)));
        }
        if let Some(using) = &self.using {
            sql.push_str(&format!(" using ({using})"));
        }
        if let Some(check) = &self.with_check {
            sql.push_str(&format!(" with check ({check})"));
        }
        self.base.write(declared, self.base.statement(Phase::Programs, sql));
    }
}
