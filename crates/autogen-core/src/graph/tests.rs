use super::*;
use crate::catalog::Fact;
use crate::ident::Ident;
use crate::kind::{Kind, Payload, Schema};

fn id(name: &str) -> ObjectId {
    ObjectId::root(Kind::Schema, None, Ident::new(name))
}

/// A catalog of facts that depend on others.
fn catalog(facts: &[(&str, &[&str])]) -> Catalog {
    let mut catalog = Catalog::empty(Ident::new("public"), 15);
    for (name, needs) in facts {
        let depends = needs.iter().map(|name| id(name)).collect();
        let payload = Payload::Schema(Schema {});
        let fact = Fact { payload: Box::new(payload), depends, position: 0, derived: false };
        catalog.facts_mut().insert(id(name), fact);
    }
    catalog
}

fn order(batches: Vec<Vec<Action>>, former: &Catalog, next: &Catalog) -> Vec<(usize, String)> {
    let ordered = Graph::new(batches, former, next).sort().expect("no cycle");
    ordered.into_iter().map(|(stage, a)| (stage, a.statement.sql())).collect()
}

fn make(name: &str) -> Action {
    Action::new(format!("make {name}")).produces(&id(name))
}

fn drop(name: &str) -> Action {
    Action::new(format!("drop {name}")).destroys(&id(name))
}

#[test]
fn what_is_needed_is_made_first_and_dropped_last() {
    let empty = catalog(&[]);
    let full = catalog(&[("a", &["b"]), ("b", &["c"]), ("c", &[])]);
    let all = |action: fn(&str) -> Action| ["a", "b", "c"].map(|n| vec![action(n)]).to_vec();
    let text = |words: [&str; 3]| words.map(|w| (0, w.to_owned())).to_vec();
    assert_eq!(order(all(make), &empty, &full), text(["make c", "make b", "make a"]));
    assert_eq!(order(all(drop), &full, &empty), text(["drop a", "drop b", "drop c"]));
}

#[test]
fn an_alteration_lets_go_before_the_drop() {
    let former = catalog(&[("a", &["b"]), ("b", &[])]);
    let next = catalog(&[("a", &[])]);
    let batches = vec![vec![drop("b")], vec![make("a")]];
    let sql: Vec<_> = order(batches, &former, &next).into_iter().map(|(_, sql)| sql).collect();
    assert_eq!(sql, ["make a", "drop b"]);
}

#[test]
fn what_must_be_committed_first_is_a_stage_of_its_own() {
    let next = catalog(&[("e", &[]), ("d", &["e"]), ("other", &[])]);
    let former = catalog(&[("e", &[])]);
    let mut add = make("e");
    add.commits.push("new".to_owned());
    let user = Action::new("make d with 'new'").produces(&id("d"));
    let batches = vec![vec![user], vec![add], vec![make("other")]];
    let found = order(batches, &former, &next);
    let text = |stage: usize, sql: &str| (stage, sql.to_owned());
    assert_eq!(
        found,
        [text(0, "make e"), text(1, "make d with 'new'"), text(1, "make other")],
        "everything else is as late as can be"
    );
}

#[test]
fn it_is_written_inside_of_values_whose_type_needs_it() {
    let next = catalog(&[("e", &[]), ("row", &["e"]), ("d", &["row"])]);
    let former = catalog(&[("e", &[]), ("row", &["e"])]);
    let (mut one, mut two) = (make("e"), Action::new("make e after 'new'").produces(&id("e")));
    one.commits.push("new".to_owned());
    two.commits.push("newer".to_owned());
    let user = Action::new("make d with '(newer,1)'").produces(&id("d"));
    let found = order(vec![vec![user], vec![one, two]], &former, &next);
    let text = |stage: usize, sql: &str| (stage, sql.to_owned());
    let stages =
        [text(0, "make e"), text(0, "make e after 'new'"), text(1, "make d with '(newer,1)'")];
    assert_eq!(found, stages, "a neighbour may be new");
}

#[test]
fn a_cycle_names_its_statements_and_nothing_else() {
    let next = catalog(&[("a", &["b"]), ("b", &["a"]), ("c", &["a"])]);
    let batches = ["a", "b", "c"].map(|name| vec![make(name)]).to_vec();
    let former = catalog(&[]);
    let error = Graph::new(batches, &former, &next).sort().expect_err("a cycle");
    let error: Vec<_> = error.iter().map(|action| action.statement.sql()).collect();
    assert_eq!(error.len(), 2, "{error:?}");
    assert!(error.contains(&"make a".to_owned()) && error.contains(&"make b".to_owned()));
}

#[test]
fn new_siblings_come_in_their_order_as_far_as_they_can() {
    let part = |name: &str| ObjectId::part(Kind::Column, id("whole"), Ident::new(name));
    let next = |needs: &[(&str, ObjectId)]| {
        let mut next = catalog(&[("whole", &[]), ("z", &[])]);
        for (position, name) in (1..).zip(["c", "b", "a"]) {
            let depends = needs.iter().filter(|(by, _)| *by == name).map(|(_, id)| id.clone());
            let (payload, depends) = (Payload::Schema(Schema {}), depends.collect());
            let fact = Fact { payload: Box::new(payload), depends, position, derived: false };
            next.facts_mut().insert(part(name), fact);
        }
        next
    };
    let add = |name: &str| vec![Action::new(format!("add {name}")).produces(&part(name))];
    let batches = || vec![add("a"), add("b"), add("c"), vec![make("z")]];
    let sql = |next: &Catalog| -> Vec<String> {
        let former = catalog(&[("whole", &[])]);
        order(batches(), &former, next).into_iter().map(|(_, sql)| sql).collect()
    };
    assert_eq!(sql(&next(&[("c", id("z"))])), ["make z", "add c", "add b", "add a"]);
    assert_eq!(sql(&next(&[("c", part("a"))])), ["add a", "add c", "add b", "make z"]);
}
