//! `merge`: branches that touch different objects become one head, others are refused by name.

use autogen_tests::cli::{Database, Project};

use crate::branches::{branch, id, join};

/// A project whose chain makes one table, and a database for it.
fn base() -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database);
    let create =
        "create table member (id integer primary key, mail text);\ncreate table note (id integer);";
    project.by_hand("members", create, "drop table note; drop table member;");
    (project, database)
}

/// Two branches, each of one revision: a message, up and down.
fn branched(project: &Project, one: [&str; 3], other: [&str; 3]) -> [String; 2] {
    let write = |[message, up, down]: [&str; 3]| {
        branch(project, |project| {
            project.by_hand(message, up, down);
        })
    };
    let one = write(one);
    // the second branch is another person's, of a later second
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let other = write(other);
    join(project, &one, &other);
    [id(&one), id(&other)]
}

const ADD_A: [&str; 3] = [
    "add phone",
    "alter table member add column phone text;",
    "alter table member drop column phone;",
];
const ADD_B: [&str; 3] =
    ["add fax", "alter table member add column fax text;", "alter table member drop column fax;"];

#[test]
fn columns_side_by_side_are_merged_over_a_conflicted_lock() {
    let (project, database) = base();
    let ids = branched(&project, ADD_A, ADD_B);
    assert!(project.read("generated/autogen.lock").contains("<<<<<<<"));
    let merged = project.run(["merge", "-m", "both numbers"]);
    merged.exits(0).prints("wrote generated/").prints("both_numbers.up.sql");
    let up = project.read(project.up_files().last().expect("a revision"));
    assert!(up.contains(&format!("follows {} and {}", ids[0], ids[1])), "{up}");
    let catalog = up.lines().find(|line| line.starts_with("-- catalog ")).expect("a catalog line");
    let marks: Vec<_> = catalog.trim_start_matches("-- catalog ").split(" -> ").collect();
    assert!(marks.len() == 2 && marks[0] == marks[1], "nothing changes: {catalog}");
    assert!(!project.read("generated/autogen.lock").contains("<<<<<<<"), "the lock is whole again");
    project.run(["upgrade"]).exits(0).prints("applied 4 revisions");
    assert_eq!(
        database.sql("select string_agg(attname, ' ' order by attname) from pg_attribute where attrelid = 'member'::regclass and attnum > 0"),
        "fax id mail phone"
    );
    project.run(["merge"]).exits(0).prints("nothing to do: the chain has one head");
    project.run(["downgrade", "base"]).exits(0);
}

#[test]
fn what_both_branches_touch_is_named_with_its_revisions() {
    for (one, other, words) in [
        (ADD_A, ADD_A, "column public.member.phone: "),
        (
            [
                "widen",
                "alter table member alter column id type bigint;",
                "alter table member alter column id type integer;",
            ],
            [
                "drop",
                "drop table member;",
                "create table member (id integer primary key, mail text);",
            ],
            "column public.member.id: ",
        ),
        (
            [
                "drop mail",
                "alter table member drop column mail;",
                "alter table member add column mail text;",
            ],
            ["index mail", "create index member_mail on member (mail);", "drop index member_mail;"],
            "column public.member.mail: ",
        ),
        (
            ["drop note", "drop table note;", "create table note (id integer);"],
            [
                "add to note",
                "alter table note add column body text;",
                "alter table note drop column body;",
            ],
            "table public.note: ",
        ),
    ] {
        let (project, _) = base();
        let ids = branched(&project, one, other);
        let refused = project.run(["merge"]);
        refused.exits(1).prints_nothing().tells("touch the same objects").tells(words);
        for (id, title) in ids.iter().zip([one[0], other[0]]) {
            refused.tells(&format!("{id} ({title})"));
        }
        refused.tells(&format!("autogen rebase {} --onto {}", ids[1], ids[0]));
        assert_eq!(project.ids().len(), 3, "nothing is written");
    }
}

#[test]
fn names_that_clash_are_found_by_running_both() {
    let (project, _) = base();
    // no object is the same, but both cannot be there
    branched(
        &project,
        ["a view", "create view entry as select 1 as n;", "drop view entry;"],
        ["a table", "create table entry (id integer);", "drop table entry;"],
    );
    let refused = project.run(["merge"]);
    refused.exits(1).tells("do not run one after the other").tells("already exists");
    refused.tells("autogen rebase");
}

#[test]
fn only_heads_that_are_apart_can_be_merged() {
    let (project, _) = base();
    let first = project.ids()[0].clone();
    let ids = branched(&project, ADD_A, ADD_B);
    project.run(["merge", &first, &ids[0]]).exits(1).tells("there is nothing to merge");
    project.run(["merge", &ids[0]]).exits(1).tells("takes two revisions or more");
    project.run(["merge", &ids[1], &ids[0]]).exits(0);
    let up = project.read(project.up_files().last().expect("a revision"));
    assert!(up.contains(&format!("-- merge {} and {}", ids[0], ids[1])), "{up}");
}
