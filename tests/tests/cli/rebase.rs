//! `rebase`: a branch goes on top of another head, planned anew or with its own text.

use autogen_tests::cli::{Database, Models, Project, Table};

use crate::branches::{Branch, branch, checkout, id, join};

/// An entity with these columns beside its key.
fn member(columns: &[&str]) -> Models {
    let table = Table::new("member").column("id", "integer primary key");
    Models::new().and(columns.iter().fold(table, |table, name| table.column(name, "text")))
}

/// A project whose chain makes one table of the models, and a database for it.
fn base() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database).with_models(&member(&["mail"]));
    project.run(["-m", "members", "--from", "revisions"]).exits(0);
    (project, database)
}

/// A branch of one planned revision.
fn planned(project: &Project, message: &str, columns: &[&str]) -> Branch {
    let branch = branch(project, |project| {
        project.models(&member(columns));
        project.run(["-m", message, "--from", "revisions"]).exits(0);
    });
    // the next branch is another person's, of a later second
    std::thread::sleep(std::time::Duration::from_millis(2100));
    branch
}

#[test]
fn planned_revisions_are_planned_anew_over_a_conflicted_lock() {
    let (project, database) = base();
    let first = project.ids()[0].clone();
    let theirs = planned(&project, "add fax", &["mail", "fax"]);
    let mine = planned(&project, "add phone", &["mail", "phone"]);
    // the database has theirs, so that mine are those that move
    checkout(&project, &theirs, &mine);
    project.run(["upgrade"]).exits(0);
    join(&project, &theirs, &mine);
    let done = project.run(["rebase"]);
    done.exits(0).prints(&format!("removed generated/{}_add_phone.up.sql", id(&mine)));
    let ids = project.ids();
    assert_eq!(ids[..2], [first, id(&theirs)]);
    assert!(ids.len() == 3 && ids[2] > id(&mine), "{ids:?}");
    let up = project.read(&project.up_files()[2]);
    assert!(
        up.starts_with(&format!("-- autogen revision {}, follows {}\n", ids[2], ids[1])),
        "{up}"
    );
    assert!(up.contains("alter table member add column phone text;"), "{up}");
    let after = |file: &str| {
        let text = project.read(file);
        let line = text.lines().find(|line| line.starts_with("-- catalog ")).expect("marks");
        line.trim_start_matches("-- catalog ").split(" -> ").map(str::to_owned).collect::<Vec<_>>()
    };
    let files = project.up_files();
    assert_eq!(after(&files[1])[1], after(&files[2])[0], "the catalogs follow each other");
    assert!(!project.read("generated/autogen.lock").contains("<<<<<<<"));
    project.models(&member(&["mail", "fax", "phone"]));
    project.run(["check"]).exits(0);
    project.run(["upgrade"]).exits(0).prints(&format!("applied revision {}", ids[2]));
    project.run(["diff"]).exits(0);
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(database.sql("select to_regclass('member') is null"), "t");
    project.run(["rebase"]).exits(0).prints("nothing to do: the chain has one head");
}

