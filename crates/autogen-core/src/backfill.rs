//! A plan in two halves, with room between them to fill columns.
//!
//! A column that is to be NOT NULL cannot be added so to a table with rows, nor become so while it holds
//! nulls. The half before the fill leads to the desired catalog with these columns nullable, and without
//! what would read or check their values; the half behind it does the rest.

use std::collections::BTreeSet;

use crate::action::Action;
use crate::catalog::Catalog;
use crate::hazard::HazardClass;
use crate::kind::{Kind, Payload, below};
use crate::object_id::ObjectId;
use crate::plan::{Plan, PlanError, plan};

/// The two halves.
#[derive(Clone, Debug)]
pub struct Around {
    /// What makes the columns, nullable.
    pub before: Plan,
    /// What needs them filled.
    pub after: Plan,
}

/// Why a column cannot be filled, in words that follow its label; `None` if it can.
pub fn refusal(before: &Catalog, after: &Catalog, column: &ObjectId) -> Option<&'static str> {
    let Some(Payload::Column(is)) = after.payload(column) else { return Some("is no column") };
    let was = match before.payload(column) {
        Some(Payload::Column(was)) => Some(was),
        _ => None,
    };
    if is.generated.is_some() || is.identity.is_some() {
        Some(
            "gets its values from Postgres, which has given them to all rows as soon as it is there",
        )
    } else if is.inherited {
        Some("comes from the table above; fill it there")
    } else if !before.facts.contains_key(column.outermost()) {
        Some("is of a new table, which has no rows to fill")
    } else if was.is_some_and(|was| was.not_null) {
        Some("is not null already, so that there is nothing to fill")
    } else if was.is_some() && !is.not_null {
        Some(
            "is there already and stays nullable: fill it by a revision of its own, \
             `autogen revision --empty -m … --batch TABLE`",
        )
    } else {
        None
    }
}

/// Splits the way from `before` to `after`, which is `whole`, around a fill of `columns`, of which each can
/// be filled.
///
/// # Errors
/// When there is no such way.
pub fn around(
    before: &Catalog,
    after: &Catalog,
    whole: &Plan,
    columns: &[ObjectId],
) -> Result<Around, PlanError> {
    let filled: BTreeSet<ObjectId> =
        columns.iter().flat_map(|column| everywhere(after, column)).collect();
    let mut middle = after.clone();
    for id in &filled {
        let was_null = match before.payload(id) {
            Some(Payload::Column(was)) => !was.not_null,
            _ => true,
        };
        if was_null
            && let Some(fact) = middle.facts_mut().get_mut(id)
            && let Payload::Column(column) = &mut *fact.payload
        {
            column.not_null = false;
        }
    }
    put_off(before, after, whole, &filled, &mut middle);
    // a default that comes with a column would fill the rows that are there, and not as was asked
    let mut bare = middle.clone();
    let new = |id: &&ObjectId| !before.facts.contains_key(*id);
    for column in filled.iter().filter(new) {
        let defaults: Vec<_> =
            after.parts(Kind::Default, column).map(|(id, _)| id.clone()).collect();
        defaults.iter().for_each(|id| drop(bare.facts_mut().remove(id)));
    }
    let mut first = plan(before, &bare)?;
    for stage in plan(&bare, &middle)?.stages {
        match first.stages.last_mut() {
            Some(last) => {
                last.actions.extend(stage.actions);
                last.after = stage.after;
            }
            None => first.stages.push(stage),
        }
    }
    let mut last = plan(&middle, after)?;
    for action in last.stages.iter_mut().flat_map(|stage| &mut stage.actions) {
        answered(action, &filled, after);
    }
    Ok(Around { before: first, after: last })
}

/// The column in its table and in all below.
fn everywhere(catalog: &Catalog, column: &ObjectId) -> Vec<ObjectId> {
    let mut all = vec![column.clone()];
    for table in below(catalog, column.outermost()) {
        let id = column.moved(table);
        all.extend(catalog.facts.contains_key(&id).then_some(id));
    }
    all
}

/// Takes out of `middle` what needs the values: what the whole plan makes by reading rows and with one of
/// the columns, and what in turn needs that.
fn put_off(
    before: &Catalog,
    after: &Catalog,
    whole: &Plan,
    filled: &BTreeSet<ObjectId>,
    middle: &mut Catalog,
) {
    let reach = |from: Vec<ObjectId>| {
        let (mut reached, mut stack) = (BTreeSet::new(), from);
        while let Some(id) = stack.pop() {
            for dependent in after.dependents(&id) {
                if reached.insert(dependent.clone()) {
                    stack.push(dependent.clone());
                }
            }
        }
        reached
    };
    let using = reach(filled.iter().cloned().collect());
    let reads = |action: &&Action| {
        let mut classes = action.hazards.iter().map(|hazard| &hazard.class);
        classes.any(|class| class.reads_rows() || matches!(class, HazardClass::MayFail(_)))
    };
    let made = whole.actions().filter(reads).flat_map(|action| &action.produces);
    let roots: Vec<ObjectId> =
        made.filter(|id| using.contains(*id) && !filled.contains(*id)).cloned().collect();
    let mut late = reach(roots.clone());
    late.extend(roots);
    for id in &late {
        let unchanged = |was: &Payload, is: &Payload| !Payload::differs(was, is);
        match (before.facts.get(id), after.payload(id)) {
            (Some(was), Some(is)) if unchanged(&was.payload, is) => {}
            (Some(was), _) if before.needs(id).all(|needed| middle.facts.contains_key(needed)) => {
                let was = was.clone();
                middle.facts_mut().insert(id.clone(), was);
            }
            _ => drop(middle.facts_mut().remove(id)),
        }
    }
}

/// Takes the hazard away that the fill answers: that rows hold no value.
fn answered(action: &mut Action, filled: &BTreeSet<ObjectId>, after: &Catalog) {
    let labels: Vec<_> = filled.iter().map(|id| id.label(&after.default_schema)).collect();
    if action.produces.iter().any(|id| filled.contains(id)) {
        action.hazards.retain(|hazard| {
            !(matches!(hazard.class, HazardClass::MayFail(_)) && labels.contains(&hazard.object))
        });
    }
}
