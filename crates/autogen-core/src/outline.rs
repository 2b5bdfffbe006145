//! A plan cut by object: which of its statements make one object, in an order of objects in which
//! everything runs. Names no kind.
//!
//! Where two objects need each other (tables with foreign keys to each other), the statements that
//! close the cycle are cut off from both, so that the outcome does not depend on which comes first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::action::Action;
use crate::catalog::{Catalog, Fact};
use crate::object_id::ObjectId;
use crate::plan::{Plan, PlanError, plan};
use crate::scope::root;

/// Statements that belong together, in the order they run.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// The standalone object.
    pub object: ObjectId,
    /// The part of it that could not be made with the rest, since something stands between that needs
    /// the rest and that the part needs.
    pub late: Option<ObjectId>,
    /// What makes them.
    pub actions: Vec<Action>,
}

/// The plan from `before` to `after` by objects, in an order in which all of it runs.
pub fn outline(plan: &Plan, before: &Catalog, after: &Catalog) -> Vec<Chunk> {
    let actions: Vec<&Action> = plan.actions().collect();
    let needs = needs(&actions, after);
    let mut keys: Vec<Key> = actions
        .iter()
        .enumerate()
        .map(|(n, action)| Key::whole(n, action, before, after))
        .collect();
    let groups = loop {
        match order(&keys, &needs) {
            Ok(groups) => break groups,
            Err(late) => {
                for n in late {
                    keys[n].cut(n, actions[n]);
                }
            }
        }
    };
    let chunk = |members: Vec<usize>| {
        let first = members.first().map(|n| &keys[*n])?;
        let (object, late) = (first.object.clone()?, first.part.clone());
        let actions = members.iter().map(|n| actions[*n].clone()).collect();
        Some(Chunk { object, late, actions })
    };
    groups.into_iter().filter_map(chunk).collect()
}

/// The statements that make one object with all its parts, where everything else that it needs is
/// there. Of a part that is made together with its object, those that make both.
///
/// # Errors
/// When a rule knows no way.
pub fn definition(catalog: &Catalog, id: &ObjectId) -> Result<Vec<Action>, PlanError> {
    let object = root(catalog, id);
    let own: BTreeSet<&ObjectId> =
        catalog.facts.keys().filter(|id| root(catalog, id) == object).collect();
    let mut around: BTreeSet<&ObjectId> = BTreeSet::new();
    let mut waiting: Vec<&ObjectId> = own.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        waiting.extend(
            catalog.needs(id).filter(|needed| !own.contains(needed) && around.insert(needed)),
        );
    }
    let facts = |ids: &mut dyn Iterator<Item = &ObjectId>| -> BTreeMap<ObjectId, Fact> {
        ids.filter_map(|id| Some((id.clone(), catalog.facts.get(id)?.clone()))).collect()
    };
    let before = catalog.with_facts(facts(&mut around.iter().copied()));
    let after = catalog.with_facts(facts(&mut around.iter().chain(&own).copied()));
    let makes = |action: &Action| {
        let mut touched = action.touches().into_iter();
        object == id || touched.any(|touched| touched.lineage().any(|of| of == id))
    };
    let actions = plan(&before, &after)?.stages.into_iter().flat_map(|stage| stage.actions);
    Ok(actions.filter(makes).collect())
}

/// Which statements stand together: those of an object, but for those that were cut off.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    object: Option<ObjectId>,
    part: Option<ObjectId>,
    /// Apart from the rest of the part too, or of what has no object.
    single: Option<usize>,
}

impl Key {
    fn whole(n: usize, action: &Action, before: &Catalog, after: &Catalog) -> Self {
        let object = action.subject().or(action.consumes.first()).map(|id| {
            let catalog = if after.facts.contains_key(id) { after } else { before };
            root(catalog, id).clone()
        });
        let single = object.is_none().then_some(n);
        Self { object, part: None, single }
    }

