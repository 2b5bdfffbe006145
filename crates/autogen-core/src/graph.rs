//! One graph of actions, one deterministic order. The edges follow from what actions do to facts:
//!
//! - what produces a fact comes after what produces the facts it depends on afterwards;
//! - what drops a fact comes before what alters or drops the facts it depended on before;
//! - what alters a fact comes before what drops something it let go of;
//! - a name is freed before another object takes it.
//!
//! New siblings that have places among each other come in the desired order, as far as these let them.
//!
//! A cycle is a rule's bug and an error, never repaired here.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::action::{Action, Fold};
use crate::catalog::Catalog;
use crate::kind::{Kind, Payload, Slot};
use crate::object_id::ObjectId;

/// Actions in the order they run, each with the stage it belongs to.
pub(crate) type Ordered = Vec<(usize, Action)>;

struct Node {
    action: Action,
    /// Which rule's answer it is from, and its place there.
    batch: usize,
    before: BTreeSet<usize>,
    after: BTreeSet<usize>,
    gone: bool,
}

pub(crate) struct Graph<'a> {
    nodes: Vec<Node>,
    makers: BTreeMap<ObjectId, Vec<usize>>,
    breakers: BTreeMap<ObjectId, Vec<usize>>,
    former: &'a Catalog,
    next: &'a Catalog,
}

