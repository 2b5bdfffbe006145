use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::file::Direction;
use crate::testing::{id, revision, straight};
use crate::write::write_all;

mod graph;
mod random;
mod replaced;

fn graph(edges: &[(i64, &[i64])]) -> (tempfile::TempDir, Chain) {
    let folder = tempfile::tempdir().unwrap();
    let new: Vec<_> = edges.iter().map(|(n, f)| revision(*n, f, &format!("r{n}"))).collect();
    write_all(folder.path(), &new).unwrap();
    let chain = Chain::read(folder.path()).unwrap();
    (folder, chain)
}

fn ids(revisions: &[&Revision]) -> Vec<RevisionId> {
    revisions.iter().map(|revision| revision.id()).collect()
}

fn up(n: i64) -> String {
    format!("{}_step_{n}.up.sql", id(n))
}

fn down(n: i64) -> String {
    format!("{}_step_{n}.down.sql", id(n))
}

/// Reads a straight chain of three after something was done to its folder.
fn broken(damage: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 3);
    damage(folder.path());
    let error = Chain::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("`autogen "), "no way out in: {error}");
    error
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_straight_chain_reads_in_order() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 3);
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(ids(&chain.iter().collect::<Vec<_>>()), [id(1), id(2), id(3)]);
    assert_eq!(chain.head().unwrap(), Some(id(3)));
    assert_eq!(chain.greatest(), Some(id(3)));
    assert_eq!(chain.parents(id(2)), [id(1)].into());
    assert_eq!(chain.children(id(2)), [id(3)].into());
    let second = chain.get(id(2)).unwrap();
    assert_eq!(second.title(), "step 2");
    assert_eq!(second.path(Direction::Up), folder.path().join(up(2)));
    assert_eq!(second.down.statements().unwrap()[0].text, "drop table t2");
    assert_eq!(chain.recorded_scope().schemas, ["public".to_owned()].into());
}

#[test]
fn a_child_with_a_smaller_id_comes_after_its_parent() {
    let (_folder, chain) = graph(&[(5, &[]), (2, &[5]), (3, &[2])]);
    assert_eq!(ids(&chain.iter().collect::<Vec<_>>()), [id(5), id(2), id(3)]);
}

#[test]
fn two_heads_are_listed() {
    let (_folder, chain) = graph(&[(1, &[]), (2, &[1]), (3, &[1])]);
    let error = chain.head().unwrap_err();
    assert_eq!(error.heads, [id(2), id(3)]);
    let error = error.to_string();
    assert!(error.contains("_r2.up.sql") && error.contains("_r3.up.sql"), "{error}");
    assert!(matches!(chain.resolve("head", None), Err(AddressError::Heads(_))));
}

#[test]
fn an_empty_folder_is_an_empty_chain_and_no_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let chain = Chain::read(folder.path()).unwrap();
    assert!(chain.is_empty());
    assert_eq!(chain.resolve("head", None), Ok(Target::base()));
    let error = Chain::read(&folder.path().join("nowhere")).unwrap_err().to_string();
    assert!(error.contains("nowhere") && error.contains("`autogen init`"), "{error}");
}

#[test]
fn other_files_are_ignored_and_stray_sql_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    for name in ["README.md", ".hidden.sql", "1_x.up.sql.bak", "seed.sql", "OLD.SQL"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let chain = Chain::read(folder.path()).unwrap();
    assert_eq!(chain.len(), 1);
    assert_eq!(chain.strays(), [folder.path().join("OLD.SQL"), folder.path().join("seed.sql")]);
}

#[test]
fn another_checkout_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 1);
    let before = Chain::read(folder.path()).unwrap();
    let file = folder.path().join(up(1));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    let after = Chain::read(folder.path()).unwrap();
    assert_eq!(after.get(id(1)), before.get(id(1)));
}

