//! Changes that need a commit in between: one `-m`, several linked revisions.

use autogen_tests::cli::{Database, Models, Project, Table};

fn models(labels: &[&str], default: &str) -> Models {
    let clause = format!("user_status not null default '{default}'");
    Models::new()
        .and_enum("user_status", labels)
        .and(Table::new("user").column("id", "integer primary key").column("status", &clause))
}

#[test]
fn a_new_label_that_is_a_default_at_once_takes_two_revisions() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models(&["active"], "active"));
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    database.sql("insert into \"user\" (id) values (1)");
    let before = database.dump(&[]);

    project.models(&models(&["invited", "active"], "invited"));
    let script = project.run(["diff", "--format", "sql"]).exits(2).stdout.clone();
    assert_eq!(script.matches("begin;").count(), 2, "{script}");
    project.run(["-m", "invite users"]).exits(0);
    let files = project.up_files();
    assert_eq!(files.len(), 3, "{files:?}");
    let (first, second) = (project.read(&files[1]), project.read(&files[2]));
    assert!(first.contains("add value 'invited' before 'active'"), "{first}");
    assert!(second.contains("set default 'invited'"), "{second}");
    let ids = project.ids();
    assert!(first.starts_with(&format!("-- autogen revision {}, follows {}\n", ids[1], ids[0])));
    assert!(second.starts_with(&format!("-- autogen revision {}, follows {}\n", ids[2], ids[1])));

    project.run(["upgrade"]).exits(0).prints("applied 2 revisions");
    assert_eq!(database.applied(), ids);
    database.sql("insert into \"user\" (id) values (2)");
    assert_eq!(database.sql("select status from \"user\" where id = 2"), "invited");
    project.run(["diff"]).exits(0);
    // taking the label back must not lose the row that has it
    database.sql("update \"user\" set status = 'active'");
    project.run(["downgrade", &ids[0]]).exits(0).prints("took back 2 revisions");
    assert_eq!(database.dump(&[]), before);
    assert_eq!(database.sql("select id, status from \"user\" order by id"), "1|active\n2|active");
}

#[test]
fn a_label_in_use_cannot_be_taken_back() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models(&["active"], "active"));
    project.run(["-m", "initial schema"]).exits(0);
    project.models(&models(&["active", "gone"], "active"));
    project.run(["-m", "gone users"]).exits(1).tells("behind the chain");
    project.run(["upgrade"]).exits(0);
    project.run(["-m", "gone users"]).exits(0);
    project.run(["upgrade"]).exits(0);
    database.sql("insert into \"user\" values (1, 'gone')");
    let before = database.dump(&[]);
    let refused = project.run(["downgrade", "-1"]);
    refused.exits(1).tells("rolled back").tells("gone").tells("_gone_users.down.sql:");
    assert_eq!(database.dump(&[]), before, "nothing is half done");
    assert_eq!(database.applied(), project.ids());
}

#[test]
fn a_label_that_goes_asks_and_leaves_the_rows_that_have_others() {
    let database = Database::new();
    let both = models(&["active", "gone"], "active");
    let project = Project::on(&database).with_models(&both);
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    database.sql("insert into \"user\" values (1, 'active')");
    project.models(&models(&["active"], "active"));
    let shown = project.run(["diff"]);
    shown.exits(2).prints("! data loss: enum label public.user_status.gone");
    shown.prints("! fails on values that do not fit: column public.user.status");
    let asked = project.run(["-m", "no gone users"]);
    let flag = asked.exits(3).flag("--allow ");
    project.run(["-m", "no gone users", "--allow", &flag]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select enum_range(null::user_status)"), "{active}");
    assert_eq!(database.sql("select id, status from \"user\""), "1|active");
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select enum_range(null::user_status)"), "{active,gone}");
}
