//! What `--from` and `--to` take, and the formats of a report.

use autogen_tests::cli::{Database, Project};
use serde_json::Value;

const SHOP: &str = "
create type size as enum ('s', 'l');
create table item (id integer primary key, size size not null, price numeric(10,2));
comment on table item is 'For sale';";

const LARGER_SHOP: &str = "
create type size as enum ('s', 'm', 'l');
create table shelf (id bigint generated always as identity primary key, place text unique);
create table item (id integer primary key, size size not null default 's', price numeric(12,2),
    shelf bigint references shelf on delete set null);
create index on item (price desc) where price > 0;
comment on table item is 'For sale';";

fn shop() -> (Project, Database) {
    let database = Database::new();
    database.sql(SHOP);
    (Project::on(&database), database)
}

#[test]
fn a_computed_column_that_may_come_to_null_is_told() {
    let (project, _database) = shop();
    let column = "doubled numeric not null generated always as (price * 2) stored";
    project.write("shop.sql", &format!("{SHOP}\nalter table item add column {column};"));
    let shown = project.run(["diff", "--to", "shop.sql"]);
    shown.exits(2).prints("! fails on rows for which it comes to null: column public.item.doubled");
}

#[test]
fn a_script_is_run_by_psql_as_it_is() {
    let (project, database) = shop();
    database.sql("insert into item values (1, 's', 9.99)");
    project.write("shop.sql", LARGER_SHOP);
    let script = project.run(["diff", "--to", "shop.sql", "--format", "sql"]);
    script.exits(2).prints("begin;\n").prints("\ncommit;\n").prints("-- hazard: ");
    project.write("change.sql", &script.stdout);
    let mut psql = database.psql();
    let status = psql.arg("--file").arg(project.path("change.sql")).status().unwrap();
    assert!(status.success(), "{script}");
    for format in ["sql", "human"] {
        let run = project.run(["diff", "--to", "shop.sql", "--format", format]);
        run.exits(0).prints_nothing().tells("no changes from database to shop.sql");
    }
    assert_eq!(database.sql("select id, size, price, shelf from item"), "1|s|9.99|");
    let wanted = Database::new();
    wanted.sql(LARGER_SHOP);
    assert_eq!(database.dump(&[]), wanted.dump(&[]));
    let by_url = project.run(["diff", "--to", &wanted.url()]);
    by_url.exits(0).prints_nothing().tells(":***@");
}

#[test]
fn files_of_a_folder_stand_in_any_order() {
    let (project, _database) = shop();
    project.write("shop.sql", LARGER_SHOP);
    // a.sql refers to b.sql, and that to one below it
    let [types, shelf, item, index, comment] = {
        let mut parts = LARGER_SHOP.split_inclusive(';').map(str::trim);
        [(); 5].map(|()| parts.next().unwrap())
    };
    project.write("shop/a.sql", &format!("{item}\n{index}\n{comment}"));
    project.write("shop/b.sql", shelf);
    project.write("shop/z/types.sql", types);
    project.write("shop/README.md", "no SQL");
    project.run(["diff", "--from", "shop", "--to", "shop.sql"]).exits(0).prints_nothing();
    project.run(["diff", "--from", "shop/", "--to", "database"]).exits(2).prints("- table shelf");
    project.write("shop/b.sql", "create table shelf (id bigint prmary key);");
    let broken = project.run(["diff", "--to", "shop"]);
    broken.exits(1).tells("error: shop/b.sql:1:31: ERROR: syntax error at or near \"prmary\"\n");
    broken.tells("shop/a.sql: ERROR: relation \"shelf\" does not exist");
}

#[test]
fn a_snapshot_is_the_catalog_of_another_day() {
    let (project, database) = shop();
    project.run(["dump", "--snapshot", "before.json"]).exits(0).prints_nothing();
    let stdout = project.run(["dump", "database", "--snapshot"]);
    assert_eq!(stdout.exits(0).stdout, project.read("before.json"), "the same bytes");
    let same = project.run(["diff", "--from", "before.json", "--to", "database"]);
    same.exits(0).prints_nothing();
    database.sql("alter table item add column note text");
    let since = project.run(["diff", "--from", "before.json", "--to", "database"]);
    since.exits(2).prints("+ column item.note text\n");
    project.write("shop.sql", SHOP);
    project.run(["diff", "--from", "before.json", "--to", "shop.sql"]).exits(0).prints_nothing();
    project.write("broken.json", "{}");
    project
        .run(["diff", "--from", "broken.json"])
        .exits(1)
        .tells("broken.json")
        .tells("autogen dump");
}

