//! What only a person can say: that a loss is meant, that a drop and a create are a rename.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::catalog::Catalog;
use crate::diff::Change;
use crate::ident::Ident;
use crate::kind::{Kind, Payload};
use crate::object_id::ObjectId;
use crate::plan::Plan;

/// A loss that nobody has allowed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What is lost, by its label.
    pub object: String,
    /// The value of `--allow` that allows it.
    pub allow: String,
    /// The values of `--rename` that would keep it, under one of the names that are new.
    pub renames: Vec<String>,
}

/// The losses of a plan that `allowed` (values of `--allow`) does not cover.
pub fn questions(
    plan: &Plan,
    before: &Catalog,
    after: &Catalog,
    allowed: &BTreeSet<String>,
) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for hazard in plan.hazards() {
        let Some(allow) = hazard.asks.as_ref().filter(|flag| !allowed.contains(*flag)) else {
            continue;
        };
        if questions.iter().all(|question| question.allow != *allow) {
            let renames = rename_candidates(plan, before, after, &hazard.object);
            let (object, allow) = (hazard.object.clone(), allow.clone());
            questions.push(Question { object, allow, renames });
        }
    }
    questions
}

/// The created objects that may be the dropped one under a new name.
fn rename_candidates(plan: &Plan, before: &Catalog, after: &Catalog, label: &str) -> Vec<String> {
    let of = |wanted: Change| {
        let changes = plan.changes.iter();
        changes.filter(move |(_, change)| **change == wanted).map(|(id, _)| id)
    };
    let schema = &before.default_schema;
    let Some(old) = of(Change::Drop).find(|id| id.label(schema) == label) else {
        return Vec::new();
    };
    of(Change::Create)
        .filter(|new| {
            new.kind() == old.kind()
                && new.parent() == old.parent()
                && new.schema() == old.schema()
                && alike(before, old, after, new)
        })
        .map(|new| format!("{}={}", old.full_path(schema), new.name().as_str()))
        .collect()
}

/// Columns of one type, tables that share half of their columns.
fn alike(before: &Catalog, old: &ObjectId, after: &Catalog, new: &ObjectId) -> bool {
    match (before.payload(old), after.payload(new)) {
        (Some(Payload::Column(old)), Some(Payload::Column(new))) => old.data_type == new.data_type,
        (Some(Payload::Table(_)), Some(Payload::Table(_))) => {
            let columns = |catalog: &Catalog, table| -> BTreeSet<Ident> {
                catalog.parts(Kind::Column, table).map(|(id, _)| id.name().clone()).collect()
            };
            let (old, new) = (columns(before, old), columns(after, new));
            2 * old.intersection(&new).count() >= old.len().max(new.len())
        }
        _ => false,
    }
}
