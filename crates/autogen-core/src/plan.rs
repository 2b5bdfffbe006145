//! From two catalogs to the ordered actions that lead from one to the other.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::action::Action;
use crate::catalog::{Bystander, Catalog, Tie};
use crate::closure::{Closure, Verdict, close};
use crate::diff::{Change, diff};
use crate::graph::{Graph, Ordered};
use crate::hazard::{Hazard, HazardClass};
use crate::kind::{Impact, Site};
use crate::lock;
use crate::object_id::ObjectId;

/// What leads from one catalog to another.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The facts that differ.
    pub changes: BTreeMap<ObjectId, Change>,
    /// What runs, in parts that are committed one after the other. Empty when nothing differs.
    pub stages: Vec<Stage>,
}

/// Actions of one transaction.
#[derive(Clone, Debug)]
pub struct Stage {
    /// In the order they run.
    pub actions: Vec<Action>,
    /// The catalog once they have.
    pub after: Catalog,
}

/// Why there is no plan.
#[derive(Debug, Error)]
pub enum PlanError {
    /// Something that no kind models, or that is outside the scope, stands in the way.
    #[error(
        "cannot {action} {object}: {} depend{} on it and would be lost or broken",
        by.join(", "), if by.len() == 1 { "s" } else { "" }
    )]
    Blocked {
        /// `drop` or `change`.
        action: &'static str,
        /// The fact, by its label.
        object: String,
        /// What depends on it, by labels.
        by: Vec<String>,
    },
    /// A new fact needs something that is not there and that the plan does not make.
    #[error(
        "cannot create or change {object}: it needs {needs}, which is not there and no part of the plan"
    )]
    Missing {
        /// The fact, by its label.
        object: String,
        /// What it needs, by its label.
        needs: String,
    },
    /// Its name is taken by something that no plan may touch.
    #[error("cannot create {object}: {by}, which is not managed, has that name")]
    Taken {
        /// The fact, by its label.
        object: String,
        /// What has the name, by its label.
        by: String,
    },
    /// A kind's rule knows no way.
    #[error("{object}: {reason}")]
    Refused {
        /// The fact, by its label.
        object: String,
        /// Why.
        reason: String,
    },
    /// The rules of some kinds contradict each other.
    #[error("the plan has a cycle (a bug in autogen, please report it):\n  {}", .0.join("\n  "))]
    Cycle(Vec<String>),
}

impl Plan {
    /// All actions in order.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.stages.iter().flat_map(|stage| &stage.actions)
    }

    /// All hazards in order.
    pub fn hazards(&self) -> impl Iterator<Item = &Hazard> {
        self.actions().flat_map(|action| &action.hazards)
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }
}

/// Plans the way from one catalog to the other.
///
/// # Errors
/// When something stands in the way ([`PlanError::Blocked`], [`PlanError::Missing`]).
pub fn plan(before: &Catalog, after: &Catalog) -> Result<Plan, PlanError> {
    plan_with(before, after, &BTreeSet::new())
}

/// Plans the way from one catalog to the other in a single transaction: what could only be used
/// once it is committed is made anew instead.
///
/// # Errors
/// As [`plan`].
pub fn plan_in_one(before: &Catalog, after: &Catalog) -> Result<Plan, PlanError> {
    let found = plan(before, after)?;
    if found.stages.len() < 2 {
        return Ok(found);
    }
    let commits = found.actions().filter(|action| !action.commits.is_empty());
    let rewritten = commits.flat_map(|action| action.produces.iter().cloned()).collect();
    plan_with(before, after, &rewritten)
}

