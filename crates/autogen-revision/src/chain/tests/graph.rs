//! Dependencies, labels, addresses and ways through branches: what users of Alembic rely on.

use super::*;
use crate::chain::{Step, StepError};
use crate::header::Header;

/// Writes a graph of which each revision may be given more than its parents.
fn made(edges: &[(i64, &[i64])], more: impl Fn(i64, &mut Header)) -> (tempfile::TempDir, Chain) {
    let folder = tempfile::tempdir().unwrap();
    let new: Vec<_> = edges
        .iter()
        .map(|(n, follows)| {
            let mut new = revision(*n, follows, &format!("r{n}"));
            more(*n, &mut new.up.header);
            new
        })
        .collect();
    write_all(folder.path(), &new).unwrap();
    let chain = Chain::read(folder.path()).unwrap();
    (folder, chain)
}

fn set(ns: &[i64]) -> BTreeSet<RevisionId> {
    ns.iter().map(|n| id(*n)).collect()
}

fn label(header: &mut Header, label: &str) {
    header.labels.push(label.to_owned());
}

/// A trunk of two, two branches of two each, with labels.
///
/// ```text
/// 1 - 2 - 3 - 5   (red, from 3)
///       \ 4 - 6   (blue, at 6)
/// ```
fn fork() -> (tempfile::TempDir, Chain) {
    made(&[(1, &[]), (2, &[1]), (3, &[2]), (4, &[2]), (5, &[3]), (6, &[4])], |n, header| match n {
        3 => label(header, "red"),
        6 => label(header, "blue"),
        _ => {}
    })
}

/// The numbers of what is run on the way up.
#[track_caller]
fn ups(chain: &Chain, applied: &[i64], address: &str) -> Vec<i64> {
    let applied = set(applied);
    let target = chain.resolve(address, Some(&applied)).unwrap();
    numbers(&chain.steps_up(&applied, &target).unwrap())
}

/// The numbers of what is taken back.
#[track_caller]
fn downs(chain: &Chain, applied: &[i64], address: &str) -> Vec<i64> {
    let applied = set(applied);
    let target = chain.resolve(address, Some(&applied)).unwrap();
    numbers(&chain.steps_down(&applied, &target).unwrap())
}

fn numbers(steps: &[Step<'_>]) -> Vec<i64> {
    steps.iter().map(|step| step.revision().id().as_i64() - id(0).as_i64()).collect()
}

#[track_caller]
fn refused(chain: &Chain, applied: &[i64], address: &str) -> AddressError {
    let error = chain.resolve(address, Some(&set(applied))).unwrap_err();
    assert!(error.to_string().contains('`'), "no way out in: {error}");
    error
}

#[track_caller]
fn up_error(chain: &Chain, applied: &[i64], address: &str) -> StepError {
    let target = chain.resolve(address, Some(&set(applied))).unwrap();
    chain.steps_up(&set(applied), &target).unwrap_err()
}

#[test]
fn a_straight_chain_is_addressed_from_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 4);
    let chain = Chain::read(folder.path()).unwrap();
    let at = |n| Ok(Target::after([id(n)]));
    let now = set(&[1, 2]);
    for (address, n) in [
        ("head", 4),
        ("heads", 4),
        ("current", 2),
        ("+1", 3),
        ("+2", 4),
        ("current+1", 3),
        ("base+3", 3),
        ("head-1", 3),
        ("head-2", 2),
    ] {
        assert_eq!(chain.resolve(address, Some(&now)), at(n), "{address}");
    }
    for (address, n) in [("", 2), ("+2", 4), ("-1", 1)] {
        assert_eq!(chain.resolve(&format!("{}{address}", id(2)), None), at(n), "{address}");
    }
    let back = chain.resolve("-1", Some(&now)).unwrap();
    assert_eq!(back.single(), Some(Position::At(id(1))));
    assert_eq!(chain.resolve("base", None), Ok(Target::base()));
    assert_eq!(chain.resolve("head-4", None), Ok(Target::base()));
    assert_eq!(chain.resolve("-2", Some(&now)).unwrap().single(), Some(Position::Base));
    assert_eq!(chain.resolve("+1", Some(&set(&[]))), at(1));

    let too_far = |asked, left| AddressError::TooFar { asked, left };
    assert_eq!(refused(&chain, &[1, 2], "+5"), too_far(5, 2));
    assert_eq!(refused(&chain, &[1, 2], "-3"), too_far(3, 2));
    assert_eq!(refused(&chain, &[], "-1"), too_far(1, 0));
    assert_eq!(refused(&chain, &[], "head+1"), too_far(1, 0));
    assert!(
        matches!(refused(&chain, &[], "2026"), AddressError::Ambiguous { ids, .. } if ids.len() == 4)
    );
    assert!(matches!(refused(&chain, &[], "202"), AddressError::TooShort { .. }));
    assert!(matches!(refused(&chain, &[], "202+1"), AddressError::TooShort { .. }));
    assert!(matches!(refused(&chain, &[], "2027"), AddressError::Unknown { .. }));
    for wrong in [
        "",
        "HEAD",
        "haed",
        "+",
        "-",
        "+0",
        "-0",
        "+x",
        "@",
        "@head",
        "+1+1",
        "head@",
        "1@2@3",
        "20261120103001:",
        "２０２６",
        "head+99999999999999999999999",
        "+ 1",
        "--1",
    ] {
        let error = chain.resolve(wrong, Some(&now)).unwrap_err();
        let malformed = matches!(error, AddressError::Malformed { .. });
        assert!(malformed || wrong.contains('@'), "{wrong}: {error}");
    }
    let needs = chain.resolve("current", None).unwrap_err();
    assert!(matches!(needs, AddressError::NeedsDatabase { .. }), "{needs}");
    assert!(matches!(chain.resolve("+1", None), Err(AddressError::NeedsDatabase { .. })));
}

