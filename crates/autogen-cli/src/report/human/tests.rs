use autogen_core::catalog::Catalog;
use autogen_core::decision::questions;
use autogen_core::ident::Ident;
use autogen_core::plan::plan as way;
use autogen_postgres::rename::Rename;

use super::super::summary;
use super::super::testing::{Builder, column_id, table_id};
use super::*;

/// The report without its colours.
fn report(before: &Catalog, after: &Catalog, verbose: bool) -> String {
    let plan = way(before, after).unwrap();
    let questions = questions(&plan, before, after, &[].into());
    let difference = Difference { plan: &plan, before, after, renames: &[], questions: &questions };
    plain(&render(&difference, verbose))
}

fn plain(text: &str) -> String {
    use std::io::Write as _;
    let mut stream = anstream::StripStream::new(Vec::new());
    stream.write_all(text.as_bytes()).unwrap();
    String::from_utf8(stream.into_inner()).unwrap()
}

fn user() -> Builder {
    Builder::new().table("user", &["email", "name"])
}

#[test]
fn nothing_is_said_where_nothing_changes() {
    assert_eq!(report(&user().done(), &user().done(), true), "");
}

#[test]
fn changes_stand_below_their_outermost_object_and_are_counted() {
    let before = user().column("user", "age", "integer").table("old", &["a", "b"]).done();
    let after = user()
        .column("user", "age", "bigint")
        .column("user", "phone", "character varying(20)")
        .default(&column_id("user", "phone"), "''::character varying")
        .table("place", &["id"])
        .comment(&table_id("place"), "where")
        .done();
    let text = report(&before, &after, false);
    let start = "- table old (2 columns)\n+ table place (1 column)\ntable user\n  \
                 ~ column user.age integer -> bigint\n";
    assert!(text.starts_with(start), "{text}");
    assert!(text.contains("\n  + column user.phone character varying(20)\n"), "{text}");
    assert!(text.contains("  + default of column user.phone ''::character varying\n"), "{text}");
    assert!(
        text.contains("! data loss: table public.old (--allow drop-table:public.old)\n"),
        "{text}"
    );
    let counts = text.lines().last().unwrap();
    assert!(counts.starts_with("5 changes: 3 added, 1 changed, 1 dropped; "), "{counts}");
    let verbose = report(&before, &after, true);
    assert!(
        verbose.contains("\n    + column place.id text\n    + comment on table place 'where'\n"),
        "{verbose}"
    );
    assert!(verbose.contains("\n    - column old.a text\n"), "{verbose}");
}

#[test]
fn a_possible_rename_is_pointed_at() {
    let before = Builder::new().table("user", &["email"]).done();
    let after = Builder::new().table("user", &["mail"]).done();
    let text = report(&before, &after, false);
    assert!(text.contains("? a rename? (--rename public.user.email=mail)\n"), "{text}");
}

#[test]
fn long_and_many_lined_texts_are_set_against_each_other() {
    let comment = |text: &str| user().comment(&table_id("user"), text).done();
    let text = report(&comment("a\nb\nc\nd\ne\nf"), &comment("a\nb\nc\nX\ne\nf"), false);
    assert!(
        text.contains("  ~ comment on table user\n        b\n        c\n      - d\n      + X\n"),
        "{text}"
    );
    assert!(!text.contains("'a\n"), "only the lines around it: {text}");
    let long = "a comment of more than forty characters, ";
    let text = report(&comment(&format!("{long}1")), &comment(&format!("{long}2")), false);
    assert!(text.contains(&format!("user\n      - '{long}1'\n      + '{long}2'\n")), "{text}");
}

#[test]
fn names_and_texts_cannot_steer_the_terminal() {
    let before = user().comment(&table_id("user"), "a").done();
    let after = user()
        .comment(&table_id("user"), "\u{1b}[2J\u{202e}")
        .column("user", "x\u{1b}]0;y\u{7}", "text")
        .done();
    let plan = way(&before, &after).unwrap();
    let difference =
        Difference { plan: &plan, before: &before, after: &after, renames: &[], questions: &[] };
    let text = super::render(&difference, false);
    let after_colours = plain(&text);
    assert!(!after_colours.chars().any(|c| c.is_control() && c != '\n'), "{after_colours:?}");
    assert!(after_colours.contains("\\u{1b}[2J\\u{202e}"), "{after_colours}");
    for line in summary::lines(&before, &after, &[]) {
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
}

#[test]
fn the_summary_of_a_revision_has_relative_names_and_wholes() {
    let before = user().enumeration("tier", &["a"]).done();
    let after = user()
        .enumeration("tier", &["a", "b"])
        .column("user", "phone", "character varying(20)")
        .table("place", &["id", "name"])
        .default(&column_id("place", "id"), "1")
        .done();
    assert_eq!(
        summary::lines(&before, &after, &[]),
        [
            "~ enum tier ('a') -> ('a', 'b')",
            "+ table place (2 columns)",
            "+ column user.phone character varying(20)",
        ]
    );
    let column = column_id("user", "email");
    let rename = Rename { from: column, to: Ident::new("mail") };
    let renamed = Builder::new().table("user", &["mail", "name"]).done();
    assert_eq!(
        summary::lines(&renamed, &renamed, &[rename]),
        ["~ column user.email renamed to mail"]
    );
    let table = Rename { from: table_id("account"), to: Ident::new("user") };
    let after = Builder::new().table("user", &["mail"]).done();
    assert_eq!(
        summary::lines(&renamed, &after, &[table]),
        ["~ table account renamed to user", "- column user.name text"]
    );
}
