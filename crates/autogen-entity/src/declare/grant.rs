//! Grants, and what is granted by default.

use sea_orm::sea_query::Iden;

use super::record::{Base, Declared, Item, Phase};
use super::text::Name;
use crate::sql::{quote, quoted_list};

/// Privileges that are granted, or revoked.
#[derive(Debug)]
pub struct Grant {
    base: Base,
    privileges: Vec<String>,
    revoked: bool,
    columns: Vec<String>,
    roles: Vec<String>,
    option: bool,
    on: String,
}

impl Grant {
    #[track_caller]
    pub(super) fn new(on: String, name: Name, privileges: Vec<String>, revoked: bool) -> Self {
        let base = Base::addressed("grant", String::new(), name, None);
        let (columns, roles) = (Vec::new(), Vec::new());
        Self { base, privileges, revoked, columns, roles, option: false, on }
    }

    /// `TO` a role, `public` for everybody. Said again, to both.
    pub fn to(&mut self, role: impl Into<String>) -> &mut Self {
        self.roles.push(role.into());
        self
    }

    /// `FROM` a role, of what is revoked.
    pub fn from(&mut self, role: impl Into<String>) -> &mut Self {
        self.to(role)
    }

    /// `ON`, as SQL, for what is granted at large: `all tables in schema data_portal`.
    pub fn on(&mut self, what: impl Into<String>) -> &mut Self {
        self.on = what.into();
        self
    }

    /// Only on these columns of the table or view.
    pub fn columns<C: Iden>(&mut self, columns: impl IntoIterator<Item = C>) -> &mut Self {
        self.columns.extend(columns.into_iter().map(|column| column.unquoted().to_string()));
        self
    }

    /// `WITH GRANT OPTION`.
    pub fn with_grant_option(&mut self) -> &mut Self {
        self.option = true;
        self
    }

    /// What is granted: `select ("a", "b"), insert ("a", "b")`.
    fn what(&self) -> String {
        if self.columns.is_empty() {
            return self.privileges.join(", ");
        }
        let columns = quoted_list(&self.columns);
        let one = |privilege: &String| format!("{privilege} ({columns})");
        self.privileges.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

impl Item for Grant {
    fn write(&self, declared: &mut Declared) {
        if self.roles.is_empty() || self.on.is_empty() {
            let problem =
                "a grant needs `to` and a revoke `from`; one of the database needs `on` too";
            declared.problem(self.base.place, problem);
            return;
        }
        let roles = quoted_list(&self.roles);
        let (what, on) = (self.what(), &self.on);
        let sql = match (self.revoked, self.option) {
            (true, true) => format!("revoke grant option for {what} on {on} from {roles}"),
            (true, false) => format!("revoke {what} on {on} from {roles}"),
            (false, true) => format!("grant {what} on {on} to {roles} with grant option"),
            (false, false) => format!("grant {what} on {on} to {roles}"),
        };
        let mut statement = self.base.statement(Phase::Rights, sql);
        // REVOKE first: what is granted beside it stays.
        if self.revoked {
            statement.phase = Phase::Revokes;
        }
        declared.statements.push(statement);
    }
}

/// What objects that are made later grant by themselves.
#[derive(Debug)]
pub struct DefaultPrivileges {
    base: Base,
    objects: String,
    roles: Vec<String>,
    schemas: Vec<String>,
    changes: Vec<(bool, Vec<String>, Vec<String>)>,
}

impl DefaultPrivileges {
    #[track_caller]
    pub(super) fn new(objects: String) -> Self {
        let base =
            Base::addressed("default privileges", String::new(), Name::plain(&objects[..]), None);
        let (roles, schemas, changes) = (Vec::new(), Vec::new(), Vec::new());
        Self { base, objects, roles, schemas, changes }
    }

    /// `FOR ROLE`: of objects that this role makes; those of the current role if not said.
    pub fn for_role(&mut self, role: impl Into<String>) -> &mut Self {
        self.roles.push(role.into());
        self
    }

    /// `IN SCHEMA`; everywhere if not said.
    pub fn in_schema(&mut self, schema: impl Into<String>) -> &mut Self {
        self.schemas.push(schema.into());
        self
    }

    /// `GRANT` these privileges; say to whom with [`to`](Self::to).
    pub fn grant<P: Into<String>>(&mut self, privileges: impl IntoIterator<Item = P>) -> &mut Self {
        self.changes.push((false, privileges.into_iter().map(Into::into).collect(), Vec::new()));
        self
    }

    /// `REVOKE` these privileges; say from whom with [`from`](Self::from).
    pub fn revoke<P: Into<String>>(
        &mut self,
        privileges: impl IntoIterator<Item = P>,
    ) -> &mut Self {
        self.changes.push((true, privileges.into_iter().map(Into::into).collect(), Vec::new()));
        self
    }

    /// `TO` a role.
    pub fn to(&mut self, role: impl Into<String>) -> &mut Self {
        if let Some((_, _, roles)) = self.changes.last_mut() {
            roles.push(role.into());
        }
        self
    }

    /// `FROM` a role.
    pub fn from(&mut self, role: impl Into<String>) -> &mut Self {
        self.to(role)
    }
}

impl Item for DefaultPrivileges {
    fn write(&self, declared: &mut Declared) {
        let mut scope = String::new();
        if !self.roles.is_empty() {
            scope.push_str(&format!(" for role {}", quoted_list(&self.roles)));
        }
        if !self.schemas.is_empty() {
            scope.push_str(&format!(" in schema {}", quoted_list(&self.schemas)));
        }
        if self.changes.iter().all(|(_, _, roles)| roles.is_empty()) {
            let problem = "default privileges need `grant` with `to`, or `revoke` with `from`";
            declared.problem(self.base.place, problem);
            return;
        }
        for (revoked, privileges, roles) in &self.changes {
            let (verb, word) = if *revoked { ("revoke", "from") } else { ("grant", "to") };
            let roles: Vec<String> = roles.iter().map(|role| quote(role)).collect();
            let sql = format!(
                "alter default privileges{scope} {verb} {} on {} {word} {}",
                privileges.join(", "),
                self.objects,
                roles.join(", ")
            );
            declared.statements.push(self.base.statement(Phase::DefaultPrivileges, sql));
        }
    }
}