fn plan_with(
    before: &Catalog,
    after: &Catalog,
    rewritten: &BTreeSet<ObjectId>,
) -> Result<Plan, PlanError> {
    let changes = diff(before, after);
    let mut replaced = BTreeSet::new();
    loop {
        let closure = close(before, after, &changes, rewritten, &replaced);
        check_bystanders(before, after, &closure)?;
        check_needs(before, after, &changes)?;
        let batches = ask_rules(before, after, &closure);
        for action in batches.iter().flatten() {
            if let (Some(reason), Some(subject)) = (&action.refusal, action.subject()) {
                let object = subject.label(&after.default_schema);
                return Err(PlanError::Refused { object, reason: reason.clone() });
            }
        }
        let former = losses(&closure, before, after);
        if let Some(id) = former.iter().find(|id| !changes.contains_key(*id)) {
            let object = id.label(&before.default_schema);
            let reason = "it would have to be dropped and created, and its data would be lost";
            return Err(PlanError::Refused { object, reason: reason.to_owned() });
        }
        let harmless = |id: &&ObjectId| {
            let replaced = replaced.iter().chain([*id]).cloned().collect();
            let closure = close(before, after, &changes, rewritten, &replaced);
            losses(&closure, before, after).is_subset(&former)
        };
        let mut graph = Graph::new(batches, before, after);
        graph.fold();
        let cycle = match graph.sort() {
            Ok(ordered) => {
                let Some((id, reason)) = out_of_turn(&ordered, before, after, &closure) else {
                    let stages = with_catalogs(staged(ordered, before), before, after);
                    return Ok(Plan { stages, changes });
                };
                // what stays may come out right if it is made when the others stand
                if before.facts.contains_key(id) && !replaced.contains(id) && harmless(&id) {
                    replaced.insert(id.clone());
                    continue;
                }
                return Err(PlanError::Refused { object: id.label(&after.default_schema), reason });
            }
            Err(cycle) => cycle,
        };
        // an alteration that would have to run both before and after something gives way to two statements
        let altered = |id: &&ObjectId| closure.verdicts.get(*id) == Some(&Verdict::Alter);
        let subjects: BTreeSet<&ObjectId> = cycle.iter().filter_map(Action::subject).collect();
        // or what ties two of them together, and would stay, is taken down meanwhile
        let ties = |id: &&ObjectId| {
            let other = |up: &ObjectId| id.parent() != Some(up) && subjects.contains(up);
            !closure.verdicts.contains_key(*id)
                && after.facts.contains_key(*id)
                && id.parent().is_some_and(|parent| subjects.contains(parent))
                && before.needs(id).any(|needed| needed.lineage().any(other))
        };
        let way_out = cycle.iter().filter_map(Action::subject).filter(altered).find(harmless);
        let way_out = way_out.or_else(|| before.facts.keys().filter(ties).find(harmless));
        match way_out.cloned() {
            Some(id) => replaced.insert(id),
            None => return Err(no_order(&cycle, before, after)),
        };
    }
}

/// Why actions have no order: because the objects themselves have none, or by a mistake of some rule.
fn no_order(cycle: &[Action], before: &Catalog, after: &Catalog) -> PlanError {
    let subjects: Vec<&ObjectId> = cycle.iter().filter_map(Action::subject).collect();
    for catalog in [after, before] {
        for id in &subjects {
            let Some(others) = circle(catalog, id) else { continue };
            let others: Vec<_> = others.iter().map(|o| o.label(&catalog.default_schema)).collect();
            let object = id.label(&catalog.default_schema);
            let reason = format!(
                "it needs {}, which in the end needs it, so that neither can be made or dropped first",
                others.join(", which needs ")
            );
            return PlanError::Refused { object, reason };
        }
    }
    PlanError::Cycle(cycle.iter().map(|action| action.statement.sql()).collect())
}

/// The way by which a fact needs itself.
fn circle<'a>(catalog: &'a Catalog, id: &'a ObjectId) -> Option<Vec<&'a ObjectId>> {
    let mut reached: BTreeMap<&ObjectId, &ObjectId> = BTreeMap::new();
    let mut stack = vec![id];
    while let Some(at) = stack.pop() {
        for needed in catalog.needs(at) {
            if needed == id {
                let way = std::iter::successors(Some(at), |at| reached.get(at).copied());
                let mut way: Vec<_> = way.take_while(|at| *at != id).collect();
                way.reverse();
                return Some(way);
            }
            if !reached.contains_key(needed) {
                reached.insert(needed, at);
                stack.push(needed);
            }
        }
    }
    None
}

