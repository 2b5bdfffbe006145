//! What only a person can say: losses and renames.

use autogen_tests::cli::{Database, Models, Project, Table};

/// A user table with these columns behind its key.
fn user(columns: &[(&str, &str)]) -> Table {
    let table = Table::new("user").column("id", "integer primary key");
    columns.iter().fold(table, |table, (name, clause)| table.column(name, clause))
}

fn models(columns: &[(&str, &str)]) -> Models {
    Models::new().and(user(columns))
}

/// A project whose database has the models.
fn settled(models: &Models) -> (Project, Database) {
    let database = Database::new();
    let project = Project::on(&database).with_models(models);
    project.run(["-m", "initial schema"]).exits(0);
    project.run(["upgrade"]).exits(0);
    (project, database)
}

#[test]
fn a_loss_asks_and_the_flag_that_it_prints_answers() {
    let (project, database) = settled(&models(&[("fax", "text"), ("email", "text")]));
    project.models(&models(&[("email", "text")]));
    let asked = project.run(["-m", "drop fax"]);
    asked.exits(3).prints_nothing().tells("column public.user.fax").tells("nothing was written");
    assert_eq!(project.up_files().len(), 1);
    let flag = asked.flag("--allow ");
    assert_eq!(flag, "drop-column:public.user.fax");

    // a report shows it and goes on
    let shown = project.run(["diff"]);
    shown.exits(2).prints("! data loss: column public.user.fax").prints(&format!("--allow {flag}"));
    let script = project.run(["diff", "--format", "sql"]);
    script.exits(2).prints("-- hazard: data loss: column public.user.fax\nalter table");

    let misspelt = project.run(["-m", "drop fax", "--allow", "drop-column:public.user.fux"]);
    misspelt.exits(1).tells("--allow drop-column:public.user.fux").tells(&flag);
    assert_eq!(project.up_files().len(), 1);

    project.run(["-m", "drop fax", "--allow", &flag]).exits(0);
    let up = project.read(&project.up_files()[1]);
    assert!(up.contains("-- decided allow drop-column:public.user.fax\n"), "{up}");
    assert!(up.contains("-- hazard: data loss: column public.user.fax\n"), "{up}");
    let down = project.read(&project.up_files()[1].replace(".up.sql", ".down.sql"));
    assert!(down.contains("-- what column public.user.fax held does not come back\n"), "{down}");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select count(*) from pg_attribute where attname = 'fax'"), "0");
    // the same command once more finds nothing to do, whatever it allows
    let again = project.run(["-m", "drop fax", "--allow", &flag]);
    again.exits(0).prints("nothing to do");
    // going back loses nothing that is not lost already
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select count(*) from pg_attribute where attname = 'fax'"), "1");
}

#[test]
fn a_rename_keeps_the_rows_and_what_depends_on_the_column() {
    let of = |email: &str| {
        let check = format!("constraint has_at check (position('@' in {email}) > 0)");
        Models::new().and(
            user(&[(email, "text not null")])
                .constraint(&check)
                .index("by_email", &format!("(lower({email}))")),
        )
    };
    let (project, database) = settled(&of("email"));
    database.sql("insert into \"user\" values (1, 'me@here')");
    let before = database.dump(&[]);

    project.models(&of("email_address"));
    let asked = project.run(["-m", "rename"]);
    asked.exits(3).tells("if it is a rename");
    let flag = asked.flag("--rename ");
    assert_eq!(flag, "public.user.email=email_address");
    let shown = project.run(["diff"]);
    shown.exits(2).prints("--rename public.user.email=email_address");

    project.run(["-m", "rename", "--rename", &flag]).exits(0).prints("renamed to email_address");
    let up = project.read(&project.up_files()[1]);
    assert!(up.contains("-- decided rename public.user.email=email_address\n"), "{up}");
    assert!(up.contains("rename column email to email_address;"), "{up}");
    assert!(!up.contains("drop") && !up.contains("create"), "only the name changes: {up}");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select id, email_address from \"user\""), "1|me@here");
    project.run(["diff"]).exits(0);
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select id, email from \"user\""), "1|me@here");
    assert_eq!(database.dump(&[]), before);
}

#[test]
fn a_rename_that_makes_no_sense_is_refused() {
    let (project, _database) = settled(&models(&[("email", "text"), ("name", "text")]));
    project.models(&models(&[("mail", "text"), ("name", "text")]));
    let rename = |flag: &str| project.run(["diff", "--rename", flag]);
    rename("public.user.emial=mail").exits(1).tells("there is no table or column");
    rename("public.user.email=post").exits(1).tells("the desired state has no");
    rename("public.user.email=name").exits(1).tells("exists already");
    rename("email").exits(1).tells("OLD=NEW");
    rename("public.user.email=").exits(1).tells("OLD=NEW");
    rename("public.user.email=mail").exits(2).prints("renamed to mail");
}

