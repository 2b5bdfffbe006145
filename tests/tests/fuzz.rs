//! Hostile texts, fed to everything that reads files or words of a person: nothing panics, and what is taken
//! is taken whole. `just fuzz` feeds many more.

use std::path::Path;

use autogen_core::plan::plan;
use autogen_core::snapshot;
use autogen_revision::highlight::parts;
use autogen_revision::sections::marks;
use autogen_revision::{Chain, FileName, FileText, Lock, RevisionId, bound, guard, layout, split};
use autogen_tests::database::Server;
use autogen_tests::hostile::feed;
use autogen_tests::memory;

fn generated() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated"))
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            found.push((name, std::fs::read_to_string(path).unwrap()));
        }
    }
    found.sort();
    found
}

/// Revision files: the example's, and small ones with everything that a file may hold.
fn revisions() -> Vec<String> {
    let mut texts = vec![
        "-- autogen revision 20261120103000, follows 20261120102959, 20261120102958\n\
         -- depends on 20261120102957\n-- replaces 20261120102956\n-- label blue\n-- message\n\
         -- catalog 503ea3711d236393 (pg15) -> 3be4018454b0d3b4 (pg15)\n--   + table t\n\
         -- decided allow drop-column:public.user.fax\n-- version 2.0.0 (major)\n\
         -- scope schemas public\n-- scope kinds enum, \"materialized view\", table\n\n\
         alter table \"user\" add column handle text;\n\n\
         -- autogen: no transaction\n-- autogen: lock timeout 3s\n-- autogen: retry 3\n\
         create unique index concurrently user_handle on \"user\" (handle);\n\n\
         -- autogen: section\n-- autogen: role privileged\nselect $a$ ; $a$, 'it''s', E'\\'';\n\n\
         -- autogen: batch 10000 on public.user as u fills full_name, \"b c\" pause 100ms\n\
         update \"user\" set full_name = first_name where full_name is null and :batch;\n"
            .to_owned(),
    ];
    let small = |(_, text): (String, String)| text.chars().take(3000).collect();
    texts.extend(files(generated()).into_iter().filter(|(n, _)| n.ends_with(".sql")).map(small));
    texts
}

/// SQL with all that a splitter has to know.
fn sql() -> Vec<String> {
    let mut texts = revisions();
    texts.push(
        "create function f() returns int language sql begin atomic select case when true then 1 end; end;\n\
         do $do$ begin perform 1; end $do$; /* a /* b */ ; */ select U&'\\0061' uescape '!';\n\
         create rule r as on delete to t do (select 1; select 2);\nset search_path = public, x;\n\
         create table public.t (\"a\"\"b\" int default 1, c text collate \"C\");\ncopy t from stdin;\n"
            .to_owned(),
    );
    texts
}

#[test]
fn revision_files() {
    feed(&revisions(), |text| {
        let Ok(file) = FileText::parse(text) else { return };
        assert!(file.text().ends_with(file.body()));
        let _ = file.statements();
        if let Ok(sections) = file.sections() {
            for section in &sections {
                for statement in &section.statements {
                    assert!(file.text().contains(statement.text));
                }
            }
            let _ = bound::bound(file.text(), &sections, "public");
        }
        let _ = (file.needs_runner(), file.has_guard(), file.guarded());
    });
}

#[test]
fn chains_of_revision_files() {
    const ONE: &str = "20261120102959_one";
    let pair = "-- autogen revision 20261120102959\n-- one\n\nselect 1;\n";
    feed(&revisions(), |text| {
        let (one_up, one_down) = (format!("{ONE}.up.sql"), format!("{ONE}.down.sql"));
        let two = ["20261120103000_message.up.sql", "20261120103000_message.down.sql"];
        let texts = [(one_up.as_str(), pair), (&one_down, pair), (two[0], text), (two[1], text)];
        if let Ok(chain) = Chain::from_texts(Path::new("generated"), texts) {
            let _ = (chain.heads(), chain.resolve("heads", None), chain.resolve("base+2", None));
        }
    });
}