/// What is dropped and created though data is lost with it.
fn losses(closure: &Closure, before: &Catalog, after: &Catalog) -> BTreeSet<ObjectId> {
    let loses = |id: &ObjectId| {
        let site = Site { id, before, after, disturbed: &closure.disturbed };
        let actions = before.payload(id).map(|was| was.remove(&site)).unwrap_or_default();
        let mut hazards = actions.iter().flat_map(|action| &action.hazards);
        hazards.any(|hazard| hazard.class == HazardClass::DataLoss)
    };
    let replaced = closure.verdicts.iter().filter(|(_, verdict)| **verdict == Verdict::Replace);
    replaced.map(|(id, _)| id).filter(|id| loses(id)).cloned().collect()
}

fn staged(ordered: Ordered, before: &Catalog) -> Vec<Vec<Action>> {
    let mut stages: Vec<Vec<Action>> = Vec::new();
    for (stage, mut action) in ordered {
        forget_empty_tables(&mut action, before);
        lock::settle(&mut action, before);
        stages.resize_with(stages.len().max(stage + 1), Vec::new);
        stages[stage].push(action);
    }
    stages
}

fn ask_rules(before: &Catalog, after: &Catalog, closure: &Closure) -> Vec<Vec<Action>> {
    let mut batches = Vec::new();
    for (id, verdict) in &closure.verdicts {
        let site = Site { id, before, after, disturbed: &closure.disturbed };
        let was = before.payload(id);
        let is = after.payload(id);
        match (verdict, was, is) {
            (Verdict::Alter, Some(was), Some(is)) => {
                batches.push(crate::kind::Payload::alter(was, is, &site));
            }
            (Verdict::Create, _, Some(is)) => batches.push(is.create(&site)),
            (Verdict::Drop, Some(was), _) => batches.push(was.remove(&site)),
            (Verdict::Replace, Some(was), Some(is)) => {
                batches.push(was.remove(&site));
                batches.push(is.create(&site));
            }
            _ => {}
        }
    }
    // what is made is marked by some facts that stand then
    let marking: Vec<_> = after.facts.iter().filter(|(id, _)| id.kind().marks()).collect();
    for id in closure.verdicts.keys().filter(|_| !marking.is_empty()) {
        let made = Site { id, before, after, disturbed: &closure.disturbed };
        if made.makes(id) {
            batches.extend(marking.iter().map(|(mark, fact)| fact.payload.take_back(mark, &made)));
        }
    }
    batches
}

/// Refuses what would break or lose something that the plan does not know how to put back, and what
/// cannot stand without something that the plan cannot make.
fn check_bystanders(before: &Catalog, after: &Catalog, closure: &Closure) -> Result<(), PlanError> {
    let breaks = |bystander: &Bystander, id: &ObjectId| match (
        closure.verdicts.get(id),
        closure.disturbed.get(id),
    ) {
        (Some(Verdict::Drop), _) => bystander.tie == Tie::Object,
        (Some(Verdict::Replace), _) | (_, Some(Impact::Rewritten)) => true,
        (_, disturbed) => disturbed.is_some() && bystander.tie != Tie::Property,
    };
    let broken =
        |id: &&ObjectId| before.bystanders.iter().any(|b| b.depends.contains(*id) && breaks(b, id));
    if let Some(id) = closure.verdicts.keys().find(broken) {
        // all that stands in the way of what is done to this object and its parts
        let whole = |b: &&Bystander| {
            b.depends.iter().any(|d| d.lineage().any(|of| of == id) && breaks(b, d))
        };
        let by = before.bystanders.iter().filter(whole).map(|b| b.label.clone()).collect();
        let drops = matches!(closure.verdicts.get(id), Some(Verdict::Drop | Verdict::Replace));
        let action = if drops { "drop" } else { "change" };
        let object = id.label(&before.default_schema);
        return Err(PlanError::Blocked { action, object, by });
    }
    for (id, _) in closure.verdicts.iter().filter(|(_, v)| **v == Verdict::Create) {
        let slots = after.payload(id).map(|is| is.slots(id)).unwrap_or_default();
        let holds = |b: &&Bystander| slots.iter().any(|slot| slot.is_held_by(b, id, after));
        if let Some(holder) = before.bystanders.iter().find(holds) {
            let object = id.label(&after.default_schema);
            return Err(PlanError::Taken { object, by: holder.label.clone() });
        }
    }
    let there: BTreeSet<&str> = before.bystanders.iter().map(|b| b.label.as_str()).collect();
    for bystander in &after.bystanders {
        let missing = || !there.contains(bystander.label.as_str());
        let needing = |id: &&ObjectId| matches!(closure.verdicts.get(id), Some(verdict) if *verdict != Verdict::Drop);
        if let Some(id) = bystander.supports.iter().find(needing).filter(|_| missing()) {
            let object = id.label(&after.default_schema);
            return Err(PlanError::Missing { object, needs: bystander.label.clone() });
        }
    }
    Ok(())
}

