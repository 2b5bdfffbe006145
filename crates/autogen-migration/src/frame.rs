//! What stands around the statements of a section, so that they mean the same everywhere.

use std::time::Duration;

use autogen_revision::Directives;
use autogen_sql::ident::{Ident, Literal};
use autogen_sql::script::settings;

use crate::options::RunOptions;

/// The settings under which a section runs.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    schema: Ident,
    tool_version: String,
    /// The role that it runs as; `None` where the session's is not known.
    pub(crate) role: Option<Ident>,
    pub(crate) lock_timeout: Option<Duration>,
    statement_timeout: Option<Duration>,
}

impl Frame {
    /// That of a section with these directives in a session of `role`.
    pub(crate) fn new(options: &RunOptions, directives: &Directives, role: Option<&Ident>) -> Self {
        Self {
            schema: options.default_schema.clone(),
            tool_version: options.tool_version.clone(),
            role: role.cloned(),
            lock_timeout: directives.lock_timeout.or(options.lock_timeout),
            statement_timeout: directives.statement_timeout.or(options.statement_timeout),
        }
    }

    /// As statements that end with the transaction.
    pub(crate) fn local(&self) -> Vec<String> {
        let mut all = settings(&self.schema);
        all.push(format!("set local autogen.runner = {}", Literal(&self.tool_version)));
        for (name, time) in
            [("lock_timeout", self.lock_timeout), ("statement_timeout", self.statement_timeout)]
        {
            all.extend(time.map(|time| format!("set local {name} = '{}ms'", time.as_millis())));
        }
        all.extend(self.role.as_ref().map(|role| format!("set local role {role}")));
        all
    }

    /// As statements that stay with the session.
    pub(crate) fn session(&self) -> Vec<String> {
        self.local().iter().map(|setting| setting.replacen("set local ", "set ", 1)).collect()
    }

    /// What a record of our own runs under, behind whatever a section has set.
    pub(crate) fn for_records(role: Option<&Ident>) -> Vec<String> {
        let mut all = vec!["set local statement_timeout = 0".to_owned()];
        all.extend(role.map(|role| format!("set local role {role}")));
        all
    }
}
