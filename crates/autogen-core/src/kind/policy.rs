//! Policies, which say what row level security lets through.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Object, Reaction, Site};
use crate::action::Action;
use crate::expression::enclosed;
use crate::ident::{Ident, list};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};
use crate::version::{Compatibility, Noticed};

/// A policy of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// `AS PERMISSIVE` rather than `AS RESTRICTIVE`.
    permissive: bool,
    /// As `pg_policy.polcmd` has it: `*` for all.
    command: char,
    /// Whom it is for, by name; empty for everybody.
    roles: Vec<Ident>,
    /// `USING`, as Postgres deparses it.
    using: Option<String>,
    /// `WITH CHECK`, likewise.
    check: Option<String>,
}

impl Policy {
    fn to(&self) -> String {
        if self.roles.is_empty() { "public".to_owned() } else { list(&self.roles) }
    }

    fn definition(&self) -> String {
        let Self { permissive, command, roles, using, check } = self;
        let mut clauses = Vec::new();
        if !permissive {
            clauses.push("as restrictive".to_owned());
        }
        match command {
            'r' => clauses.push("for select".to_owned()),
            'a' => clauses.push("for insert".to_owned()),
            'w' => clauses.push("for update".to_owned()),
            'd' => clauses.push("for delete".to_owned()),
            _ => {}
        }
        if !roles.is_empty() {
            clauses.push(format!("to {}", self.to()));
        }
        clauses.extend(Self::expressions(using.as_deref(), check.as_deref()));
        clauses.join(" ")
    }

    fn expressions(using: Option<&str>, check: Option<&str>) -> impl Iterator<Item = String> {
        let using = using.map(|text| format!("using ({})", enclosed(text)));
        using.into_iter().chain(check.map(|text| format!("with check ({})", enclosed(text))))
    }
}

impl Object for Policy {
    const NAME: &'static str = "policy";
    const QUERY: &'static str = include_str!("policy.sql");
    const OPTIONAL: bool = true;

    fn address(id: &ObjectId, _: &Ident) -> String {
        format!("policy {} on {}", id.name(), id.parent().unwrap_or(id).qualified())
    }

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            permissive: row.bool()?,
            command: row.code()?,
            roles: row.json()?,
            using: row.maybe()?.map(str::to_owned),
            check: row.maybe()?.map(str::to_owned),
        })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let (name, table) = (site.id.name(), site.parent().qualified());
        let sql = format!("create policy {name} on {table} {}", self.definition());
        vec![Action::new(sql.trim_end()).produces(site.id).locks(Form::Policy, site.parent())]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let (name, table) = (site.id.name(), site.parent().qualified());
        let action = Action::new(format!("drop policy {name} on {table}"));
        let action = action.locks(Form::Policy, site.parent());
        vec![action.destroys(site.id).implied_by(site.parent())]
    }

    /// ALTER POLICY changes whom it is for and what the expressions say; it can give it one that it
    /// had not, and takes none away.
    fn impact(before: &Self, after: &Self) -> Impact {
        let Self { permissive, command, roles: _, using, check } = after;
        let taken =
            before.using.is_some() && using.is_none() || before.check.is_some() && check.is_none();
        let same = *permissive == before.permissive && *command == before.command;
        if same && !taken { Impact::InPlace } else { Impact::Replaced }
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { permissive: _, command: _, roles, using, check } = after;
        let mut clauses = Vec::new();
        if *roles != before.roles {
            clauses.push(format!("to {}", after.to()));
        }
        let using = using.as_deref().filter(|_| *using != before.using);
        let check = check.as_deref().filter(|_| *check != before.check);
        clauses.extend(Self::expressions(using, check));
        let (name, table) = (site.id.name(), site.parent().qualified());
        let sql = format!("alter policy {name} on {table} {}", clauses.join(" "));
        vec![Action::new(sql).produces(site.id).locks(Form::Policy, site.parent())]
    }

    /// `ALTER COLUMN TYPE` refuses a column that a policy reads (`ATExecAlterColumnType` in
    /// `tablecmds.c`); a type made anew stands in its expressions.
    fn reaction(&self, _: &Site<'_>, cause: &ObjectId, impact: Impact) -> Reaction {
        match impact {
            Impact::Replaced | Impact::Rewritten => Reaction::Replace,
            Impact::Reshaped if cause.kind() == Kind::Column => Reaction::Replace,
            Impact::Reshaped | Impact::InPlace => Reaction::Keep,
        }
    }

    fn roles(&self, _: &ObjectId) -> Vec<Ident> {
        self.roles.clone()
    }

    /// A restrictive one takes away from what the others let through.
    fn noticed(&self) -> Noticed {
        if self.permissive { Noticed::InUse } else { Noticed::AsRefusal }
    }

    /// Which rows another condition or role lets through, only Postgres could say.
    fn compatibility(_: &Self, _: &Self) -> Compatibility {
        Compatibility::Breaking
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