#[test]
fn a_name_may_hold_what_separates_names() {
    let (project, database) = settled(&models(&[("a=b", "text")]));
    database.sql("insert into \"user\" values (1, 'kept')");
    project.models(&models(&[("c=d", "text")]));
    let flag = project.run(["-m", "rename"]).exits(3).flag("--rename ");
    assert_eq!(flag, "public.user.a=b=c=d");
    project.run(["-m", "rename", "--rename", &flag]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select \"c=d\" from \"user\""), "kept");
}

#[test]
fn a_renamed_table_keeps_its_rows_and_parts() {
    let parts = |name: &str| {
        let account = Table::new(name).column("id", "integer primary key").column("name", "text");
        let key = Table::new("key").column("id", "integer primary key").column("owner", "integer");
        Models::new().and(account).and(key.foreign_key("fk-key-owner", "owner", name))
    };
    let (project, database) = settled(&parts("account"));
    database.sql("insert into account values (7, 'x'); insert into key values (1, 7)");
    let before = database.dump(&[]);
    project.models(&parts("person"));
    let asked = project.run(["-m", "rename"]);
    asked.exits(3).tells("--allow drop-table:public.account");
    let flag = asked.flag("--rename ");
    assert_eq!(flag, "public.account=person");
    project.run(["-m", "rename", "--rename", &flag]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select name from person join key on owner = person.id"), "x");
    project.run(["diff"]).exits(0);
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select name from account join key on owner = account.id"), "x");
    assert_eq!(database.dump(&[]), before);
}

#[test]
fn an_entity_may_say_what_its_column_was_called() {
    let (project, database) = settled(&models(&[("email", "text")]));
    database.sql("insert into \"user\" values (1, 'me@here')");
    let declared = user(&[]).renamed_column("email", "email_address", "text");
    project.models(&Models::new().and(declared));
    project.run(["-m", "rename"]).exits(0).prints("renamed to email_address");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select email_address from \"user\""), "me@here");
    // the old name is gone, and the attribute may stay as long as it likes
    project.run(["diff"]).exits(0).prints_nothing();
    project.run(["-m", "again"]).exits(0).prints("nothing to do");
    // in a database that has both, nobody knows which rows count
    database.sql("alter table \"user\" add column email text");
    let both = project.run(["diff"]);
    both.exits(1).tells("models::user.email_address").tells("renamed_from").tells("both exist");
}

#[test]
fn an_entity_may_say_what_its_table_was_called() {
    let (project, database) =
        settled(&Models::new().and(Table::new("account").column("id", "int")));
    database.sql("insert into account values (7)");
    let person = Table::new("person").column("id", "int").renamed_from("account");
    project.models(&Models::new().and(person));
    project.run(["-m", "rename"]).exits(0).prints("renamed to person");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select id from person"), "7");
    project.run(["diff"]).exits(0).prints_nothing();
}

#[test]
fn a_type_that_casts_is_altered_in_place_and_says_what_it_costs() {
    let (project, database) = settled(&models(&[("age", "integer")]));
    database.sql("insert into \"user\" values (1, 41)");
    project.models(&models(&[("age", "bigint")]));
    let shown = project.run(["diff"]);
    shown.exits(2).prints("age").prints("integer").prints("bigint");
    shown.prints("! table rewrite under ACCESS EXCLUSIVE: column public.user.age");
    project.run(["-m", "wider"]).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select age, pg_typeof(age) from \"user\""), "41|bigint");
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.sql("select age, pg_typeof(age) from \"user\""), "41|integer");
}

#[test]
fn the_last_entity_of_a_schema_is_a_drop_that_asks() {
    let log = Table::within("audit", "log").column("id", "integer primary key");
    let (project, database) = settled(&models(&[]).and(log));
    project.models(&models(&[]));
    let asked = project.run(["-m", "no audit"]);
    asked.exits(3).tells("table audit.log").tells("schema audit");
    asked.tells("--allow drop-table:audit.log --allow drop-schema:audit");
    let allowed = ["--allow", "drop-table:audit.log", "--allow", "drop-schema:audit"];
    project.run([["-m", "no audit"].as_slice(), &allowed].concat()).exits(0);
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select to_regnamespace('audit') is null"), "t");
    // what was managed stays managed: the schema's name is in the lock
    assert!(project.read("generated/autogen.lock").contains("scope schemas audit, public"));
    project.run(["diff"]).exits(0).prints_nothing();
}
