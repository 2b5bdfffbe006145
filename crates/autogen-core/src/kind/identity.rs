//! `GENERATED … AS IDENTITY`, a part of a column, with the sequence behind it.

use serde::{Deserialize, Serialize};

use super::column::alter_column;
use super::sequence_options::Step;
use super::{Payload, SequenceOptions, Site};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::ident::{Ident, QualifiedName};
use crate::lock::Form;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// An identity column's kind and sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// `ALWAYS` rather than `BY DEFAULT`.
    pub always: bool,
    /// Name of its sequence, which stands in the table's schema.
    pub sequence: Ident,
    pub(super) options: SequenceOptions,
}

impl Identity {
    /// From `attidentity` and the fields of the sequence behind it.
    pub(super) fn read(kind: &str, row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            always: kind == "a",
            sequence: row.ident()?,
            options: SequenceOptions::read(row)?,
        })
    }

    fn kind(&self) -> &'static str {
        if self.always { "always" } else { "by default" }
    }

    /// `generated … as identity (…)`, the options left out that are the usual ones.
    pub(super) fn clause(&self, column: &ObjectId) -> String {
        let table = column.parent().unwrap_or(column);
        let usual_name = format!("{}_{}_seq", table.name().as_str(), column.name().as_str());
        let mut clauses = self.options.definition();
        if self.sequence.as_str() != usual_name {
            clauses.insert(0, format!("sequence name {}", self.qualified(column)));
        }
        let options =
            if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(" ")) };
        format!("generated {} as identity{options}", self.kind())
    }

    fn qualified(&self, column: &ObjectId) -> QualifiedName {
        QualifiedName { schema: column.schema().cloned(), name: self.sequence.clone() }
    }

    /// The statements for what changes beside the type, and those for the options, which belong
    /// before the type shrinks and after it grows.
    fn alter(&self, next: &Self, site: &Site<'_>) -> (Vec<Action>, Vec<Action>) {
        let Self { always, sequence, options } = next;
        let head = alter_column(site);
        let mut rest = Vec::new();
        if *sequence != self.sequence {
            let name = self.qualified(site.id);
            let rename = Action::new(format!("alter sequence {name} rename to {sequence}"));
            rest.push(rename.locks(Form::RenameRelation, site.id));
        }
        if *always != self.always {
            let action = Action::new(format!("{head} set generated {}", next.kind()));
            rest.push(action.locks(Form::SetIdentity, site.parent()));
        }
        let steps = |from: &SequenceOptions, to: &SequenceOptions, name: &QualifiedName| {
            let action = |step| match step {
                Step::Alter(clauses) => {
                    let clauses: Vec<_> = clauses.iter().map(|c| format!("set {c}")).collect();
                    Action::new(format!("{head} {}", clauses.join(" ")))
                        .locks(Form::SetIdentity, site.parent())
                }
                Step::Move(sql) => Action::new(sql),
            };
            from.steps(to, name).into_iter().map(action).collect::<Vec<_>>()
        };
        // the type of the sequence follows the column's by itself
        if options.is_narrower_than(&self.options) {
            let narrowed = options.retyped(&self.options.data_type);
            (steps(&self.options, &narrowed, &self.qualified(site.id)), rest)
        } else {
            let widened = self.options.retyped(&options.data_type);
            rest.extend(steps(&widened, options, &next.qualified(site.id)));
            (Vec::new(), rest)
        }
    }
}

/// Whether the plan makes a column one, and with it a sequence.
pub(super) fn is_made(site: &Site<'_>, column: &ObjectId) -> bool {
    let is_one = |catalog: &Catalog| matches!(catalog.payload(column), Some(Payload::Column(column)) if column.identity.is_some());
    is_one(site.after) && (site.makes(column) || !is_one(site.before))
}

/// The statements that belong before a change of the column's type, and those that belong after it.
pub(super) fn alter(
    before: Option<&Identity>,
    after: Option<&Identity>,
    site: &Site<'_>,
) -> (Vec<Action>, Vec<Action>) {
    let head = alter_column(site);
    match (before, after) {
        (None, None) => (Vec::new(), Vec::new()),
        (Some(_), None) => {
            let drop = Action::new(format!("{head} drop identity"));
            (vec![drop.locks(Form::SetIdentity, site.parent())], Vec::new())
        }
        (None, Some(identity)) => {
            let add = Action::new(format!("{head} add {}", identity.clause(site.id)));
            (Vec::new(), vec![add.locks(Form::SetIdentity, site.parent())])
        }
        (Some(former), Some(identity)) => former.alter(identity, site),
    }
}