#[test]
fn ways_lead_up_and_down_a_straight_chain() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 4);
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(ups(&chain, &[1], "head"), [2, 3, 4]);
    assert_eq!(ups(&chain, &[1, 2], "+1"), [3]);
    assert_eq!(ups(&chain, &[1, 2, 3, 4], "head"), []);
    assert_eq!(downs(&chain, &[1, 2, 3], "-2"), [3, 2]);
    assert_eq!(downs(&chain, &[1, 2, 3], "base"), [3, 2, 1]);
    assert_eq!(downs(&chain, &[1, 2, 3], "current"), []);
    assert_eq!(
        up_error(&chain, &[1, 2, 3], &id(2).to_string()),
        StepError::Behind { current: vec![id(3)], target: Position::At(id(2)) }
    );
    assert!(up_error(&chain, &[1, 2, 3], "base").to_string().contains("autogen downgrade base"));
    let later = chain.resolve("head", None).unwrap();
    let error = chain.steps_down(&set(&[1, 2]), &later).unwrap_err();
    assert_eq!(error, StepError::NotApplied { id: id(4) });
    assert!(error.to_string().contains("autogen upgrade"), "{error}");
}

#[test]
fn two_heads_are_never_guessed_between() {
    let (_folder, chain) = fork();
    let parting = AddressError::Parting { from: Position::At(id(2)), ids: vec![id(3), id(4)] };
    assert_eq!(refused(&chain, &[1, 2], "+1"), parting);
    assert_eq!(refused(&chain, &[1], "+2"), parting);
    assert!(matches!(refused(&chain, &[1], "head"), AddressError::Heads(_)));
    let several = refused(&chain, &[1, 2, 3, 4], "+1");
    assert!(matches!(&several, AddressError::SeveralCurrent { ids, .. } if *ids == [id(3), id(4)]));
    assert!(several.to_string().contains("`LABEL@+1`"), "{several}");
    assert!(matches!(refused(&chain, &[1, 2, 3, 4], "-1"), AddressError::SeveralCurrent { .. }));
    assert_eq!(ups(&chain, &[1], "heads"), [2, 3, 4, 5, 6]);
    assert_eq!(downs(&chain, &[1, 2, 3, 4], "base"), [4, 3, 2, 1]);
}

