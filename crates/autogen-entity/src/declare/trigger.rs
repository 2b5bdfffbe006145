//! Triggers.

use std::marker::PhantomData;

use super::record::{Base, Declared, Item, Phase, methods};
use super::text::{IntoColumn, IntoSql, Name, column_names};
use crate::sql::{quote, quoted_list};

/// A trigger of a table or view.
#[derive(Debug)]
pub struct Trigger<R> {
    base: Base,
    time: &'static str,
    events: Vec<String>,
    each_row: bool,
    constraint: bool,
    deferral: &'static str,
    transition: Vec<String>,
    condition: Option<String>,
    function: Option<String>,
    enabled: Option<&'static str>,
    relation: PhantomData<R>,
}

impl<R> Trigger<R> {
    #[track_caller]
    pub(super) fn new(name: &str, on: &Name) -> Self {
        Self {
            base: Base::part("trigger", "trigger", name, on),
            time: "after",
            events: Vec::new(),
            each_row: false,
            constraint: false,
            deferral: "",
            transition: Vec::new(),
            condition: None,
            function: None,
            enabled: None,
            relation: PhantomData,
        }
    }

    /// `BEFORE`; after the event if not said.
    pub fn before(&mut self) -> &mut Self {
        self.time = "before";
        self
    }

    /// `AFTER`.
    pub fn after(&mut self) -> &mut Self {
        self.time = "after";
        self
    }

    /// `INSTEAD OF`, on a view.
    pub fn instead_of(&mut self) -> &mut Self {
        self.time = "instead of";
        self
    }

    /// On `INSERT`. Events said one after another are joined by OR.
    pub fn insert(&mut self) -> &mut Self {
        self.events.push("insert".to_owned());
        self
    }

    /// On `UPDATE`.
    pub fn update(&mut self) -> &mut Self {
        self.events.push("update".to_owned());
        self
    }

    /// On `UPDATE OF` these columns.
    pub fn update_of<C: IntoColumn<R>>(
        &mut self,
        columns: impl IntoIterator<Item = C>,
    ) -> &mut Self {
        self.events.push(format!("update of {}", quoted_list(&column_names(columns))));
        self
    }

    /// On `DELETE`.
    pub fn delete(&mut self) -> &mut Self {
        self.events.push("delete".to_owned());
        self
    }

    /// On `TRUNCATE`.
    pub fn truncate(&mut self) -> &mut Self {
        self.events.push("truncate".to_owned());
        self
    }

    /// `FOR EACH ROW`; for each statement if not said.
    pub fn for_each_row(&mut self) -> &mut Self {
        self.each_row = true;
        self
    }

    /// `REFERENCING OLD TABLE AS`.
    pub fn old_table(&mut self, name: impl AsRef<str>) -> &mut Self {
        self.transition.push(format!("old table as {}", quote(name.as_ref())));
        self
    }

    /// `REFERENCING NEW TABLE AS`.
    pub fn new_table(&mut self, name: impl AsRef<str>) -> &mut Self {
        self.transition.push(format!("new table as {}", quote(name.as_ref())));
        self
    }

    /// `WHEN`: only if this holds, of `old` and `new`.
    pub fn when(&mut self, condition: impl IntoSql) -> &mut Self {
        self.condition = Some(condition.into_sql().text);
        self
    }

    /// `CREATE CONSTRAINT TRIGGER`.
    pub fn constraint(&mut self) -> &mut Self {
        self.constraint = true;
        self
    }

    /// `DEFERRABLE`, for a constraint trigger.
    pub fn deferrable(&mut self) -> &mut Self {
        self.constraint = true;
        self.deferral = " deferrable";
        self
    }

    /// `DEFERRABLE INITIALLY DEFERRED`, for a constraint trigger.
    pub fn initially_deferred(&mut self) -> &mut Self {
        self.constraint = true;
        self.deferral = " deferrable initially deferred";
        self
    }

    /// `EXECUTE FUNCTION`, as SQL: `touch_updated_at()`, or with arguments `audit('insert')`. Without
    /// parentheses, it gets none.
    pub fn execute(&mut self, function: impl Into<String>) -> &mut Self {
        let mut function = function.into();
        if !function.trim_end().ends_with(')') {
            function.push_str("()");
        }
        self.function = Some(function);
        self
    }

    /// `ENABLE ALWAYS`: when replicating too.
    pub fn enabled_always(&mut self) -> &mut Self {
        self.enabled = Some("enable always");
        self
    }

    /// `ENABLE REPLICA`: when replicating only.
    pub fn enabled_replica(&mut self) -> &mut Self {
        self.enabled = Some("enable replica");
        self
    }

    /// `DISABLE`.
    pub fn disabled(&mut self) -> &mut Self {
        self.enabled = Some("disable");
        self
    }

    methods!(comment);
}

impl<R: std::fmt::Debug + 'static> Item for Trigger<R> {
    fn write(&self, declared: &mut Declared) {
        let name = quote(&self.base.name.name);
        let Base { place, on, .. } = &self.base;
        let on = on.as_ref().map(Name::sql).unwrap_or_default();
        let problem = |what| format!("trigger {} {what}", self.base.name.name);
        let Some(function) = &self.function else {
            declared.problem(*place, problem("does nothing: say `execute`"));
            return;
        };
        if self.events.is_empty() {
            declared.problem(
                *place,
                problem("is for no event: say `insert`, `update`, `delete` or `truncate`"),
            );
            return;
        }
        let constraint = if self.constraint { "constraint " } else { "" };
        let events = self.events.join(" or ");
        let mut sql = format!("create {constraint}trigger {name} {} {events} on {on}", self.time);
        sql.push_str(self.deferral);
        if !self.transition.is_empty() {
            sql.push_str(&format!(" referencing {}", self.transition.join(" ")));
        }
        // A constraint trigger is for each row, or Postgres says that it must be.
        let each = if self.each_row || self.constraint { "row" } else { "statement" };
        sql.push_str(&format!(" for each {each}"));
        if let Some(condition) = &self.condition {
            sql.push_str(&format!(" when ({condition})"));
        }
        sql.push_str(&format!(" execute function {function}"));
        self.base.write(declared, self.base.statement(Phase::Programs, sql));
        if let Some(enabled) = self.enabled {
            let sql = format!("alter table {on} {enabled} trigger {name}");
            let mut statement = self.base.statement(Phase::Programs, sql);
            statement.kind = "trigger option";
            declared.statements.push(statement);
        }
    }
}
