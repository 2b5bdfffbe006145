//! Branches, labels and dependencies: how they are made, drawn, moved along and looked at.

use autogen_tests::cli::{Database, Project};

/// A project whose revisions each make a table of their name.
struct Graph {
    project: Project,
    database: Database,
}

impl Graph {
    fn new() -> Self {
        let database = Database::new();
        Self { project: Project::on(&database), database }
    }

    /// Adds a revision and returns its id.
    #[track_caller]
    fn add(&self, name: &str, options: &[&str]) -> String {
        let args = ["revision", "--empty", "-m", name];
        self.project.run(args.iter().chain(options)).exits(0);
        let up = self.project.up_files().pop().expect("a revision");
        let down = up.replace(".up.", ".down.");
        for (path, sql) in [
            (&up, format!("create table {name} (id integer);")),
            (&down, format!("drop table {name};")),
        ] {
            self.project.write(path, &format!("{}\n\n{sql}\n", self.project.read(path).trim_end()));
        }
        self.project.run(["seal", "--no-prove"]).exits(0);
        self.project.ids().pop().expect("a revision")
    }

    /// The tables that the database has, by name.
    fn tables(&self) -> String {
        self.database.sql(
            "select string_agg(relname, ' ' order by relname) from pg_class \
             where relkind = 'r' and oid >= 16384 and relname !~ '^autogen'",
        )
    }

    #[track_caller]
    fn moves(&self, args: [&str; 2], tables: &str) {
        self.project.run(args).exits(0);
        assert_eq!(self.tables(), tables, "after {args:?}");
    }

    #[track_caller]
    fn refuses(&self, args: &[&str], text: &str) {
        let before = self.tables();
        self.project.run(args).exits(1).tells(text);
        assert_eq!(self.tables(), before, "after {args:?}");
    }
}

/// A trunk of one, and two branches of two with labels.
fn fork() -> (Graph, Vec<String>) {
    let graph = Graph::new();
    let trunk = graph.add("trunk", &[]);
    let red = graph.add("red_one", &["--branch-label", "red"]);
    let blue = graph.add("blue_one", &["--head", &trunk, "--splice", "--branch-label", "blue"]);
    let more_red = graph.add("red_two", &["--head", "red@head"]);
    let more_blue = graph.add("blue_two", &["--head", "blue@head"]);
    (graph, vec![trunk, red, blue, more_red, more_blue])
}

#[test]
fn branches_are_made_and_moved_one_by_one() {
    let (graph, ids) = fork();
    let project = &graph.project;
    graph.refuses(&["upgrade"], "the chain has 2 heads");
    graph.refuses(&["upgrade", "head"], "autogen merge");
    graph.moves(["upgrade", "+1"], "trunk");
    graph.refuses(&["upgrade", "+1"], &format!("the ways part to {} or {}", ids[1], ids[2]));
    graph.moves(["upgrade", "red@+1"], "red_one trunk");
    graph.moves(["upgrade", "+1"], "red_one red_two trunk");
    graph.refuses(&["upgrade", "+5"], "there is no further revision that way");
    graph.moves(["upgrade", "blue@+1"], "blue_one red_one red_two trunk");
    graph.refuses(&["upgrade", "+1"], "may mean several ways");
    graph.refuses(&["downgrade", "-1"], "may mean several ways");
    project
        .run(["current"])
        .exits(0)
        .prints(&format!("{} red_two (head)", ids[3]))
        .prints(&format!("{} blue_one (1 revision behind the heads)", ids[2]));
    graph.refuses(&["upgrade", &ids[0]], "past");
    graph.refuses(&["downgrade", &ids[4]], "is not applied");
    graph.moves(["downgrade", "red@-1"], "blue_one red_one trunk");
    graph.moves(["upgrade", "heads"], "blue_one blue_two red_one red_two trunk");
    graph.moves(["downgrade", "blue@base"], "red_one red_two trunk");
    graph.moves(["upgrade", "blue"], "blue_one blue_two red_one red_two trunk");
    graph.moves(["downgrade", &format!("red@{}", ids[0])], "blue_one blue_two trunk");
    graph.moves(["downgrade", &ids[0]], "trunk");
    graph.moves(["upgrade", &format!("{}-1", ids[3])], "red_one trunk");
    graph.moves(["downgrade", "base"], "");
    graph.refuses(&["upgrade", &ids[1][..3]], "too short");
    graph.refuses(&["upgrade", "green@head"], "the labels are blue, red");
    graph.refuses(&["upgrade", "a@b@c"], "is no revision");
}

