use proptest::prelude::*;

use super::*;
use crate::file::FileText;
use crate::header::Header;
use crate::section::{Section, Statement};
use crate::testing::id;
use crate::write::NewHalf;

const MIXED: &str = "\
alter table \"user\" add column full_name text;

-- autogen: batch 100 on \"user\"
-- autogen: no retry
-- why
update \"user\" set full_name = first_name where :batch;

-- autogen: no transaction
create index concurrently i on t (a);
-- hazard: lock
vacuum t; -- done

-- autogen: section
alter table \"user\" alter column full_name set not null;
";

#[test]
fn a_file_is_cut_where_directives_stand() {
    let sections = sections(MIXED, true).unwrap();
    let shape: Vec<_> = sections.iter().map(|s| (s.line, s.statements.len())).collect();
    assert_eq!(shape, [(1, 1), (3, 1), (8, 2), (13, 1)]);
    assert!(sections[0].directives.is_plain() && sections[3].directives.is_plain());
    assert_eq!(sections[1].directives.retry, Some(0));
    assert_eq!(sections[1].statements[0].comments, ["why"]);
    assert_eq!(sections[2].statements[1].comments, ["hazard: lock"]);
    assert_eq!(sections[2].directives.mode, Mode::NoTransaction { idempotent: false });
}

#[test]
fn a_file_outside_a_transaction_is_one_section_of_that_kind() {
    let sections = sections("vacuum t;", false).unwrap();
    assert_eq!(sections[0].directives.mode, Mode::NoTransaction { idempotent: false });
    assert!(super::sections("-- nothing\n", true).unwrap().is_empty());
}

#[test]
fn the_checksum_is_that_of_what_runs() {
    let sum = |text: &str| sections(text, true).unwrap()[0].checksum;
    let one = sum("-- autogen: no transaction\nvacuum t;");
    assert_eq!(one, sum("-- autogen: no transaction\n\n-- why not\nvacuum t  ;\n"));
    assert_ne!(one, sum("-- autogen: no transaction\nvacuum u;"));
    assert_ne!(one, sum("vacuum t;"));
    assert_ne!(sum("select 1; select 2"), sum("select 2; select 1"));
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (text, line, word) in [
        ("select 1;\n-- autogen: batch 1 on t\nupdate t set a = 1;", 2, ":batch"),
        ("-- autogen: batch 1 on t\nselect ':batch';", 1, ":batch"),
        ("-- autogen: batch 1 on t\nselect 1::batch;", 1, ":batch"),
        ("-- autogen: batch 1 on t\nselect :batch; select 1", 1, "exactly one"),
        ("select 1;\n-- autogen: section\n", 2, "no statement"),
        ("-- autogen: section\n-- autogen: role\nselect 1", 2, "one word"),
        ("select 1;\n  --autogen:vacuum\nselect 1", 2, "no directive"),
        ("select\n-- autogen: section\n1;", 2, "within"),
    ] {
        let error = sections(text, true).unwrap_err().to_string();
        assert!(error.starts_with(&format!("line {line}")) && error.contains(word), "{error}");
    }
}

#[test]
fn text_within_statements_and_other_comments_are_no_directives() {
    let text = "select '\n-- autogen: section\n'; /* \n-- autogen: section\n */ select $$\n-- autogen: x\n$$;\n-- autogen revision";
    assert_eq!(sections(text, true).unwrap().len(), 1);
}

#[test]
fn marks_stand_outside_of_strings() {
    assert_eq!(marks("update t set a = ':batch', b = x::batch where :batch"), [46]);
    assert_eq!(marks("where (:batch) or :batch").len(), 2);
}

proptest! {
    #[test]
    fn written_sections_come_back(
        notes: Vec<String>,
        comments: Vec<String>,
        plain: Vec<bool>,
    ) {
        let directives = |plain: bool| Directives { once: !plain, ..Directives::default() };
        let statement = Statement { comments, sql: "select 1".to_owned() };
        let written: Vec<Section> = plain
            .iter()
            .map(|plain| Section {
                directives: directives(*plain),
                notes: notes.clone(),
                statements: vec![statement.clone()],
            })
            .collect();
        let header = Header::new(id(1), "x");
        let text = NewHalf { header, sections: written.clone() }.text();
        let file = FileText::parse(&text).unwrap();
        let read = file.sections().unwrap();
        prop_assert_eq!(read.len(), written.len());
        for (read, written) in read.iter().zip(&written) {
            prop_assert_eq!(&read.directives, &written.directives);
            prop_assert_eq!(read.statements.len(), 1);
            prop_assert_eq!(&read.statements[0].comments, &statement.comments);
        }
    }
}