#[test]
fn a_label_moves_one_branch() {
    let (_folder, chain) = fork();
    assert_eq!(chain.labelled("blue").unwrap().first, id(4), "back to where the ways part");
    assert_eq!(ups(&chain, &[1, 2], "red@+1"), [3]);
    assert_eq!(ups(&chain, &[], "red@+1"), [1, 2, 3]);
    assert_eq!(ups(&chain, &[1, 2, 4], "red@+2"), [3, 5]);
    assert_eq!(ups(&chain, &[1, 2, 3], "red@+1"), [5]);
    assert_eq!(ups(&chain, &[1, 2, 3], "blue"), [4, 6]);
    assert_eq!(ups(&chain, &[1, 2, 3], "blue@head"), [4, 6]);
    assert_eq!(ups(&chain, &[1, 2], &format!("red@{}", id(3))), [3]);
    assert_eq!(ups(&chain, &[1, 2], &format!("{}@head", id(3))), [3, 5]);
    let all = [1, 2, 3, 4, 5, 6];
    assert_eq!(downs(&chain, &all, "red@-1"), [5]);
    assert_eq!(downs(&chain, &all, "red@-2"), [5, 3]);
    assert_eq!(downs(&chain, &all, "red@base"), [5, 3]);
    assert_eq!(downs(&chain, &all, &format!("blue@{}", id(2))), [6, 4]);
    assert_eq!(downs(&chain, &all, &id(2).to_string()), [6, 5, 4, 3], "a place: both branches");
    assert_eq!(downs(&chain, &all, &format!("red@{}", id(1))), [6, 5, 4, 3, 2]);
    assert_eq!(downs(&chain, &[1, 2, 4], "red@base"), []);
    assert_eq!(refused(&chain, &all, "red@-3"), AddressError::TooFar { asked: 3, left: 2 });
    assert_eq!(refused(&chain, &[1], "red@+3"), AddressError::TooFar { asked: 3, left: 2 });
    assert!(
        matches!(refused(&chain, &all, "rot@head"), AddressError::UnknownLabel { known, .. } if known == ["blue", "red"])
    );
    let other = refused(&chain, &all, &format!("red@{}", id(6)));
    assert_eq!(other, AddressError::OtherBranch { label: "red".to_owned(), id: id(6) });
    let step = refused(&chain, &all, "red+1");
    assert!(step.to_string().contains("`red@+1`"), "{step}");
}

#[test]
fn a_diamond_is_gone_up_and_down() {
    let (_folder, chain) = graph(&[(1, &[]), (3, &[1]), (2, &[1]), (4, &[3, 2]), (5, &[4])]);
    assert_eq!(ups(&chain, &[], "head"), [1, 2, 3, 4, 5]);
    assert_eq!(ups(&chain, &[1, 3], &id(4).to_string()), [2, 4]);
    assert_eq!(chain.ancestors(id(3)), set(&[1, 3]));
    assert_eq!(downs(&chain, &[1, 2, 3, 4, 5], &id(2).to_string()), [5, 4]);
    assert_eq!(downs(&chain, &[1, 2, 3, 4, 5], &id(1).to_string()), [5, 4, 3, 2]);
    assert_eq!(downs(&chain, &[1, 2, 3, 4], "-1"), [4], "a merge is taken back alone");
    assert_eq!(chain.current(&set(&[1, 2, 3])), [id(2), id(3)]);
    assert_eq!(downs(&chain, &[1, 2, 3, 4, 5], "-2"), [5, 4]);
    let merge = refused(&chain, &[1, 2, 3, 4, 5], "-3");
    assert_eq!(merge, AddressError::Merge { ids: vec![id(2), id(3)] });
    assert_eq!(ups(&chain, &[1, 2], "+1"), [3, 4], "a merge needs both its sides");
    let both = chain.resolve(&format!("{}-1", id(4)), None).unwrap();
    assert_eq!(both.to_string(), format!("{} and {}", id(2), id(3)));
    assert!(matches!(chain.resolve_one("base", None), Err(AddressError::NotOne { .. })));
    assert_eq!(chain.branch_points(), [id(1)]);
}