impl<'a> Graph<'a> {
    /// `batches` are the answers of the rules; the actions of one run in its order.
    pub(crate) fn new(batches: Vec<Vec<Action>>, former: &'a Catalog, next: &'a Catalog) -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            makers: BTreeMap::new(),
            breakers: BTreeMap::new(),
            former,
            next,
        };
        for (batch, actions) in batches.into_iter().enumerate() {
            let mut last = None;
            for action in actions {
                let node = graph.nodes.len();
                for id in &action.produces {
                    graph.makers.entry(id.clone()).or_default().push(node);
                }
                for id in &action.destroys {
                    graph.breakers.entry(id.clone()).or_default().push(node);
                }
                let (before, after) = (BTreeSet::new(), BTreeSet::new());
                graph.nodes.push(Node { action, batch, before, after, gone: false });
                if let Some(last) = last {
                    graph.link(last, node);
                }
                last = Some(node);
            }
        }
        graph.link_facts();
        graph.link_slots();
        graph.link_written();
        graph
    }

    /// `first` runs before `then`.
    fn link(&mut self, first: usize, then: usize) {
        if first != then {
            self.nodes[first].after.insert(then);
            self.nodes[then].before.insert(first);
        }
    }

    fn link_facts(&mut self) {
        let none = Vec::new();
        let mut links = Vec::new();
        for (node, Node { action, batch, .. }) in self.nodes.iter().enumerate() {
            let makers = |id: &ObjectId| self.makers.get(id).unwrap_or(&none).iter().copied();
            let breakers = |id: &ObjectId| self.breakers.get(id).unwrap_or(&none).iter().copied();
            let bound = |maker: &usize, part: &ObjectId| {
                let made = &self.nodes[*maker].action;
                let is_of = part.parent().is_some_and(|parent| made.produces.contains(parent));
                !(is_of && made.beside == Some(part.kind()))
            };
            for id in &action.produces {
                let was = self.former.facts.contains_key(id) && breakers(id).next().is_none();
                let needed = self.next.needs(id).flat_map(&makers);
                links.extend(needed.filter(|m| !was || bound(m, id)).map(|maker| (maker, node)));
                for breaker in breakers(id) {
                    // a rule that makes before it drops says so by its order
                    if self.nodes[breaker].batch != *batch {
                        links.push((breaker, node));
                    }
                }
                if breakers(id).next().is_none() {
                    links.extend(
                        self.former.needs(id).flat_map(&breakers).map(|breaker| (node, breaker)),
                    );
                }
            }
            for id in &action.destroys {
                // what was set aside before it is dropped holds on to what was set aside, too
                let aside = makers(id).any(|maker| self.nodes[maker].batch == *batch);
                for needed in self.former.needs(id) {
                    links.extend(breakers(needed).map(|then| (node, then)));
                    if !aside {
                        let then = makers(needed).filter(|maker| bound(maker, id));
                        links.extend(then.map(|then| (node, then)));
                    }
                }
            }
            links.extend(action.consumes.iter().flat_map(&makers).map(|maker| (maker, node)));
            links.extend(action.succeeds.iter().flat_map(&breakers).map(|first| (first, node)));
            links.extend(action.releases.iter().flat_map(&breakers).map(|then| (node, then)));
            for id in &action.precedes {
                links.extend(makers(id).chain(breakers(id)).map(|then| (node, then)));
            }
        }
        for (first, then) in links {
            self.link(first, then);
        }
    }

    fn link_slots(&mut self) {
        let slots = |catalog: &Catalog, id: &ObjectId| -> Vec<Slot> {
            let slots = catalog.payload(id).map(|payload| payload.slots(id)).unwrap_or_default();
            slots.into_iter().map(|slot| slot.within(&catalog.default_schema)).collect()
        };
        let mut freed: BTreeMap<Slot, BTreeSet<usize>> = BTreeMap::new();
        let mut freed_by_alter: BTreeMap<Slot, BTreeSet<usize>> = BTreeMap::new();
        let mut taken: BTreeMap<Slot, BTreeSet<usize>> = BTreeMap::new();
        let frees = |action: &Action| -> Vec<Slot> {
            let frees = action.frees.iter().cloned();
            frees.map(|slot| slot.within(&self.former.default_schema)).collect()
        };
        let frees_by_name: BTreeSet<(usize, Slot)> = (self.nodes.iter())
            .flat_map(|node| frees(&node.action).into_iter().map(|slot| (node.batch, slot)))
            .collect();
        for (node, Node { action, batch, .. }) in self.nodes.iter().enumerate() {
            for slot in frees(action) {
                freed.entry(slot).or_default().insert(node);
            }
            for id in &action.destroys {
                // what was set aside has lost its name before it is dropped
                let own = |slot: &Slot| !frees_by_name.contains(&(*batch, slot.clone()));
                for slot in slots(self.former, id).into_iter().filter(own) {
                    freed.entry(slot).or_default().insert(node);
                }
            }
            for id in &action.produces {
                let replaced = self.breakers.contains_key(id);
                let was = if replaced { Vec::new() } else { slots(self.former, id) };
                let is = slots(self.next, id);
                for slot in is.iter().filter(|slot| !was.contains(slot)) {
                    taken.entry(slot.clone()).or_default().insert(node);
                }
                for slot in was.iter().filter(|slot| !is.contains(slot)) {
                    freed_by_alter.entry(slot.clone()).or_default().insert(node);
                }
            }
        }
        for (slot, nodes) in freed_by_alter {
            freed.entry(slot).or_insert(nodes);
        }
        for (slot, takers) in taken {
            for first in freed.get(&slot).into_iter().flatten() {
                for then in &takers {
                    if self.nodes[*first].batch != self.nodes[*then].batch {
                        self.link(*first, *then);
                    }
                }
            }
        }
    }

    /// What writes a text that is made comes after that. It may be inside a value of another type, and then
    /// that type is what the fact depends on.
    fn link_written(&mut self) {
        let mut links = Vec::new();
        for (first, Node { action, .. }) in self.nodes.iter().enumerate() {
            if action.commits.is_empty() {
                continue;
            }
            let mut needing: Vec<&ObjectId> = action.produces.iter().collect();
            let mut seen = BTreeSet::new();
            while let Some(id) = needing.pop() {
                needing.extend(self.next.dependents(id).iter().filter(|by| seen.insert(*by)));
            }
            for then in seen.into_iter().flat_map(|id| self.makers.get(id).into_iter().flatten()) {
                if self.nodes[*then].action.writes_any(&action.commits) {
                    links.push((first, *then));
                }
            }
        }
        for (first, then) in links {
            self.link(first, then);
        }
    }

    /// Lets parts become clauses of what creates their parent, and drops be implied by the drop of
    /// it, wherever that closes no cycle.
    pub(crate) fn fold(&mut self) {
        let mut order: Vec<usize> =
            (0..self.nodes.len()).filter(|n| self.nodes[*n].action.fold.is_some()).collect();
        order.sort_by_key(|node| {
            let subject = self.nodes[*node].action.subject();
            let depth = subject.map_or(0, |id| id.lineage().count());
            let fact = subject.and_then(|id| self.next.facts.get(id));
            let position = fact.map_or(0, |fact| fact.position);
            (Reverse(depth), subject.map(ObjectId::kind), position, subject.cloned())
        });
        // what folds may have been the way around for another: a column that a generated one reads
        loop {
            let count = order.len();
            order.retain(|node| !self.fold_one(*node));
            if order.is_empty() || order.len() == count {
                return;
            }
        }
    }

    /// Whether it has vanished into another.
    fn fold_one(&mut self, node: usize) -> bool {
        let (of, creates) = match &self.nodes[node].action.fold {
            Some(Fold::Clause { of, .. } | Fold::Given { by: of }) => (of, true),
            Some(Fold::Implied { by }) => (by, false),
            None => return false,
        };
        let hosts = if creates { self.makers.get(of) } else { self.breakers.get(of) };
        let Some([host]) = hosts.map(Vec::as_slice) else { return false };
        let new = !self.former.facts.contains_key(of) || self.breakers.contains_key(of);
        let host = self.living(*host);
        if creates && !new || host == node || self.leads_around(node, host, creates) {
            return false;
        }
        self.merge(node, host);
        true
    }

    /// Where the effects of a node went.
    fn living(&self, node: usize) -> usize {
        let mut node = node;
        while self.nodes[node].gone {
            match self.nodes[node].after.first() {
                Some(host) => node = *host,
                None => return node,
            }
        }
        node
    }

    /// Whether there is another way between the two than the direct one: then merging closes a cycle.
    fn leads_around(&self, node: usize, host: usize, backwards: bool) -> bool {
        let next = |n: usize| {
            if backwards { &self.nodes[n].before } else { &self.nodes[n].after }
        };
        let mut stack: Vec<usize> = next(node).iter().copied().filter(|n| *n != host).collect();
        let mut seen: BTreeSet<usize> = stack.iter().copied().collect();
        while let Some(at) = stack.pop() {
            if at == host {
                return true;
            }
            stack.extend(next(at).iter().copied().filter(|n| seen.insert(*n)));
        }
        // the other way round there must be no way at all
        let next = |n: usize| {
            if backwards { &self.nodes[n].after } else { &self.nodes[n].before }
        };
        next(node).contains(&host)
    }

    fn merge(&mut self, node: usize, host: usize) {
        let empty = Action::new("");
        let action = std::mem::replace(&mut self.nodes[node].action, empty);
        self.nodes[host].action.absorb(action);
        let before = std::mem::take(&mut self.nodes[node].before);
        let after = std::mem::take(&mut self.nodes[node].after);
        for first in before {
            self.nodes[first].after.remove(&node);
            self.link(first, host);
        }
        for then in after {
            self.nodes[then].before.remove(&node);
            self.link(host, then);
        }
        self.nodes[node].gone = true;
        self.nodes[node].after.insert(host);
    }

    /// The actions in order and stage by stage: what uses a text that must be committed first is in a
    /// later stage than what makes it, everything else is as late as can be.
    ///
    /// # Errors
    /// The actions of a cycle.
    pub(crate) fn sort(mut self) -> Result<Ordered, Vec<Action>> {
        let mut late = self.waiting_for_routines();
        self.link_siblings(&mut late);
        let order = self.topological(&vec![0; self.nodes.len()], &late)?;
        let commits = |first: usize, then: usize| {
            // one rule's actions may name what is not committed: a label is put beside another
            self.nodes[first].batch != self.nodes[then].batch
                && self.nodes[then].action.writes_any(&self.nodes[first].action.commits)
        };
        let mut stages = vec![0; self.nodes.len()];
        for node in &order {
            for then in &self.nodes[*node].after {
                let needed = stages[*node] + usize::from(commits(*node, *then));
                stages[*then] = stages[*then].max(needed);
            }
        }
        let last = stages.iter().copied().max().unwrap_or(0);
        if last > 0 {
            for node in order.iter().rev() {
                let limit = |then: &usize| stages[*then] - usize::from(commits(*node, *then));
                stages[*node] = self.nodes[*node].after.iter().map(limit).min().unwrap_or(last);
            }
        }
        let order = self.topological(&stages, &late)?;
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        let take = |n: usize| nodes[n].take().map(|node| (stages[n], node.action));
        Ok(order.into_iter().filter_map(take).collect())
    }

    /// The actions that run the text of some routine over rows. What that calls stands in no catalog, so
    /// that they wait until everything stands that need not wait for them.
    fn waiting_for_routines(&self) -> BTreeSet<usize> {
        let hides_calls = |id: &ObjectId| self.next.payload(id).is_some_and(Payload::hides_calls);
        if !self.next.facts.keys().any(hides_calls) {
            return BTreeSet::new();
        }
        let calls_text = |id: &ObjectId| {
            let mut stack = vec![id];
            let mut seen = BTreeSet::from([id]);
            while let Some(at) = stack.pop() {
                if hides_calls(at) {
                    return true;
                }
                stack.extend(self.next.needs(at).filter(|needed| seen.insert(*needed)));
            }
            false
        };
        let waits = |action: &Action| action.reads_rows() && action.produces.iter().any(calls_text);
        (0..self.nodes.len()).filter(|n| waits(&self.nodes[*n].action)).collect()
    }

    /// Has new siblings made in the order of their places, each behind the nearest that it can follow. What
    /// waits for routines is not waited for by anything that others hang on.
    fn link_siblings(&mut self, late: &mut BTreeSet<usize>) {
        let new =
            |id: &ObjectId| !self.former.facts.contains_key(id) || self.breakers.contains_key(id);
        let mut siblings: BTreeMap<(&ObjectId, Kind), Vec<(i32, usize)>> = BTreeMap::new();
        for (id, makers) in self.makers.iter().filter(|(id, _)| new(id)) {
            let position = self.next.facts.get(id).map_or(0, |fact| fact.position);
            if let (Some(parent), Some(maker), true) = (id.parent(), makers.first(), position > 0) {
                let places = siblings.entry((parent, id.kind())).or_default();
                places.push((position, self.living(*maker)));
            }
        }
        let groups: Vec<_> = siblings.into_values().collect();
        for mut group in groups {
            group.sort_unstable();
            let mut last: Vec<usize> = Vec::new();
            for (_, node) in group {
                let blocked = |first: &usize| {
                    *first != node
                        && (self.leads_to(node, *first)
                            || late.contains(first)
                                && !late.contains(&node)
                                && !self.nodes[node].after.is_empty())
                };
                let (mut left, followed): (Vec<_>, Vec<_>) = last.into_iter().partition(blocked);
                for first in followed {
                    self.link(first, node);
                    if late.contains(&first) {
                        late.insert(node);
                    }
                }
                left.push(node);
                last = left;
            }
        }
    }

    /// Whether an action has to run before another.
    fn leads_to(&self, first: usize, then: usize) -> bool {
        let mut stack = vec![first];
        let mut seen = BTreeSet::from([first]);
        while let Some(at) = stack.pop() {
            if at == then {
                return true;
            }
            stack.extend(self.nodes[at].after.iter().copied().filter(|n| seen.insert(*n)));
        }
        false
    }

    fn topological(
        &self,
        stages: &[usize],
        late: &BTreeSet<usize>,
    ) -> Result<Vec<usize>, Vec<Action>> {
        let key = |n: usize| {
            let action = &self.nodes[n].action;
            let subject = action.subject().or(action.consumes.first());
            let outermost = subject.map(ObjectId::outermost).cloned();
            let late = late.contains(&n);
            // new columns come in the order that the desired catalog has them in
            let fact = subject.and_then(|id| self.next.facts.get(id));
            let place = (subject.map(ObjectId::kind), fact.map(|fact| fact.position));
            let order = (outermost, place, subject.cloned(), n);
            Reverse((stages[n], late, !action.only_drops(), order))
        };
        let living = |n: &usize| !self.nodes[*n].gone;
        let mut waiting: Vec<usize> = self.nodes.iter().map(|node| node.before.len()).collect();
        let mut ready: BinaryHeap<_> =
            (0..self.nodes.len()).filter(living).filter(|n| waiting[*n] == 0).map(key).collect();
        let mut order = Vec::new();
        while let Some(Reverse((.., (.., node)))) = ready.pop() {
            order.push(node);
            for then in &self.nodes[node].after {
                waiting[*then] -= 1;
                if waiting[*then] == 0 {
                    ready.push(key(*then));
                }
            }
        }
        if order.len() == (0..self.nodes.len()).filter(living).count() {
            return Ok(order);
        }
        // walk backwards from any node that waits: what repeats is a cycle
        let mut path: Vec<usize> = Vec::new();
        let mut at = (0..self.nodes.len()).find(|n| living(n) && waiting[*n] > 0);
        while let Some(node) = at {
            if let Some(start) = path.iter().position(|n| *n == node) {
                path.drain(..start);
                break;
            }
            path.push(node);
            at = self.nodes[node].before.iter().copied().find(|n| waiting[*n] > 0);
        }
        Err(path.iter().rev().map(|n| self.nodes[*n].action.clone()).collect())
    }
}
