//! Revisions that were squashed into others, and databases that have none, some or all of them.

use super::*;
use crate::chain::{REPLACED_FOLDER, Step, StepError};
use crate::lock::Lock;

/// 1 - 2 - 3 - 4 - 5 with 2, 3 and 4 squashed into 6: 5 still says that it follows 4.
fn squashed() -> (tempfile::TempDir, Chain) {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 5);
    let aside = folder.path().join(REPLACED_FOLDER);
    fs::create_dir(&aside).unwrap();
    for n in 2..=4 {
        for name in [up(n), down(n)] {
            fs::rename(folder.path().join(&name), aside.join(&name)).unwrap();
        }
    }
    let mut new = revision(6, &[1], "step 6");
    // not in order: the order is that of the revisions
    new.up.header.replaces = vec![id(3), id(2), id(4)];
    for (name, half) in [(up(6), &new.up), (down(6), &new.down)] {
        fs::write(folder.path().join(name), half.text()).unwrap();
    }
    let chain = Chain::read(folder.path()).unwrap();
    (folder, chain)
}

fn set(ns: &[i64]) -> BTreeSet<RevisionId> {
    ns.iter().map(|n| id(*n)).collect()
}

/// Steps as text: `+3` runs, `=6` records.
fn shown(steps: &[Step<'_>]) -> String {
    let number = |step: &Step<'_>| step.revision().id().as_i64() - id(0).as_i64();
    let step = |step: &Step<'_>| match step {
        Step::Run(_) => format!("+{}", number(step)),
        Step::Record { forgets, .. } => format!("={} without {}", number(step), forgets.len()),
    };
    steps.iter().map(step).collect::<Vec<_>>().join(", ")
}

fn ups(chain: &Chain, applied: &[i64]) -> String {
    shown(&chain.steps_up(&set(applied), &chain.all_heads()).unwrap())
}

fn downs(chain: &Chain, applied: &[i64], address: &str) -> String {
    let target = chain.resolve(address, Some(&set(applied))).unwrap();
    shown(&chain.steps_down(&set(applied), &target).unwrap())
}

#[test]
fn children_of_what_was_replaced_follow_what_replaces_it() {
    let (_folder, chain) = squashed();
    assert_eq!(ids(&chain.iter().collect::<Vec<_>>()), [id(1), id(6), id(5)]);
    assert_eq!(chain.parents(id(5)), set(&[6]));
    assert_eq!(chain.heads(), [id(5)]);
    assert_eq!(chain.replaced_by(id(3)), Some(id(6)));
    assert_eq!(chain.replaced_by(id(6)), None);
    assert_eq!(ids(&chain.replaced(id(6))), [id(2), id(3), id(4)]);
    assert!(chain.get(id(3)).is_none() && chain.find(id(3)).is_some());
    assert_eq!(chain.resolve_one(&id(3).to_string(), None), Ok(id(6)));
    assert_eq!(chain.greatest(), Some(id(6)));
}

#[test]
fn databases_with_none_all_or_some_of_them_all_get_there() {
    let (_folder, chain) = squashed();
    assert_eq!(ups(&chain, &[]), "+1, +6, +5");
    assert_eq!(ups(&chain, &[1]), "+6, +5");
    assert_eq!(ups(&chain, &[1, 2, 3, 4]), "=6 without 3, +5");
    assert_eq!(ups(&chain, &[1, 2, 3, 4, 5]), "=6 without 3");
    assert_eq!(ups(&chain, &[1, 2]), "+3, +4, =6 without 3, +5");
    assert_eq!(ups(&chain, &[1, 3]), "+2, +4, =6 without 3, +5");
    assert_eq!(ups(&chain, &[1, 6, 5]), "");
    assert_eq!(chain.current(&set(&[1, 2, 3, 4])), [id(6)]);
    assert_eq!(chain.current(&set(&[1, 2])), [id(1)]);
    assert_eq!(downs(&chain, &[1, 6, 5], "base"), "+5, +6, +1");
    assert_eq!(downs(&chain, &[1, 2, 3, 4, 5], &id(1).to_string()), "+5, +4, +3, +2");
    assert_eq!(downs(&chain, &[1, 2, 3], "base"), "+3, +2, +1");
    assert_eq!(downs(&chain, &[1, 2, 3, 4, 5], "-1"), "+5");
}

