//! A plan for programs.

use autogen_core::decision::Question;
use autogen_core::diff::Change;
use autogen_core::hazard::Hazard;
use autogen_core::lock::{LockLevel, strongest};
use autogen_core::order::reordered;
use serde::Serialize;

use super::Difference;
use super::bystanders;
use super::entry::summary;

/// The number of the shape; a change that a reader could stumble over is a new one.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    renames: Vec<Renamed>,
    changes: Vec<Changed>,
    statements: Vec<Statement<'a>>,
    bystanders: Vec<Standing<'a>>,
    /// Tables whose columns stand in another order, which no plan changes.
    reordered: Vec<String>,
    questions: &'a [Question],
}

/// A table or column that goes on under another name; `changes` has the new one.
#[derive(Serialize)]
struct Renamed {
    object: String,
    to: String,
}

/// One fact that differs; `before` and `after` are its definition in a line of SQL-like text.
#[derive(Serialize)]
struct Changed {
    change: &'static str,
    kind: &'static str,
    /// Kind and full name: `column public.user.phone`.
    object: String,
    before: Option<String>,
    after: Option<String>,
}

/// One statement; those of a stage are one transaction.
#[derive(Serialize)]
struct Statement<'a> {
    stage: usize,
    sql: String,
    hazards: Vec<Danger<'a>>,
    /// What was there before and is locked until the transaction ends.
    locks: Vec<Held>,
}

/// The lock of one relation, by its level's name in the manual, and what it keeps others from.
#[derive(Serialize)]
struct Held {
    object: String,
    level: LockLevel,
    stops: &'static str,
}

#[derive(Serialize)]
struct Danger<'a> {
    #[serde(flatten)]
    hazard: &'a Hazard,
    /// The hazard in words.
    text: String,
}

/// What is left alone.
#[derive(Serialize)]
struct Standing<'a> {
    object: &'a str,
    why: &'static str,
}

/// The report as indented JSON with a final newline, the same bytes for the same difference.
pub(crate) fn render(difference: &Difference<'_>) -> String {
    let Difference { plan, before, after, renames, questions } = *difference;
    let schema = &after.default_schema;
    let renames = renames.iter().map(|rename| Renamed {
        object: rename.from.label(schema),
        to: rename.to.as_str().to_owned(),
    });
    let changes = plan.changes.iter().map(|(id, change)| Changed {
        change: match change {
            Change::Create => "create",
            Change::Drop => "drop",
            Change::Alter => "alter",
        },
        kind: id.kind().name(),
        object: id.label(schema),
        before: summary(before, id),
        after: summary(after, id),
    });
    let statements = plan.stages.iter().enumerate().flat_map(|(stage, part)| {
        part.actions.iter().map(move |action| Statement {
            stage: stage + 1,
            sql: action.statement.sql(),
            hazards: action
                .hazards
                .iter()
                .map(|hazard| Danger { hazard, text: hazard.to_string() })
                .collect(),
            locks: strongest([action])
                .into_iter()
                .map(|(relation, level)| Held {
                    object: relation.label(schema),
                    level,
                    stops: level.stops(),
                })
                .collect(),
        })
    });
    let bystanders = bystanders::all(before, after).into_iter().map(|bystander| Standing {
        object: &bystander.label,
        why: if bystander.modelled { "unmanaged" } else { "unmodelled" },
    });
    let report = Report {
        format: FORMAT,
        renames: renames.collect(),
        changes: changes.collect(),
        statements: statements.collect(),
        bystanders: bystanders.collect(),
        reordered: reordered(before, after).into_iter().map(|id| id.label(schema)).collect(),
        questions,
    };
    // plain structs of text, numbers and lists: JSON always takes them
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Builder, column_id};
    use super::*;
    use autogen_core::decision::questions;
    use autogen_core::plan::plan;

    #[test]
    fn the_shape_is_stable() {
        let mut before = Builder::new().table("user", &["email", "fax"]).done();
        before.bystanders.push(autogen_core::catalog::Bystander {
            label: "view public.v".to_owned(),
            modelled: false,
            tie: autogen_core::catalog::Tie::Object,
            depends: [].into(),
            supports: [].into(),
        });
        let after = Builder::new()
            .table("user", &["email"])
            .default(&column_id("user", "email"), "'x'::text")
            .done();
        let plan = plan(&before, &after).unwrap();
        let questions = questions(&plan, &before, &after, &[].into());
        let difference = Difference {
            plan: &plan,
            before: &before,
            after: &after,
            renames: &[],
            questions: &questions,
        };
        let json: serde_json::Value = serde_json::from_str(&render(&difference)).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "format": 1,
                "renames": [],
                "changes": [
                    {
                        "change": "drop", "kind": "column", "object": "column public.user.fax",
                        "before": "text", "after": null,
                    },
                    {
                        "change": "create", "kind": "default",
                        "object": "default of column public.user.email",
                        "before": null, "after": "'x'::text",
                    },
                ],
                "statements": [
                    {
                        "stage": 1,
                        "sql": "alter table \"user\" drop column fax",
                        "hazards": [{
                            "class": {"class": "data-loss"},
                            "object": "column public.user.fax",
                            "asks": "drop-column:public.user.fax",
                            "text": "data loss: column public.user.fax",
                        }],
                        "locks": [{
                            "object": "table public.user",
                            "level": "ACCESS EXCLUSIVE",
                            "stops": "reads and writes",
                        }],
                    },
                    {
                        "stage": 1,
                        "sql": "alter table \"user\" alter column email set default 'x'::text",
                        "hazards": [],
                        "locks": [{
                            "object": "table public.user",
                            "level": "ACCESS EXCLUSIVE",
                            "stops": "reads and writes",
                        }],
                    },
                ],
                "bystanders": [{"object": "view public.v", "why": "unmodelled"}],
                "reordered": [],
                "questions": [{
                    "object": "column public.user.fax",
                    "allow": "drop-column:public.user.fax",
                    "renames": [],
                }],
            })
        );
    }
}
