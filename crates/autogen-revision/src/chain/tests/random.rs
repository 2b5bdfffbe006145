//! Graphs that nobody thought of.

use super::*;
use crate::chain::Step;
use proptest::prelude::*;

/// What each revision follows and depends on, by the number of an earlier one.
type Edges = Vec<(Vec<prop::sample::Index>, Vec<prop::sample::Index>)>;

fn edges() -> impl Strategy<Value = Edges> {
    let some = || prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    prop::collection::vec((some(), some()), 1..12)
}

fn written(edges: &Edges) -> (tempfile::TempDir, Chain) {
    let folder = tempfile::tempdir().unwrap();
    for (at, (follows, depends_on)) in edges.iter().enumerate() {
        let earlier = |indices: &[prop::sample::Index]| -> BTreeSet<i64> {
            let index = |index: &prop::sample::Index| index.index(at) as i64;
            if at == 0 { BTreeSet::new() } else { indices.iter().map(index).collect() }
        };
        let parents: Vec<i64> = earlier(follows).into_iter().collect();
        let mut one = revision(at as i64, &parents, "x");
        one.up.header.depends_on = earlier(depends_on).into_iter().map(id).collect();
        for (name, half) in [("up", &one.up), ("down", &one.down)] {
            fs::write(folder.path().join(format!("{}_x.{name}.sql", id(at as i64))), half.text())
                .unwrap();
        }
    }
    let chain = Chain::read(folder.path()).unwrap();
    (folder, chain)
}

fn run(steps: &[Step<'_>]) -> Vec<RevisionId> {
    steps.iter().map(|step| step.revision().id()).collect()
}

fn needs(chain: &Chain, id: RevisionId) -> BTreeSet<RevisionId> {
    &chain.parents(id) | &chain.dependencies(id)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_is_visited_once_in_order_and_back(edges in edges()) {
        let (_folder, chain) = written(&edges);
        let up = run(&chain.steps_up(&BTreeSet::new(), &chain.all_heads()).unwrap());
        prop_assert_eq!(up.len(), chain.len());
        let mut applied = BTreeSet::new();
        for id in &up {
            prop_assert!(needs(&chain, *id).is_subset(&applied));
            prop_assert!(applied.insert(*id));
        }
        prop_assert!(chain.steps_up(&applied, &chain.all_heads()).unwrap().is_empty());
        prop_assert_eq!(chain.current(&applied), chain.heads());
        let mut down = run(&chain.steps_down(&applied, &Target::base()).unwrap());
        down.reverse();
        prop_assert_eq!(up, down);
    }

    #[test]
    fn any_way_leaves_a_database_whole(
        edges in edges(),
        moves in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 1..8),
    ) {
        let (_folder, chain) = written(&edges);
        let mut applied = BTreeSet::new();
        for (upwards, to) in moves {
            let to = id(to.index(chain.len()) as i64);
            let target = Target::after([to]);
            if upwards {
                // what is behind is refused, and nothing is to be done then
                for step in run(&chain.steps_up(&applied, &target).unwrap_or_default()) {
                    prop_assert!(needs(&chain, step).is_subset(&applied) && applied.insert(step));
                }
                prop_assert!(applied.contains(&to));
            } else if applied.contains(&to) {
                for step in run(&chain.steps_down(&applied, &target).unwrap()) {
                    prop_assert!(applied.remove(&step));
                    let held = applied.iter().any(|id| needs(&chain, *id).contains(&step));
                    prop_assert!(!held, "something applied needs {}", step);
                }
                prop_assert!(chain.children(to).is_disjoint(&applied) && applied.contains(&to));
            }
        }
    }

    #[test]
    fn no_address_panics(edges in edges(), address in "[a-z0-9@:+-]{0,12}", junk: String) {
        let (_folder, chain) = written(&edges);
        for text in [&address, &junk] {
            let _ = chain.resolve(text, Some(&BTreeSet::from([id(0)])));
            let _ = chain.resolve_range(text, None);
        }
    }
}
