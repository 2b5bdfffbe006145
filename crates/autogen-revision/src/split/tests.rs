use super::*;
use proptest::prelude::*;

fn texts(sql: &str) -> Vec<&str> {
    split(sql).unwrap().into_iter().map(|span| span.text).collect()
}

#[test]
fn semicolons_end_statements_and_nothing_else_does() {
    for (sql, expected) in [
        ("", vec![]),
        (" ;; -- only; a comment\n/* ; */ ;", vec![]),
        ("select 1", vec!["select 1"]),
        ("select 1; select 2 ;\n", vec!["select 1", "select 2"]),
        (
            "select ';', \"a;b\", E'\\';', U&'\\;';x",
            vec!["select ';', \"a;b\", E'\\';', U&'\\;'", "x"],
        ),
        ("do $$ a; b; $$; x", vec!["do $$ a; b; $$", "x"]),
        ("do $a$ $$;$$ ; $a$; x", vec!["do $a$ $$;$$ ; $a$", "x"]),
        ("select 1 /* ; /* ; */ ; */ + 1; x", vec!["select 1 /* ; /* ; */ ; */ + 1", "x"]),
        ("select 1 -- ;\n+ 1; x", vec!["select 1 -- ;\n+ 1", "x"]),
        (
            "create rule r as on delete to t do (a; b); x",
            vec!["create rule r as on delete to t do (a; b)", "x"],
        ),
        (
            "create or replace function f() returns int begin atomic select case when a then 1 end; select 2; end; x",
            vec![
                "create or replace function f() returns int begin atomic select case when a then 1 end; select 2; end",
                "x",
            ],
        ),
        (
            "CREATE PROCEDURE p(\"begin\" int) BEGIN ATOMIC select 1; END; x",
            vec!["CREATE PROCEDURE p(\"begin\" int) BEGIN ATOMIC select 1; END", "x"],
        ),
        ("create function begin() return 1; x", vec!["create function begin() return 1", "x"]),
        ("do $body$x$$body$; do $$$1;$$; x", vec!["do $body$x$$body$", "do $$$1;$$", "x"]),
        ("begin; select 1; end; commit", vec!["begin", "select 1", "end", "commit"]),
        (
            "create table \"function\" (a int); begin; end",
            vec!["create table \"function\" (a int)", "begin", "end"],
        ),
        ("select $1; select a$b$c; x", vec!["select $1", "select a$b$c", "x"]),
        ("select 1); x", vec!["select 1)", "x"]),
    ] {
        assert_eq!(texts(sql), expected, "{sql}");
    }
}

#[test]
fn comments_directly_above_belong_to_a_statement() {
    let sql = "-- header\n\n-- hazard: a\\nb\n--two\nselect 1; -- behind\n\
               /* block */\nselect 2;\n-- far\n\nselect 3;\n\n-- three\nselect -- inner\n 4;\n";
    let spans = split(sql).unwrap();
    let comments: Vec<_> = spans.iter().map(|span| span.comments.join("|")).collect();
    assert_eq!(comments, ["hazard: a\nb|two", "", "", "three"]);
    for span in &spans {
        assert_eq!(&sql[span.start..span.end], span.text);
    }
}

#[test]
fn what_never_ends_is_named_with_its_place() {
    for (sql, message) in [
        ("select 1;\n select 'open", "line 2, column 9: the string"),
        ("é \"open", "line 1, column 3: the quoted name"),
        ("x $a$ $b$", "line 1, column 3: the dollar-quoted string"),
        ("/* /* */", "line 1, column 1: the comment"),
        ("create table t (a int;\nselect 1;", "line 1, column 16: the parenthesis"),
        ("create function f() begin atomic select 1;", "line 1, column 21: the atomic body"),
        ("select 1;\n\0", "line 2, column 1: a zero byte"),
    ] {
        let error = split(sql).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
        assert!(error.contains("`autogen seal`"), "{error}");
    }
}

proptest! {
    #[test]
    fn nothing_but_blanks_comments_and_semicolons_is_left_out(sql in any::<String>()) {
        if let Ok(spans) = split(&sql) {
            let mut end = 0;
            let mut gaps = String::new();
            for span in &spans {
                prop_assert!(span.start >= end && span.end > span.start);
                gaps.push_str(&sql[end..span.start]);
                gaps.push('\n');
                end = span.end;
            }
            gaps.push_str(&sql[end..]);
            let rest = tokens(&gaps);
            prop_assert!(rest.iter().all(|t| t.is_comment() || t.kind == TokenKind::Semi));
        }
    }
}
