//! The main job, with the example's entities on the embedded database.

use autogen_tests::cli::{Database, Project, example, workspace};
use autogen_tests::dump;

/// The statements of a revision file: what stands below its header.
fn body(file: &str) -> &str {
    file.split_once("\n\n").expect("a header and statements").1
}

/// A project's embedded database as psql sees it, up until the project goes.
fn embedded(project: &Project) -> Database {
    project.run(["db", "start"]).exits(0);
    Database::at(project.run(["db", "url"]).exits(0).stdout.trim())
}

#[test]
fn a_column_comes_and_goes_and_the_database_is_as_it_was() {
    let _turn = example();
    let project = Project::new().with_example();
    let told = project.run(["-m", "initial schema"]);
    told.exits(0).prints("+ table user (9 columns)").prints("_initial_schema.up.sql");
    told.prints("wrote generated/").is_silent_about(project.path("").to_str().expect("UTF-8"));
    project.run(["current"]).exits(0).prints("base (1 revision behind the head)");
    project.run(["upgrade"]).exits(0).prints("applied revision ");
    let database = embedded(&project);
    project.run(["diff"]).exits(0).prints_nothing().tells("no changes from database to models");
    project.run(["-m", "again"]).exits(0).prints("nothing to do");

    project.run(["dump", "--snapshot", "before.json"]).exits(0);
    let before = database.dump(&[]);
    let phone = ["--features", "phone"];
    let shown = project.run([["diff"].as_slice(), &phone].concat());
    shown.exits(2).prints("+ column user.phone character varying(20)\n\n1 change: 1 added\n");
    let written = project.run([["-m", "add phone column"].as_slice(), &phone].concat());
    written.exits(0).prints("_add_phone_column.down.sql");
    let up = project.up_files().pop().expect("a revision");
    assert!(up.ends_with("_add_phone_column.up.sql"), "{up}");
    assert_eq!(
        body(&project.read(&up)),
        "alter table \"user\" add column phone character varying(20);\n"
    );
    assert_eq!(
        body(&project.read(&up.replace(".up.", ".down."))),
        "-- hazard: data loss: column public.user.phone\nalter table \"user\" drop column phone;\n"
    );
    // the embedded database is brought to the head first, so a second run has nothing to do
    let second = project.run([["-m", "add phone column"].as_slice(), &phone].concat());
    second.exits(0).prints("nothing to do").tells("applied ").tells("add phone column");
    assert_eq!(project.up_files().len(), 2);
    project.run(["upgrade"]).exits(0).prints("nothing to do: the database is at the head");
    project.run([["diff"].as_slice(), &phone].concat()).exits(0).prints_nothing();
    assert!(dump::differ(&database.dump(&[]), &before));

    project.run(["downgrade", "-1"]).exits(0).prints("took back revision ");
    dump::compare("after the way back", &database.dump(&[]), &before).unwrap();
    let same = project.run(["diff", "--from", "database", "--to", "before.json"]);
    same.exits(0).prints_nothing();
    project.run(["diff"]).exits(0).prints_nothing();
    project.run(["current"]).exits(0).prints("initial schema (1 revision behind the head)");
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(
        database.sql("select count(*) from pg_tables where schemaname = 'data_portal'"),
        "0"
    );
}

#[test]
fn two_runs_write_the_same_but_for_the_time() {
    let _turn = example();
    let write = || {
        let project = Project::new().with_example();
        project.run(["-m", "initial schema"]).exits(0);
        let files = project.names("generated").into_iter().filter(|name| name.ends_with(".sql"));
        let id = project.ids().pop().expect("a revision");
        let text = |name| project.read(&format!("generated/{name}")).replace(&id, "ID");
        files.map(text).collect::<Vec<_>>()
    };
    let (first, second) = (write(), write());
    assert_eq!(first.len(), 2);
    assert_eq!(first, second);
}