#[test]
fn a_new_revision_says_where_it_stands() {
    let (graph, ids) = fork();
    let project = &graph.project;
    let empty = |options: &[&str]| {
        let args = ["revision", "--empty", "-m", "more"];
        project.run(args.iter().chain(options))
    };
    empty(&[]).exits(1).tells("the chain has 2 heads").tells(&format!("--head {}", ids[3]));
    empty(&["--head", &ids[0]]).exits(1).tells("is no head").tells("--splice");
    empty(&["--head", "heads"]).exits(1).tells("where one revision is needed");
    for label in ["red", "a-1", "a@b", "a:b", "a+b", "head", "2026", "a b"] {
        let refused = empty(&["--head", "red@head", &format!("--branch-label={label}")]);
        refused.exits(1).tells(&format!("`{label}`"));
    }
    assert_eq!(project.up_files().len(), 5, "nothing was written");
    let id = graph.add("needs", &["--head", "red@head", "--depends-on", "blue"]);
    let up = project.read(&project.up_files()[5]);
    assert!(up.contains(&format!("{id}, follows {}\n", ids[3])), "{up}");
    assert!(up.contains(&format!("-- depends on {}\n", ids[4])), "{up}");
    assert!(!project.read(&project.up_files()[5].replace(".up.", ".down.")).contains("depends"));
    graph.moves(["upgrade", "red"], "blue_one blue_two needs red_one red_two trunk");
    // what depends on a branch goes with it
    graph.moves(["downgrade", "blue@base"], "red_one red_two trunk");
    let base = graph.add("apart", &["--head", "base", "--branch-label", "apart"]);
    let up = project.read(&project.up_files()[6]);
    assert!(up.contains(&format!("{base}, follows nothing")), "{up}");
    project.run(["heads"]).exits(0).prints(&format!("{base}  apart  (branch apart)"));
}

#[test]
fn the_graph_is_drawn_with_what_is_applied() {
    let (graph, ids) = fork();
    let project = &graph.project;
    let drawn = project.run(["history", "--offline"]);
    let [trunk, red, blue, more_red, more_blue] = ids.as_slice() else { panic!("five") };
    assert_eq!(
        drawn.exits(0).stdout,
        format!(
            "○ {more_blue}  blue_two  (head)\n\
             │ ○ {more_red}  red_two  (head)\n\
             ○ │ {blue}  blue_one  (label blue)\n\
             │ ○ {red}  red_one  (label red)\n\
             ├─╯\n\
             ○ {trunk}  trunk  (branch point)\n"
        )
    );
    project.run(["upgrade", red]).exits(0);
    let drawn = project.run(["history"]);
    drawn.exits(0).prints(&format!("│ ● {red}  red_one  (applied "));
    drawn
        .prints(" ms; current; label red)")
        .prints(&format!("○ {more_blue}  blue_two  (not applied; head)"));
    let range = project.run(["history", "-r", "current:red", "--verbose"]);
    range.exits(0).prints("red_two").prints("red_one").is_silent_about("blue");
    range.is_silent_about("trunk").prints(&format!("│   generated/{more_red}_red_two.up.sql"));
    project
        .run(["history", "-r", ":blue", "--offline"])
        .exits(0)
        .prints("trunk")
        .is_silent_about("red");
    project
        .run(["history", "-r", "current:", "--offline"])
        .exits(1)
        .tells("depends on what a database");
    let heads = project.run(["heads"]);
    heads.exits(0).prints(&format!("{more_red}  red_two  (branch red)")).tells("autogen merge");
    let branches = project.run(["branches"]);
    branches.exits(0).prints(&format!("{trunk}  trunk  (branch point)\n"));
    branches.prints(&format!("  -> {red}  red_one  (branch red, to {more_red})"));
    branches.prints(&format!("label blue: set in {blue}, from {blue} to {more_blue}"));
}

#[test]
fn files_are_enough_to_look_at_them() {
    let (graph, ids) = fork();
    let project = &graph.project;
    let lock = project.read("generated/autogen.lock");
    let conflict = format!("<<<<<<< HEAD\n{lock}=======\n{lock}>>>>>>> other\n");
    project.write("generated/autogen.lock", &conflict);
    for command in ["heads", "branches", "history"] {
        project.run([command]).exits(0).prints(&ids[4]);
    }
    let nowhere = project.run(["history", "--database-url", "postgres://me@127.0.0.1:1/app"]);
    nowhere.exits(0).prints(&format!("○ {}  blue_two  (head)", ids[4]));
    nowhere.tells("note: ").tells("what is applied is not shown");
    // and what a run would need is still told
    project.run(["current", "--database-url", "postgres://me@127.0.0.1:1/app"]).exits(1);
    project.run(["seal", "--no-prove"]).exits(0);
    assert_eq!(project.read("generated/autogen.lock"), lock);
}