#[test]
fn every_damage_names_its_file() {
    let error = broken(|f| fs::remove_file(f.join(down(2))).unwrap());
    assert!(error.contains(&format!("{} is not", down(2))), "{error}");

    let error = broken(|f| fs::write(f.join(up(2)), "select 1;").unwrap());
    assert!(error.contains(&up(2)) && error.contains("line 1"), "{error}");

    let error = broken(|f| {
        let text = fs::read_to_string(f.join(up(2))).unwrap();
        fs::write(f.join(up(2)), &text[..70]).unwrap();
    });
    assert!(error.contains(&up(2)) && error.contains("breaks off"), "{error}");

    let error = broken(|f| fs::write(f.join(up(2)), b"-- a\n-- \xff\n").unwrap());
    assert!(error.contains(&up(2)) && error.contains("line 2: not valid UTF-8"), "{error}");

    let error = broken(|f| {
        for half in ["up", "down"] {
            let from = f.join(format!("{}_step_2.{half}.sql", id(2)));
            fs::rename(from, f.join(format!("{}_step_2.{half}.sql", id(9)))).unwrap();
        }
    });
    assert!(error.contains(&id(9).to_string()) && error.contains("names revision"), "{error}");

    let error = broken(|f| fs::copy(f.join(up(2)), f.join(down(2))).map(drop).unwrap());
    assert!(error.contains(&down(2)) && error.contains("the up file"), "{error}");

    let error = broken(|f| edit(&f.join(down(2)), "-- step 2", "-- step two"));
    assert!(error.contains(&down(2)) && error.contains("`message`"), "{error}");

    let error = broken(|f| {
        for half in ["up", "down"] {
            let from = f.join(format!("{}_step_2.{half}.sql", id(2)));
            fs::copy(from, f.join(format!("{}_copy.{half}.sql", id(2)))).unwrap();
        }
    });
    assert!(error.contains("_copy.") && error.contains("the same id"), "{error}");

    let error = broken(|f| {
        fs::remove_file(f.join(up(2))).unwrap();
        fs::remove_file(f.join(down(2))).unwrap();
    });
    assert!(error.contains(&up(3)) && error.contains(&format!("follows {}", id(2))), "{error}");

    for name in ["1_init.up.sql", "20261320103000_x.up.sql", "20261120103009_x.sql"] {
        let error = broken(|f| fs::write(f.join(name), "").unwrap());
        assert!(error.contains(name), "{error}");
    }

    let error = broken(|f| fs::create_dir(f.join(format!("{}_dir.up.sql", id(8)))).unwrap());
    assert!(error.contains("_dir.up.sql"), "{error}");
}

#[test]
fn a_circle_is_drawn_from_child_to_child() {
    let error = broken(|f| {
        for half in ["up", "down"] {
            let file = f.join(format!("{}_step_1.{half}.sql", id(1)));
            edit(&file, "follows nothing", &format!("follows {}", id(2)));
        }
    });
    let files: Vec<_> = [up(1), up(2)].iter().map(|file| error.find(file)).collect();
    assert!(files.iter().all(Option::is_some) && !error.contains(&up(3)), "{error}");

    let error = broken(|f| {
        for half in ["up", "down"] {
            let file = f.join(format!("{}_step_1.{half}.sql", id(1)));
            edit(&file, "follows nothing", &format!("follows {}", id(1)));
        }
    });
    assert!(error.contains("in a circle") && !error.contains(&up(2)), "{error}");
}

#[test]
fn texts_make_the_chain_that_their_files_make() {
    let folder = tempfile::tempdir().unwrap();
    straight(folder.path(), 3);
    let read = Chain::read(folder.path()).unwrap();
    let files = crate::testing::contents(folder.path());
    let texts = || files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let chain = Chain::from_texts(folder.path(), texts()).unwrap();
    assert!(chain.iter().eq(read.iter()));
    assert_eq!(chain.heads(), read.heads());
    let halved = texts().filter(|(name, _)| *name != down(2));
    let error = Chain::from_texts(Path::new("embedded"), halved).unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("embedded/{} is there, but embedded/{}", up(2), down(2))),
        "{error}"
    );
}
