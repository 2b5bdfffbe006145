//! Names and messages that nobody should use, and that somebody will.

use autogen_tests::cli::{Database, Models, Project, Table};
use autogen_tests::dump;

/// Exactly as long as Postgres takes.
const NAME: &str = "Größe \"a.b\";drop table x; -- it's 100% `$$` \\ → ünïcödé";

/// Types and tables share their names in Postgres.
fn enum_name() -> String {
    NAME.replacen('G', "K", 1)
}

fn models(label: &str, second: &str) -> Models {
    let table = Table::new(NAME)
        .column("id", "integer primary key")
        .column(NAME, "text")
        .column(second, &format!("\"{}\"", enum_name().replace('"', "\"\"")))
        .index(&NAME.replacen('G', "I", 1), "(id)");
    Models::new().and_enum(&enum_name(), &["it's", label]).and(table)
}

#[test]
fn a_name_of_63_bytes_goes_all_the_way() {
    assert_eq!(NAME.len(), 63);
    let database = Database::new();
    let project = Project::on(&database).with_models(&models("\"b\"", "c\nd"));
    project.run(["-m", NAME]).exits(0);
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    let before = database.dump(&[]);
    let count = "select count(*) from pg_class where relname = $x$";
    assert_eq!(database.sql(&format!("{count}{NAME}$x$ and relkind = 'r'")), "1");

    project.models(&models("'\"--", "e'f"));
    let asked = project.run(["-m", "change"]);
    asked.exits(3);
    // the flags can be pasted as they are printed, whatever is in the names
    let flags = asked.stderr.split_once("if the loss is meant: ").expect("flags").1;
    let script = format!("exec \"$0\" -m change {}", flags.trim_end());
    let mut shell = std::process::Command::new("bash");
    shell.args(["-c", &script]).arg(autogen_tests::cli::autogen()).current_dir(project.path(""));
    project.settle(&mut shell);
    let output = shell.output().unwrap();
    assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    assert!(dump::differ(&database.dump(&[]), &before));
    project.run(["downgrade", "-1"]).exits(0);
    assert_eq!(database.dump(&[]), before);
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(database.sql(&format!("{count}{NAME}$x$")), "0");
}

#[test]
fn a_name_that_postgres_cuts_is_the_cut_one_from_then_on() {
    // entities with such a name are refused when they are described; SQL is cut with a notice
    let database = Database::new();
    let project = Project::on(&database);
    let quoted = format!("\"{}x\"", NAME.replace('"', "\"\""));
    project.write("schema.sql", &format!("create table {quoted} ({quoted} integer);"));
    let script = project.run(["diff", "--to", "schema.sql", "--format", "sql"]);
    database.sql(&script.exits(2).stdout);
    project.run(["diff", "--to", "schema.sql"]).exits(0).prints_nothing();
}

#[test]
fn a_hostile_message_stays_a_message() {
    let database = Database::new();
    database.sql("create table victim (id integer)");
    let message = format!(
        "../../up */ -- '; drop table victim; --\n\n drop table victim;\r\n-- autogen revision 1\n\
         $$ \" ` $(touch broken) \u{202e} 🦀 {}",
        "é🌾 ".repeat(3_000)
    );
    let project = Project::on(&database);
    project.run(["revision", "--empty", "-m", &message]).exits(0);
    let files = project.names("generated");
    assert_eq!(files.iter().filter(|name| name.ends_with(".sql")).count(), 2, "{files:?}");
    assert!(files.iter().all(|name| name.len() < 100 && name.is_ascii()), "{files:?}");
    let up = project.read(&project.up_files()[0]);
    assert!(up.lines().all(|line| line.is_empty() || line.starts_with("--")), "a leak");
    project.run(["upgrade"]).exits(0);
    assert_eq!(database.sql("select count(*) from victim"), "0");
    let stored = database.sql("select md5(message) from autogen_revision");
    project.write("message", &message);
    let file = project.path("message");
    let read = format!("select md5(pg_read_binary_file('{}'))", file.display());
    assert_eq!(stored, database.sql(&read), "the message is recorded as it is");
    // one line, of a length that a terminal takes
    let history = project.run(["history"]);
    assert_eq!(history.exits(0).stdout.lines().count(), 1);
    assert!(history.stdout.chars().count() < 400, "{history}");
    history.is_silent_about("\u{202e}");
    project.run(["current"]).exits(0).is_silent_about("\u{202e}").prints("(head)");
    project.run(["downgrade", "base"]).exits(0).is_silent_about("\u{202e}");
    assert_eq!(project.names("."), ["generated", "message"]);
}