#[test]
fn a_revision_is_shown() {
    let (graph, ids) = fork();
    let project = &graph.project;
    let shown = project.run(["show", &ids[1]]);
    shown.exits(0).prints(&format!("revision {}  red_one\n", ids[1]));
    shown.prints(&format!("follows     {}  trunk\n", ids[0])).prints("label       red\n");
    shown.prints(&format!("followed by {}  red_two\n", ids[3]));
    shown.prints(&format!("generated/{}_red_one.up.sql  (1 statement)\n", ids[1]));
    shown.prints("create table red_one (id integer);").prints("drop table red_one;");
    assert!(!shown.stdout.contains('\u{1b}'), "no colours into a pipe");
    let coloured = project.run(["show", "red@head", "--color", "always"]);
    coloured.exits(0).prints("\u{1b}[34mcreate\u{1b}[0m \u{1b}[34mtable\u{1b}[0m red_two");
    project.run(["upgrade", "red"]).exits(0);
    project.run(["show", "current"]).exits(0).prints("red_two");
    project.run(["show", "current-1"]).exits(0).prints(&format!("revision {}", ids[1]));
    project
        .run(["show", "tabel"])
        .exits(1)
        .tells("`tabel` is no revision")
        .tells("show table user");
    project.run(["show", "heads"]).exits(1).tells("where one revision is needed");
    project.run(["show", "head", "--run"]).exits(1);
    let up = &project.up_files()[4];
    let hazard = project.read(up).replace("create", "-- hazard: data loss: table public.x\ncreate");
    project.write(up, &hazard);
    project.run(["show", "blue@head"]).exits(0).prints("\n  hazard: data loss: table public.x\n");
}

