//! A plan as a script for `psql -v ON_ERROR_STOP=1 -f`.

use autogen_core::action::Action;
use autogen_core::ident::Ident;
use autogen_core::plan::Plan;
use autogen_core::script::settings;
use autogen_revision::{Section, Statement};

use super::locks;

/// One transaction a stage; nothing at all for an empty plan.
pub(crate) fn script(plan: &Plan, default_schema: &Ident) -> String {
    let mut text = String::new();
    for stage in &plan.stages {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str("begin;\n");
        for setting in settings(default_schema) {
            text.push_str(&setting);
            text.push_str(";\n");
        }
        for action in &stage.actions {
            text.push_str(&format!("\n{}", statement(action)));
        }
        text.push_str("\ncommit;\n");
    }
    text
}

/// What a revision file holds below its header.
pub(crate) fn section(actions: &[Action]) -> Section {
    Section { statements: actions.iter().map(statement).collect(), ..Section::default() }
}

/// A statement with its hazards above it, and with what it locks if that takes long.
pub(crate) fn statement(action: &Action) -> Statement {
    let mut comments: Vec<_> =
        action.hazards.iter().map(|hazard| format!("hazard: {hazard}")).collect();
    if action.reads_rows() {
        comments.extend(locks([action], true).map(|lock| format!("lock: {lock}")));
    }
    Statement { comments, sql: action.statement.sql() }
}