#[test]
fn lock_files() {
    let lock = std::fs::read_to_string(Lock::path(generated())).unwrap();
    feed(&[lock], |text| {
        if let Ok(lock) = Lock::parse(text, Path::new("autogen.lock")) {
            // line ends and a mark in front aside, it is what is written
            let plain = text.replace("\r\n", "\n");
            assert_eq!(lock.to_string(), plain.trim_start_matches('\u{feff}'));
        }
    });
}

#[test]
fn addresses() {
    let chain = Chain::read(generated()).unwrap();
    let seeds = [
        "head",
        "heads",
        "base",
        "current",
        "+1",
        "-2",
        "head-1",
        "base+2",
        "20261120093855",
        "2026",
        "blue@head",
        "20261120093855@+1",
        "2026112009:head",
        ":heads",
        "current:",
    ];
    let applied = chain.iter().map(|revision| revision.id()).take(1).collect();
    feed(&seeds.map(str::to_owned), |text| {
        for applied in [None, Some(&applied)] {
            let _ = (chain.resolve(text, applied), chain.resolve_one(text, applied));
            if let Ok(range) = chain.resolve_range(text, applied) {
                assert!(chain.span(&range).len() <= chain.len());
            }
        }
    });
}

#[test]
fn names_of_files() {
    let names: Vec<_> = files(generated()).into_iter().map(|(name, _)| name).collect();
    feed(&names, |text| {
        if let Ok(name) = text.parse::<FileName>() {
            assert_eq!(name.to_string(), text);
            assert!(!text.contains(['/', '\\', '\0']), "{text:?}");
        }
        let _ = text.parse::<RevisionId>();
    });
}

#[test]
fn statements() {
    feed(&sql(), |text| {
        let Ok(statements) = split(text) else { return };
        for statement in &statements {
            assert!(text.contains(statement.text));
            let _ = (marks(statement.text), guard::is_guard(statement.text));
            // laid out, it is still what it was
            let _ = layout(statement.text);
        }
        let shown: String = parts(text).into_iter().map(|(_, part)| part).collect();
        assert_eq!(shown, text);
    });
}

#[tokio::test]
async fn snapshots() {
    let server = Server::start().unwrap();
    let mut database = server.database(include_str!("fuzz.sql")).await.unwrap();
    let catalog = database.catalog().await.unwrap();
    database.remove().await.unwrap();
    let text = snapshot::encode(&catalog);
    assert_eq!(snapshot::encode(&snapshot::decode(&text).unwrap()), text);
    feed(&[text], |text| {
        let Ok(read) = snapshot::decode(text) else { return };
        for (from, to) in [(&catalog, &read), (&read, &catalog)] {
            if let Ok(way) = plan(from, to) {
                let _: Vec<_> = way.actions().map(|action| action.statement.sql()).collect();
            }
        }
    });
}

#[test]
fn nothing_is_too_deep_or_too_long() {
    let deep =
        |open: &str, close: &str| format!("{}{}", open.repeat(200_000), close.repeat(200_000));
    let long = format!("select '{}'", "x".repeat(20_000_000));
    for text in
        [deep("(", ")"), deep("/*", "*/"), deep("case when ", " end"), long, ";".repeat(2_000_000)]
    {
        let _ = split(&text).map(|statements| statements.len());
        let _ = parts(&text).len();
        let _ = FileText::parse(&format!("-- autogen revision 20261120102959\n-- one\n\n{text}"))
            .map(|file| {
                file.sections().map(|sections| bound::bound(file.text(), &sections, "a").len())
            });
    }
    for text in [deep("(", ")"), deep("case when ", " end")] {
        let _ = layout(&text);
    }
    for text in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        format!("{{\"format\":1,\"facts\":{}", deep("[", "]")),
    ] {
        assert!(snapshot::decode(&text).is_err());
    }
    memory::is_bounded();
}