#[test]
fn databases_have_labels() {
    let (project, database) = shop();
    let staging = Database::new();
    staging.sql(SHOP);
    staging.sql("alter table item drop column price");
    project.configure(&format!("[database.staging]\nurl = {:?}\n", staging.url()));
    let diff = project.run(["diff", "--from", "database:staging", "--to", "database"]);
    diff.exits(2).prints("+ column item.price numeric(10,2)\n\n1 change: 1 added\n");
    let near = project.run(["diff", "--from", "database:stagnig", "--to", "database"]);
    near.exits(1).tells("no database has the label `stagnig`").tells("did you mean `staging`?");
    project.by_hand("one", "create table one ();", "drop table one;");
    project.run(["upgrade", "--database", "staging"]).exits(0);
    assert_eq!((staging.applied(), database.applied()), (project.ids(), Vec::new()));
}

#[test]
fn revisions_are_replayed_up_to_any_of_them() {
    let (project, _database) = shop();
    project.by_hand("item", SHOP, "drop table item; drop type size;");
    project.by_hand("note", "alter table item add note text;", "alter table item drop note;");
    let ids = project.ids();
    let first = format!("revisions@{}", ids[0]);
    let between = project.run(["diff", "--from", &first, "--to", "revisions"]);
    between.exits(2).prints("+ column item.note text\n\n1 change: 1 added\n");
    project.run(["diff", "--from", "database", "--to", &first]).exits(0).prints_nothing();
    project.run(["diff", "--from", "revisions@head", "--to", "revisions"]).exits(0);
    project.run(["diff", "--from", "revisions@1999"]).exits(1).tells("no revision `1999`");
}

#[test]
fn json_is_for_programs() {
    let (project, _database) = shop();
    project.write("shop.sql", "create type size as enum ('s', 'l'); create table item (id integer primary key, size size not null); comment on table item is 'For sale'; create text search dictionary d (template = simple);");
    let run = project.run(["diff", "--to", "shop.sql", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.exits(2).stdout).unwrap();
    assert_eq!(json["changes"][0]["object"], "column public.item.price");
    assert_eq!(json["statements"][0]["sql"], "alter table item drop column price");
    assert_eq!(json["questions"][0]["allow"], "drop-column:public.item.price");
    assert_eq!(json["bystanders"][0]["object"], "text search dictionary public.d");
    let run = project.run(["diff", "--to", "database", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.exits(0).stdout).unwrap();
    assert_eq!(
        (json["changes"].clone(), json["statements"].clone()),
        (Value::from(vec![0; 0]), Value::from(vec![0; 0]))
    );
}

#[test]
fn what_is_no_state_is_refused_with_the_nearest_word() {
    let (project, _database) = shop();
    let refused = |state: &str, text: &str| {
        project.run(["diff", "--to", state]).exits(1).prints_nothing().tells(text);
    };
    refused("modles", "did you mean `models`?");
    refused("nowhere.sql", "--to names nowhere.sql, which is not there");
    refused("autogen.yml", "is no state");
    refused("database:", "lacks the label");
    refused(".", "holds no .sql file");
}

#[test]
fn a_run_may_be_narrowed() {
    let (project, _database) = shop();
    project.write("shop.sql", LARGER_SHOP);
    let only = project.run(["diff", "--to", "shop.sql", "--only", "public.shelf"]);
    only.exits(2).prints("+ table shelf (2 columns)").is_silent_about("~ enum size");
    let without = project.run(["diff", "--to", "shop.sql", "--exclude", "item", "--exclude", "s*"]);
    without.exits(0).prints_nothing().tells("not managed, left alone");
}

#[test]
fn columns_in_another_order_are_told_and_left_alone() {
    let (project, _database) = shop();
    let other = SHOP.replace(
        "id integer primary key, size size not null",
        "size size not null, id integer primary key",
    );
    project.write("shop.sql", &other);
    let run = project.run(["diff", "--to", "shop.sql"]);
    run.exits(0).prints_nothing().tells("columns in another order, left alone: table public.item");
    let json = project.run(["diff", "--to", "shop.sql", "--format", "json"]);
    let report: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["reordered"], serde_json::json!(["table public.item"]));
}

#[test]
fn roles_that_a_file_names_are_made_on_a_server_of_our_own_and_owners_compare_where_asked() {
    let (project, database) = shop();
    let grants = "grant select on item to shop_reader; alter table item owner to shop_keeper;\n\
        create policy all_items on item to shop_reader using (true);";
    project.write("shop.sql", &format!("{SHOP}\n{grants}"));
    let diff = ["diff", "--to", "shop.sql", "--format", "sql"];
    let granted = project.run(diff);
    granted.exits(2).prints("grant select on table item to shop_reader;").prints("create policy");
    assert!(!granted.stdout.contains("owner"), "{granted}");
    project.configure("[manage]\nowners = true\n");
    project.run(diff).exits(2).prints("alter table item owner to shop_keeper;");
    project.write("former.sql", SHOP);
    let files = project.run(["diff", "--from", "former.sql", "--to", "shop.sql"]);
    files.exits(2).tells("");
    assert_eq!(database.sql("select count(*) from pg_policy"), "0");
}