#[test]
fn what_is_missing_of_them_is_asked_for_only_where_it_must_run() {
    let (folder, _) = squashed();
    for name in [up(3), down(3)] {
        fs::remove_file(folder.path().join(REPLACED_FOLDER).join(name)).unwrap();
    }
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(ups(&chain, &[]), "+1, +6, +5");
    assert_eq!(ups(&chain, &[1, 2, 3, 4]), "=6 without 3, +5");
    let error = chain.steps_up(&set(&[1, 2]), &chain.all_heads()).unwrap_err();
    assert!(
        matches!(&error, StepError::MissingReplaced { id: gone, by, .. } if (*gone, *by) == (id(3), id(6)))
    );
    assert!(error.to_string().contains("replaced"), "{error}");
    let error = chain.steps_down(&set(&[1, 2, 3]), &Target::base()).unwrap_err();
    assert!(matches!(error, StepError::MissingReplaced { .. }));
}

#[test]
fn what_was_squashed_may_be_squashed_again() {
    let (folder, _) = squashed();
    let aside = folder.path().join(REPLACED_FOLDER);
    for name in [up(6), down(6)] {
        fs::rename(folder.path().join(&name), aside.join(&name)).unwrap();
    }
    for name in [up(1), down(1)] {
        fs::rename(folder.path().join(&name), aside.join(&name)).unwrap();
    }
    let mut new = revision(7, &[], "step 7");
    new.up.header.replaces = vec![id(1), id(6)];
    for (name, half) in [(up(7), &new.up), (down(7), &new.down)] {
        fs::write(folder.path().join(name), half.text()).unwrap();
    }
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(chain.replaced_by(id(3)), Some(id(7)));
    assert_eq!(ups(&chain, &[]), "+7, +5");
    assert_eq!(ups(&chain, &[1, 2]), "+3, +4, =6 without 3, =7 without 2, +5");
    assert_eq!(ups(&chain, &[1, 6, 5]), "=7 without 2");
    assert_eq!(ups(&chain, &[1]), "+6, =7 without 2, +5");
    assert_eq!(downs(&chain, &[1, 2, 3], "base"), "+3, +2, +1");
}

#[test]
fn every_contradiction_names_its_files() {
    let problem = |damage: &dyn Fn(&Path)| {
        let (folder, _) = squashed();
        damage(folder.path());
        let error = Chain::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("`autogen "), "no way out in: {error}");
        error
    };
    let copied = |folder: &Path, name: &str| {
        fs::copy(folder.join(REPLACED_FOLDER).join(name), folder.join(name)).unwrap();
    };
    let error = problem(&|folder| {
        copied(folder, &up(3));
        copied(folder, &down(3));
    });
    assert!(error.contains(&up(3)) && error.contains(&up(6)), "{error}");
    let error = problem(&|folder| {
        let line = format!("-- replaces {}\n-- scope", id(3));
        edit(&folder.join(up(1)), "-- scope", &line);
    });
    assert!(error.contains(&up(1)) && error.contains(&up(6)), "{error}");
    let error = problem(&|folder| {
        edit(&folder.join(up(6)), &format!(" and {} and {}", id(2), id(4)), "");
        edit(&folder.join(up(5)), "-- step 5", "-- step 5");
    });
    assert!(error.contains("replaced"), "{error}");
}

#[test]
fn the_lock_knows_their_files() {
    let (folder, _) = squashed();
    let lock = Lock::rebuild(folder.path()).unwrap();
    assert!(lock.files.contains_key(&format!("replaced/{}", up(2))), "{lock}");
    assert_eq!(Lock::read(folder.path()).unwrap(), Some(lock.clone()));
    let file = folder.path().join(REPLACED_FOLDER).join(up(2));
    edit(&file, "-- step 2", "-- step 2 ");
    edit(&folder.path().join(REPLACED_FOLDER).join(down(2)), "-- step 2", "-- step 2 ");
    let problems = lock.verify(&Chain::read(folder.path()).unwrap());
    assert_eq!(problems.len(), 2);
    assert!(
        problems.iter().any(|problem| problem.to_string().contains(&format!("{}", file.display())))
    );
}