#[test]
fn it_is_asked_whose_branch_moves_where_nobody_can_know() {
    let (project, database) = base();
    let one = planned(&project, "add fax", &["mail", "fax"]);
    let other = planned(&project, "add phone", &["mail", "phone"]);
    join(&project, &one, &other);
    let asked = project.run(["rebase"]);
    asked.exits(3).prints_nothing().tells(&format!("autogen rebase {}", id(&one)));
    asked.tells(&format!("autogen rebase {}", id(&other)));
    // what a database has does not move
    checkout(&project, &one, &other);
    project.run(["upgrade"]).exits(0);
    join(&project, &one, &other);
    project.run(["upgrade", &id(&other)]).exits(1).tells("conflict markers");
    let refused = project.run(["rebase", &id(&one)]);
    refused.exits(1).tells(&format!("revision {} (add fax) is applied to ", id(&one)));
    refused.tells("autogen downgrade");
    assert_eq!(project.ids().len(), 3);
    // it is not looked at where there is none
    let project = project.with("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
    project.run(["rebase", &id(&one), "--onto", &id(&other)]).exits(0).tells("no database at hand");
    assert_eq!(database.applied().len(), 2);
    assert_eq!(project.ids()[1], id(&other));
}

#[test]
fn what_was_written_by_hand_keeps_its_text() {
    let (project, database) = base();
    let theirs = planned(&project, "add fax", &["mail", "fax"]);
    let mine = branch(&project, |project| {
        let up = "-- rows, and why\nupdate member set mail = lower(mail);\n\ncreate view mails as\n    select mail from member;";
        project.by_hand("lower mails", up, "drop view mails;");
        project.by_hand("more", "create index  on member ( mail );", "drop index member_mail_idx;");
    });
    join(&project, &theirs, &mine);
    project.run(["rebase", &id(&mine)]).exits(0);
    let files = project.up_files();
    assert_eq!(files.len(), 4);
    let up = project.read(&files[2]);
    assert!(up.contains("-- rows, and why\nupdate member set mail = lower(mail);\n\ncreate view mails as\n    select mail"), "{up}");
    assert!(!up.contains("catalog unknown"), "it has been run: {up}");
    assert!(project.read(&files[3]).contains("create index  on member ( mail );"));
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
    project.run(["downgrade", "base"]).exits(0);
}

#[test]
fn what_does_not_run_there_is_shown_with_its_place() {
    let (project, _) = base();
    let theirs = planned(&project, "drop mail", &["mail", "fax"]);
    let mine = branch(&project, |project| {
        project.by_hand("fax too", "\nalter table member add column fax text;", "");
    });
    join(&project, &theirs, &mine);
    let refused = project.run(["rebase", &id(&mine)]);
    refused.exits(1).prints_nothing().tells("(fax too) does not run there");
    refused.tells("_fax_too.up.sql:").tells("already exists");
    assert_eq!(project.ids().len(), 3, "nothing is changed");
    project.run(["rebase", "1999"]).exits(1).tells("there is no revision `1999`");
}

#[test]
fn a_plan_that_needs_another_branch_is_refused_until_it_says_so() {
    let (project, _database) = base();
    let first = project.ids()[0].clone();
    project.models(&member(&["mail", "fax"]));
    project.run(["-m", "add fax", "--from", "revisions"]).exits(0);
    let fax = project.ids()[1].clone();
    project.run(["revision", "--empty", "-m", "apart", "--head", &first, "--splice"]).exits(0);
    let apart = project.ids()[2].clone();
    let plan = |message: &str, options: &[&str]| {
        let args = ["-m", message, "--from", "revisions", "--head", apart.as_str()];
        project.run(args.iter().chain(options))
    };
    project.models(&member(&["mail"]));
    let refused = plan("drop fax", &["--allow", "drop-column:public.member.fax"]);
    refused.exits(1).prints_nothing().tells("column public.member.fax is another branch's");
    refused.tells(&format!("--depends-on {fax}")).tells("autogen merge");
    assert_eq!(project.ids().len(), 3);
    let allowed = ["--allow", "drop-column:public.member.fax", "--depends-on", fax.as_str()];
    plan("drop fax", &allowed).exits(0);
    let up = project.read(&project.up_files()[3]);
    assert!(up.contains(&format!("-- depends on {fax}\n")), "{up}");
    // what stands for itself needs nothing of the other branch
    project.run(["revision", "--empty", "-m", "more", "--head", &first, "--splice"]).exits(0);
    let more = project.ids()[4].clone();
    project.models(&member(&["mail", "phone"]));
    let args = ["-m", "add phone", "--from", "revisions", "--head", &more];
    project.run(args).exits(0);
    let up = project.up_files().pop().expect("a revision");
    assert!(project.read(&up).contains(&format!("follows {more}\n")), "{up}");
    project.run(["upgrade", "heads"]).exits(0);
    project.run(["diff"]).exits(0);
}

#[test]
fn what_has_no_plan_keeps_its_text_and_is_told_why() {
    let (project, database) = base();
    let theirs = planned(&project, "add fax", &["mail", "fax"]);
    let mine = branch(&project, |project| {
        let up = "create table a ();\ncreate table b ();\ncreate table c () inherits (a, b);";
        project.by_hand("below", up, "drop table c, b, a;");
        let turn = |first: &str| {
            format!("alter table c no inherit {first};\nalter table c inherit {first};")
        };
        project.by_hand("turned", &turn("a"), &turn("b"));
    });
    join(&project, &theirs, &mine);
    let rebased = project.run(["rebase", &id(&mine)]);
    rebased.exits(0).tells("(turned) keeps its text: its step has no plan").tells("inheritance of");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.applied(), project.ids());
}
