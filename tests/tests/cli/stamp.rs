//! `stamp`: what is recorded without running.

use autogen_tests::cli::Database;

use crate::apply::three;

fn tables(database: &Database) -> String {
    database.sql("select count(*) from pg_class where relname in ('one', 'two', 'three')")
}

#[test]
fn a_database_is_recorded_to_be_wherever_one_says() {
    let (project, database) = three();
    let ids = project.ids();
    let run = project.run(["stamp", &ids[1]]);
    run.exits(0).prints(&format!("recorded {} make one\nrecorded {} make two\n", ids[0], ids[1]));
    assert_eq!(database.applied(), ids[..2]);
    project.run(["current"]).exits(0).prints("make two (1 revision behind the head)");
    project.run(["stamp", "head"]).exits(0).prints(&format!("recorded {} make three\n", ids[2]));
    project.run(["stamp", "head"]).exits(0).prints("nothing to do");
    // what is beyond is forgotten
    let back = project.run(["stamp", &ids[0]]);
    back.exits(0).prints(&format!("forgot {}\nforgot {}\n", ids[1], ids[2]));
    assert_eq!(database.applied(), ids[..1]);
    assert_eq!(tables(&database), "0", "nothing has run");
    project.run(["stamp", "base"]).exits(0).prints(&format!("forgot {}\n", ids[0]));
    assert_eq!(database.applied(), Vec::<String>::new());
    // and what is stamped is what upgrade goes on from
    project.run(["stamp", &ids[1]]).exits(0);
    project.run(["upgrade"]).exits(0).prints(&format!("applied revision {}", ids[2]));
    project.run(["stamp", "1999"]).exits(1).prints_nothing().tells("there is no revision `1999`");
}

#[test]
fn nothing_is_created_where_nothing_is_recorded() {
    let (project, database) = three();
    project.run(["stamp", "base"]).exits(0).prints("nothing to do");
    assert_eq!(database.sql("select to_regclass('autogen_revision') is null"), "t");
}

#[test]
fn an_unknown_recorded_revision_is_only_forgotten_by_a_purge() {
    let (project, database) = three();
    let ids = project.ids();
    project.run(["stamp", &ids[0]]).exits(0);
    database.sql("update autogen_revision set id = 20200101000000, message = 'of a branch'");
    let refused = project.run(["stamp", "head"]);
    refused.exits(1).prints_nothing().tells("20200101000000 (of a branch)");
    refused.tells("autogen stamp head --purge");
    assert_eq!(database.applied(), ["20200101000000"]);
    let purged = project.run(["stamp", &ids[1], "--purge"]);
    purged
        .exits(0)
        .prints("forgot 20200101000000\n")
        .prints(&format!("recorded {} make two", ids[1]));
    assert_eq!(database.applied(), ids[..2]);
    project.run(["stamp", "base", "--purge"]).exits(0);
    assert_eq!(database.applied(), Vec::<String>::new());
}

#[test]
fn a_purge_records_anew_what_has_changed_since() {
    let (project, database) = three();
    project.run(["stamp", "head"]).exits(0);
    database.sql("update autogen_revision set checksum = 'of an edited file'");
    project.run(["current"]).exits(1).tells("was edited after it was applied");
    project.run(["stamp", "head", "--purge"]).exits(0).is_silent_about("forgot");
    project.run(["current"]).exits(0).prints("(head)");
}

#[test]
fn stamping_waits_for_the_lock_of_upgrade() {
    let (project, database) = three();
    project.by_hand("slow", "select pg_sleep(3);", "");
    let upgrade = project.start(["upgrade"]);
    let sleeps = "select count(*) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(3)%' and pid <> pg_backend_pid()";
    while database.sql(sleeps) == "0" {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let waited = project.run(["stamp", "base", "--wait", "0"]);
    waited.exits(1).tells("another session has been applying revisions").tells("--wait");
    project.finish(upgrade).exits(0);
    assert_eq!(database.applied().len(), 4);
}

#[test]
fn what_a_revision_depends_on_is_recorded_with_it() {
    let (project, database) = three();
    let ids = project.ids();
    // the second begins a branch of its own, and needs the first all the same
    let path = project.up_files()[1].clone();
    for (path, depends) in [(path.clone(), true), (path.replace(".up.", ".down."), false)] {
        let text = project.read(&path).replace(&format!("follows {}", ids[0]), "follows nothing");
        let line = format!("-- catalog unknown\n-- depends on {}\n", ids[0]);
        let text = if depends { text.replace("-- catalog unknown\n", &line) } else { text };
        project.write(&path, &text);
    }
    project.run(["seal", "--no-prove"]).exits(0);
    let stamped = project.run(["stamp", &ids[1]]);
    stamped
        .exits(0)
        .prints(&format!("recorded {} make one\nrecorded {} make two\n", ids[0], ids[1]));
    assert_eq!(database.applied(), ids[..2]);
}