#[test]
fn an_editor_gets_both_files() {
    let graph = Graph::new();
    let id = graph.add("one", &[]);
    let project = &graph.project;
    let edit = |editor: &str| {
        let mut command = project.command(&["edit".to_owned(), "head".to_owned()]);
        command.env("EDITOR", editor).env_remove("VISUAL");
        let output = command.output().expect("autogen runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, stdout, _) = edit("true");
    assert_eq!((code, stdout), (Some(0), format!("revision {id} is as it was\n")));
    let (code, stdout, stderr) = edit("sed -i 's/table one/table two/'");
    assert_eq!((code, stdout.lines().count()), (Some(0), 2), "{stdout}{stderr}");
    assert!(stderr.contains("now `autogen seal`"), "{stderr}");
    project.run(["seal", "--no-prove"]).exits(0);
    // the first of the two files alone, in what both must say
    let (code, _, stderr) = edit("sh -c 'sed -i \"s/-- one/-- three/\" $0'");
    assert!(code == Some(1) && stderr.contains("disagree"), "{stderr}");
    let up = project.up_files().remove(0);
    project.write(&up, &project.read(&up).replace("-- three", "-- one"));
    let (code, _, stderr) = edit("false");
    assert!(code == Some(1) && stderr.contains("`false` ended with"), "{stderr}");
    let (code, _, stderr) = edit("");
    assert!(code == Some(1) && stderr.contains("EDITOR=vi autogen edit"), "{stderr}");
}

#[test]
fn what_is_current_can_be_checked() {
    let (graph, ids) = fork();
    let project = &graph.project;
    let virgin = project.run(["current"]);
    virgin.exits(0).prints("base (5 revisions behind the heads)");
    project.run(["current", "--check"]).exits(2).tells("is not at every head");
    let made = "select count(*) from pg_class where relname like 'autogen%'";
    assert_eq!(graph.database.sql(made), "0", "nothing is created");
    project.run(["upgrade", "red"]).exits(0);
    project.run(["current", "--check"]).exits(2).prints(&format!("{} red_two (head)", ids[3]));
    let id = graph.add("blue_three", &["--head", "blue@head", "--version", "7.4.0"]);
    project.run(["upgrade", "heads"]).exits(0);
    let current = project.run(["current", "--check"]);
    current.exits(0).prints(&format!("{id} blue_three (head)  version 7.4.0"));
}

#[test]
fn what_is_damaged_in_the_graph_names_its_files() {
    let (graph, ids) = fork();
    let project = &graph.project;
    let files = project.up_files();
    let damaged = |at: usize, from: &str, to: &str, text: &str| {
        let before = project.read(&files[at]);
        assert!(before.contains(from), "{before}");
        project.write(&files[at], &before.replacen(from, to, 1));
        project.run(["heads"]).exits(1).tells(text).tells(&files[at]);
        project.write(&files[at], &before);
    };
    let depends = |id: &str| format!("-- catalog unknown\n-- depends on {id}");
    damaged(1, "-- catalog unknown", &depends("20200101000000"), "it depends on 20200101000000");
    damaged(1, "-- catalog unknown", &depends(&ids[3]), "in a circle");
    damaged(0, "-- catalog unknown", &depends(&ids[0]), "in a circle");
    damaged(2, "label blue", "label red", "both have the label `red`");
    damaged(2, "label blue", "label a@b", "`a@b` is no branch label");
    damaged(2, "label blue", "lable blue", "is not known");
}

#[test]
fn what_was_squashed_is_run_in_part_or_recorded() {
    let graph = Graph::new();
    let ids: Vec<String> = ["one", "two", "three", "four"].map(|name| graph.add(name, &[])).into();
    let project = &graph.project;
    let other = Database::new();
    let on_other = |args: &[&str]| {
        let url = other.url();
        project.run(args.iter().copied().chain(["--database-url", url.as_str()]))
    };
    // one database has all, another the half
    project.run(["upgrade"]).exits(0);
    on_other(&["upgrade", &ids[1]]).exits(0);
    // two and three become one
    let squash = graph.add("both", &["--head", &ids[0], "--splice"]);
    let up = project.up_files().pop().expect("a revision");
    let text = project.read(&up).replace(
        "-- catalog unknown",
        &format!("-- catalog unknown\n-- replaces {} and {}", ids[1], ids[2]),
    );
    let text = text.replace(
        "create table both (id integer);",
        "create table two (id integer);\n\ncreate table three (id integer);",
    );
    project.write(&up, &text);
    let down = up.replace(".up.", ".down.");
    project.write(
        &down,
        &project.read(&down).replace("drop table both", "drop table three;\n\ndrop table two"),
    );
    for path in
        project.up_files()[1..3].iter().flat_map(|up| [up.clone(), up.replace(".up.", ".down.")])
    {
        let text = project.read(&path);
        std::fs::remove_file(project.path(&path)).expect("moved");
        project.write(&path.replace("generated/", "generated/replaced/"), &text);
    }
    project.run(["seal", "--no-prove"]).exits(0);
    assert!(project.read("generated/autogen.lock").contains("  replaced/"));
    project.run(["history"]).exits(0).prints("both  (applied as what it replaces");
    let recorded = project.run(["upgrade"]);
    recorded.exits(0).tells(&format!("recorded {squash} both"));
    let mut all = vec![ids[0].clone(), ids[3].clone(), squash.clone()];
    all.sort();
    assert_eq!(graph.database.applied(), all);
    project.run(["current", "--check"]).exits(0).prints(&format!("{} four (head)", ids[3]));

    let middle = on_other(&["upgrade"]);
    middle
        .exits(0)
        .tells(&format!("applied {} three", ids[2]))
        .tells(&format!("recorded {squash} both"));
    middle.tells(&format!("applied {} four", ids[3]));
    assert_eq!(other.applied(), all);

    let new = Database::new();
    project
        .run(["upgrade", "--database-url", &new.url()])
        .exits(0)
        .tells(&format!("applied {squash} both"));
    assert_eq!(new.applied(), all);
    assert_eq!(new.dump(&["autogen_revision"]), other.dump(&["autogen_revision"]));
    project.run(["show", &ids[1]]).exits(0).prints(&format!("replaced by {squash}  both"));
    project.run(["downgrade", "base"]).exits(0);
    assert_eq!(graph.tables(), "");
}

#[test]
fn a_stamp_leaves_other_branches_where_they_are() {
    let (graph, ids) = fork();
    let project = &graph.project;
    project.run(["upgrade", "heads"]).exits(0);
    let stamped = project.run(["stamp", &ids[1]]);
    stamped.exits(0).prints(&format!("forgot {}", ids[3])).is_silent_about("recorded");
    let mut left = [&ids[0], &ids[1], &ids[2], &ids[4]].map(String::clone);
    left.sort();
    assert_eq!(graph.database.applied(), left);
    project.run(["stamp", "red@head"]).exits(0).prints(&format!("recorded {}", ids[3]));
    project.run(["current", "--check"]).exits(0);
    project.run(["stamp", "base"]).exits(0);
    assert_eq!(graph.database.applied(), Vec::<String>::new());
}