    /// Takes statement `n` out of its group.
    fn cut(&mut self, n: usize, action: &Action) {
        if self.part.is_some() {
            self.single = Some(n);
            return;
        }
        let subject = action.subject().or(action.consumes.first());
        // the constraint of a comment on a constraint
        let part = subject.and_then(|id| id.lineage().filter(|id| id.parent().is_some()).last());
        self.part = part.or(subject).cloned();
    }
}

/// For each statement those before it that it builds on.
fn needs(actions: &[&Action], after: &Catalog) -> Vec<BTreeSet<usize>> {
    let mut touched: BTreeMap<&ObjectId, Vec<usize>> = BTreeMap::new();
    let mut preceded: BTreeMap<&ObjectId, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (n, action) in actions.iter().enumerate() {
        let mut needs = BTreeSet::new();
        let needed = action.produces.iter().flat_map(|id| after.needs(id));
        for id in needed.chain(&action.consumes).chain(action.touches()) {
            needs.extend(touched.get(id).into_iter().flatten());
        }
        for id in action.touches() {
            needs.extend(preceded.get(id).into_iter().flatten());
            touched.entry(id).or_default().push(n);
        }
        for id in action.precedes.iter().chain(&action.releases) {
            preceded.entry(id).or_default().push(n);
        }
        found.push(needs);
    }
    found
}

/// The groups in an order in which they run, each with its statements; or else the statements to cut
/// off so that there may be one.
fn order(keys: &[Key], needs: &[BTreeSet<usize>]) -> Result<Vec<Vec<usize>>, Vec<usize>> {
    let mut numbers: BTreeMap<&Key, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut group_of = Vec::new();
    for (n, key) in keys.iter().enumerate() {
        let group = *numbers.entry(key).or_insert(members.len());
        members.resize_with(members.len().max(group + 1), Vec::new);
        members[group].push(n);
        group_of.push(group);
    }
    let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); members.len()];
    let mut after = before.clone();
    for (n, needs) in needs.iter().enumerate() {
        let group = group_of[n];
        for needed in needs.iter().map(|needed| group_of[*needed]).filter(|g| *g != group) {
            before[group].insert(needed);
            after[needed].insert(group);
        }
    }
    // groups are numbered by their first statement, so that the plan's order is kept where it can be
    let mut waiting: Vec<usize> = before.iter().map(BTreeSet::len).collect();
    let mut ready: BinaryHeap<_> =
        (0..members.len()).filter(|g| waiting[*g] == 0).map(Reverse).collect();
    let mut ordered = Vec::new();
    while let Some(Reverse(group)) = ready.pop() {
        ordered.push(group);
        for then in &after[group] {
            waiting[*then] -= 1;
            if waiting[*then] == 0 {
                ready.push(Reverse(*then));
            }
        }
    }
    if ordered.len() == members.len() {
        return Ok(ordered.into_iter().map(|group| std::mem::take(&mut members[group])).collect());
    }
    let reaches: Vec<BTreeSet<usize>> =
        (0..members.len())
            .map(|group| {
                if waiting[group] == 0 { BTreeSet::new() } else { reach(group, &before, &waiting) }
            })
            .collect();
    let mut late: BTreeSet<usize> = BTreeSet::new();
    for (group, members) in members.iter().enumerate() {
        let mut own = BTreeSet::new();
        for n in members {
            let closes = |needed: &usize| {
                let other = group_of[*needed];
                if other == group { own.contains(needed) } else { reaches[other].contains(&group) }
            };
            if needs[*n].iter().any(closes) {
                own.insert(*n);
            }
        }
        // one of which nothing would be left is whole where the others were cut
        if own.len() < members.len() {
            late.extend(own);
        }
    }
    Err(late.into_iter().collect())
}

/// The groups that a group needs, directly or not, of those that wait.
fn reach(group: usize, before: &[BTreeSet<usize>], waiting: &[usize]) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut stack = vec![group];
    while let Some(at) = stack.pop() {
        stack.extend(before[at].iter().filter(|g| waiting[**g] > 0 && seen.insert(**g)));
    }
    seen
}
