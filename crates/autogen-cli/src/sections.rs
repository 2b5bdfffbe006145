//! The sections that a plan's statements make in a revision file.

use autogen_core::action::Action;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_revision::directive::Directives;
use autogen_revision::{Section, Statement};

use crate::backfill::{Backfill, directives};
use crate::report;

/// The sections of statements that run together. With `tenants`, what stands outside of the default
/// schema is set apart, in the order in which it has to run, as what runs once per database.
pub(crate) fn of_actions(actions: &[Action], tenants: bool) -> Vec<Section> {
    if !tenants {
        return vec![report::sql::section(actions)];
    }
    let runs = actions.chunk_by(|one, other| is_outside(one) == is_outside(other));
    let section = |run: &[Action]| Section {
        directives: Directives { once: run.iter().any(is_outside), ..Directives::default() },
        ..report::sql::section(run)
    };
    runs.map(section).collect()
}

/// The sections of a plan that fills columns in its middle.
pub(crate) fn of_backfill(backfill: &Backfill, tenants: bool) -> Vec<Section> {
    let plain = |parts: &[Vec<Action>]| -> Vec<Section> {
        parts.iter().flat_map(|actions| of_actions(actions, tenants)).collect()
    };
    let mut sections = plain(&backfill.before);
    sections.extend(backfill.fills.iter().map(|fill| Section {
        directives: directives(fill.batch.clone()),
        notes: Vec::new(),
        statements: vec![Statement::new(fill.statement.clone())],
    }));
    sections.extend(plain(&backfill.after));
    sections
}

/// Whether a statement is about something that no schema of the chain's own has: another schema and what
/// stands in it, or what belongs to the database.
fn is_outside(action: &Action) -> bool {
    let subject = action.produces.first().or_else(|| action.destroys.first());
    subject.is_some_and(|id| stands_outside(id.outermost()))
}

/// The same of an object.
fn stands_outside(id: &ObjectId) -> bool {
    match id.kind() {
        // the default schema has no name in a catalog relative to it
        Kind::Schema => !id.name().as_str().is_empty(),
        kind if kind.has_schema() => id.schema().is_some(),
        _ => true,
    }
}