/// Refuses to drop what something that stays still needs, and to make what needs something that is not
/// there. Neither happens between two whole catalogs, only where a part of the desired one is carried over.
fn check_needs(
    before: &Catalog,
    after: &Catalog,
    changes: &BTreeMap<ObjectId, Change>,
) -> Result<(), PlanError> {
    for (id, _) in changes.iter().filter(|(_, change)| **change == Change::Drop) {
        let needs =
            |by: &&ObjectId| after.facts.get(*by).is_some_and(|fact| fact.depends.contains(id));
        let by: Vec<_> = before.dependents(id).iter().filter(needs).collect();
        if !by.is_empty() {
            let by = by.iter().map(|by| by.label(&before.default_schema)).collect();
            let object = id.label(&before.default_schema);
            return Err(PlanError::Blocked { action: "drop", object, by });
        }
    }
    for (id, _) in changes.iter().filter(|(_, change)| **change != Change::Drop) {
        let there = |needed: &&ObjectId| {
            !after.facts.contains_key(*needed) && !before.facts.contains_key(*needed)
        };
        if let Some(needs) = after.needs(id).find(there) {
            let (object, needs) =
                (id.label(&after.default_schema), needs.label(&after.default_schema));
            return Err(PlanError::Missing { object, needs });
        }
    }
    Ok(())
}

/// What is another one than desired because of the order in which the actions run, and why.
fn out_of_turn<'a>(
    ordered: &Ordered,
    before: &Catalog,
    after: &'a Catalog,
    closure: &Closure,
) -> Option<(&'a ObjectId, String)> {
    let turns = LazyCell::new(|| {
        let mut turns: BTreeMap<&ObjectId, usize> = BTreeMap::new();
        for (turn, (_, action)) in ordered.iter().enumerate() {
            for id in &action.produces {
                turns.entry(id).or_insert(turn);
            }
        }
        turns
    });
    after.facts.iter().find_map(|(id, fact)| {
        let site = Site { id, before, after, disturbed: &closure.disturbed };
        let reason = fact.payload.comes_out_of_turn(&site, &|id| turns.get(id).copied())?;
        Some((id, reason))
    })
}

/// A table that the plan creates has no rows to scan, to rewrite or to fail on.
fn forget_empty_tables(action: &mut Action, before: &Catalog) {
    let new = action.subject().is_some_and(|id| !before.facts.contains_key(id.outermost()));
    if new {
        action.hazards.retain(|hazard| {
            use HazardClass::{DataLoss, Refresh, Review};
            // what fills a new materialized view are the rows of others
            matches!(hazard.class, DataLoss | Refresh | Review(_))
        });
    }
}

/// The catalog after each stage: a fact is as desired once the last action on it has run.
fn with_catalogs(stages: Vec<Vec<Action>>, before: &Catalog, after: &Catalog) -> Vec<Stage> {
    let count = stages.len();
    let mut pending: BTreeMap<ObjectId, usize> = BTreeMap::new();
    if count > 1 {
        for (stage, actions) in stages.iter().enumerate() {
            for id in actions.iter().flat_map(Action::touches) {
                pending.insert(id.clone(), stage);
            }
        }
    }
    let mut result = Vec::new();
    for (stage, actions) in stages.into_iter().enumerate() {
        let catalog = if stage + 1 == count {
            after.clone()
        } else {
            let done = |id: &&ObjectId| pending.get(*id).is_none_or(|s| *s <= stage);
            let mut facts: BTreeMap<_, _> = before
                .facts
                .iter()
                .filter(|(id, _)| !done(id))
                .map(|(id, fact)| (id.clone(), fact.clone()))
                .collect();
            for (id, fact) in after.facts.iter().filter(|(id, _)| done(id)) {
                facts.insert(id.clone(), fact.clone());
            }
            before.with_facts(facts)
        };
        result.push(Stage { actions, after: catalog });
    }
    result
}