#[test]
fn a_dependency_comes_first_and_makes_no_child() {
    // 1 - 2 - 5   and   3 - 4, where 2 depends on 3
    let edges: &[(i64, &[i64])] = &[(1, &[]), (3, &[]), (2, &[1]), (4, &[3]), (5, &[2])];
    let (_folder, chain) = made(edges, |n, header| {
        if n == 2 {
            header.depends_on.push(id(3));
        }
    });
    assert_eq!(chain.heads(), [id(4), id(5)]);
    assert_eq!(chain.children(id(3)), set(&[4]));
    assert_eq!(chain.dependents(id(3)), set(&[2]));
    assert_eq!(ids(&chain.iter().collect::<Vec<_>>()), [id(1), id(3), id(2), id(4), id(5)]);
    assert_eq!(ups(&chain, &[1], &id(5).to_string()), [3, 2, 5]);
    assert_eq!(chain.current(&set(&[1, 2, 3])), [id(2), id(3)]);
    assert_eq!(downs(&chain, &[1, 2, 3, 4, 5], &format!("{}@base", id(3))), [5, 4, 2, 3]);
    assert_eq!(
        downs(&chain, &[1, 2, 3, 4, 5], &id(3).to_string()),
        [4],
        "what depends on it stays"
    );
    assert_eq!(downs(&chain, &[1, 2, 3], &format!("{}@-1", id(5))), [2], "it stays itself");
}

#[test]
fn a_dependency_can_be_missing_or_lead_into_a_circle() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 3);
    let depends = |n: i64, on: i64| {
        let line = format!("-- depends on {}\n-- scope", id(on));
        edit(&folder.path().join(up(n)), "-- scope", &line);
    };
    depends(2, 9);
    let error = Chain::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains(&up(2)) && error.contains(&format!("depends on {}", id(9))), "{error}");
    edit(&folder.path().join(up(2)), &id(9).to_string(), &id(3).to_string());
    let error = Chain::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("in a circle") && error.contains(&up(2)), "{error}");
    assert!(error.contains(&up(3)) && !error.contains(&up(1)), "{error}");
    edit(&folder.path().join(up(2)), &format!("on {}", id(3)), &format!("on {}", id(2)));
    let error = Chain::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("in a circle") && !error.contains(&up(3)), "{error}");
}

#[test]
fn a_label_belongs_to_one_revision() {
    let (folder, _) = fork();
    let mut new = revision(7, &[5], "r7");
    label(&mut new.up.header, "red");
    let refused = write_all(folder.path(), &[new.clone()]).unwrap_err().to_string();
    assert!(refused.contains("`red`") && refused.contains(&id(3).to_string()), "{refused}");
    new.up.header.labels = vec!["a-1".to_owned()];
    let refused = write_all(folder.path(), &[new.clone()]).unwrap_err().to_string();
    assert!(refused.contains("`a-1` is no branch label"), "{refused}");
    new.up.header.labels.clear();
    new.up.header.depends_on = vec![id(59)];
    assert!(write_all(folder.path(), &[new]).unwrap_err().to_string().contains("depend on"));
    edit(&folder.path().join(format!("{}_r6.up.sql", id(6))), "label blue", "label red");
    let error = Chain::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("_r3.up.sql") && error.contains("_r6.up.sql"), "{error}");
}

#[test]
fn ranges_have_open_ends() {
    let (_folder, chain) = fork();
    let spanned = |text: &str| {
        let range = chain.resolve_range(text, Some(&set(&[1, 2]))).unwrap();
        ids(&chain.span(&range))
    };
    assert_eq!(spanned(&format!("{}:{}", id(2), id(5))), [id(2), id(3), id(5)]);
    assert_eq!(spanned(&format!("{}:", id(3))), [id(3), id(4), id(5), id(6)]);
    assert_eq!(spanned(&format!(":{}", id(4))), [id(1), id(2), id(4)]);
    assert_eq!(spanned(":"), ids(&chain.iter().collect::<Vec<_>>()));
    assert_eq!(spanned("base:current"), [id(1), id(2)]);
    assert_eq!(spanned("current:red"), [id(2), id(3), id(5)]);
    assert_eq!(spanned(&id(4).to_string()), [id(4)]);
    assert!(chain.resolve_range("a:b:c", None).is_err());
}