#[test]
fn the_revisions_of_the_repository_lead_to_its_models() {
    let _turn = example();
    let project = Project::new().with_example();
    let generated = workspace().join("generated");
    let mut copied = 0;
    for entry in std::fs::read_dir(&generated).expect("the example's revisions") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        // what the README's first command writes
        if name.ends_with(".sql") && !name.contains("_add_phone_column.") {
            let text = std::fs::read_to_string(generated.join(&name)).expect("read");
            project.write(&format!("generated/{name}"), &text);
            copied += 1;
        }
    }
    assert!(copied > 0, "generated/ holds no revisions: the example needs its chain");
    project.run(["check"]).exits(2).prints("autogen.lock is missing").prints("replays from empty");
    project.run(["seal"]).exits(0).prints(&format!("{copied} files"));
    let gate = project.run(["check"]);
    for passed in ["one head", "autogen.lock agrees", "replays from empty", "lead to the models"] {
        gate.exits(0).prints(passed);
    }
    let slip = project.run(["check", "--features", "fone"]);
    slip.exits(1).tells("package models has no feature `fone`").tells("it has: describe, phone");
    let phone = project.run(["check", "--features", "phone"]);
    phone.exits(2).prints("+ column user.phone").prints("autogen -m");
}

/// The first words of each statement, in their order.
fn heads(file: &str) -> Vec<&str> {
    let starts = ["alter ", "comment ", "create ", "drop ", "grant ", "revoke "];
    let heads =
        body(file).lines().filter(|line| starts.iter().any(|start| line.starts_with(start)));
    let head = |line: &'_ str| line.find(" as").or(line.find(" (")).unwrap_or(line.len());
    heads.map(|line| &line[..head(line)]).collect()
}

#[test]
fn a_filter_changed_in_a_view_rebuilds_it_and_what_reads_it() {
    let _turn = example();
    let project = Project::new().with_copy_of_example();
    project.run(["upgrade"]).exits(0);
    let database = embedded(&project);
    let before = database.dump(&[]);
    // files of tables, views and indexes: what is rebuilt or written anew gets another
    let files = "select string_agg(relname || ' ' || relfilenode, e'\\n' order by relname)
        from pg_class where relnamespace = 'data_portal'::regnamespace and relfilenode > 0
        and relname !~ '^(mv_composition|mv_biomass_search)'";
    let untouched = database.sql(files);
    assert!(untouched.contains("mv_availability_offer "), "{untouched}");

    let file = "models/src/portal/composition.sql";
    let query = project.read(file);
    let changed =
        query.replace("observation.state = 'accepted'", "observation.state <> 'rejected'");
    assert_ne!(changed, query);
    project.write(file, &changed);
    let shown = project.run(["diff"]);
    shown.exits(2).prints("~ materialized view data_portal.mv_composition\n");
    shown.prints("    -   WHERE (observation.state = 'accepted'::review_state)\n");
    shown.prints("    +   WHERE (observation.state <> 'rejected'::review_state)\n");
    shown.prints("\n1 change: 1 changed; 4 hazards\n");
    project.run(["-m", "composition counts what is under review"]).exits(0);
    let up = project.up_files().pop().expect("a revision");
    assert!(up.ends_with("_composition_counts_what_is_under_review.up.sql"), "{up}");
    let text = project.read(&up);
    let summary = "\n--   ~ materialized view data_portal.mv_composition (13 columns) as …\n--";
    assert!(text.contains(summary), "{text}");
    let rebuilt = [
        "drop materialized view data_portal.mv_biomass_search;",
        "drop materialized view data_portal.mv_composition;",
        "create materialized view data_portal.mv_composition",
        "create materialized view data_portal.mv_biomass_search",
        "create index mv_biomass_search_class on data_portal.mv_biomass_search",
        "create index mv_biomass_search_name",
        "create index mv_biomass_search_plenty on data_portal.mv_biomass_search",
        "create unique index mv_biomass_search_resource",
        "create index mv_biomass_search_words",
        "comment on materialized view data_portal.mv_biomass_search",
        "grant select on table data_portal.mv_biomass_search to portal_reader;",
        "create index mv_composition_geoid on data_portal.mv_composition",
        "create unique index mv_composition_group on data_portal.mv_composition",
        "create index mv_composition_parameter on data_portal.mv_composition",
        "comment on materialized view data_portal.mv_composition",
        "grant select on table data_portal.mv_composition to portal_reader;",
    ];
    assert_eq!(heads(&text), rebuilt);

    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    let after = before.replace(
        "state = 'accepted'::public.review_state)\n  GROUP BY resource.id",
        "state <> 'rejected'::public.review_state)\n  GROUP BY resource.id",
    );
    assert!(dump::differ(&after, &before));
    dump::compare("the view alone is another", &database.dump(&[]), &after).unwrap();
    assert_eq!(database.sql(files), untouched);

    project.run(["downgrade", "-1"]).exits(0).prints("took back revision ");
    dump::compare("after the way back", &database.dump(&[]), &before).unwrap();
    assert_eq!(database.sql(files), untouched);
}
