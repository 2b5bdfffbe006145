use super::*;
use proptest::prelude::*;

fn id(text: &str) -> RevisionId {
    text.parse().unwrap()
}

fn mark(hex: &str) -> CatalogMark {
    CatalogMark { fingerprint: Fingerprint::new(hex).unwrap(), major: 15 }
}

fn example() -> Header {
    Header {
        follows: vec![id("20261118090211")],
        catalog: Some(CatalogStep {
            before: mark("3f9c1a2b77d0e412aaaa"),
            after: mark("81d0e7aa0c5b9f36bbbb"),
        }),
        summary: vec!["+ column user.phone character varying(20)".to_owned()],
        scope: Scope {
            schemas: ["public".to_owned()].into(),
            kinds: ["enum".to_owned(), "table".to_owned()].into(),
        },
        decisions: vec!["allow drop-column:public.user.fax".to_owned()],
        ..Header::new(id("20261120103000"), "add phone column")
    }
}

fn reread(header: &Header) -> Header {
    let text = format!("{header}\nselect 1;\n");
    let (read, body) = Header::parse(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(&text[body..], "select 1;\n");
    read
}

#[test]
fn it_reads_as_the_design_says() {
    assert_eq!(
        example().to_string(),
        "-- autogen revision 20261120103000, follows 20261118090211\n\
         -- add phone column\n\
         -- catalog 3f9c1a2b77d0e412 (pg15) -> 81d0e7aa0c5b9f36 (pg15)\n\
         --   + column user.phone character varying(20)\n\
         -- scope schemas public\n\
         -- scope kinds enum, table\n\
         -- decided allow drop-column:public.user.fax\n"
    );
    assert_eq!(reread(&example()), example());
}

#[test]
fn the_first_a_merge_and_the_down_file_differ_in_their_first_line() {
    let mut header = Header::new(id("20261120103000"), "x");
    assert!(
        header.to_string().starts_with("-- autogen revision 20261120103000, follows nothing\n")
    );
    header.follows = vec![id("20261118090211"), id("20261118090200")];
    header.transaction = false;
    assert!(header.to_string().starts_with(
        "-- no-transaction\n-- autogen revision 20261120103000, follows 20261118090211 and 20261118090200\n"
    ));
    assert_eq!(reread(&header), header);
    let down = header.for_down(vec!["- column user.phone".to_owned()]);
    assert!(down.to_string().starts_with("-- autogen revision 20261120103000 (down), follows"));
    assert_eq!(reread(&down), down);
}

#[test]
fn a_down_header_must_agree_with_its_up_header() {
    let up = example();
    let down = up.for_down(vec!["- column user.phone".to_owned()]);
    assert_eq!(down.contradicts(&up), None);
    assert_eq!(down.catalog.as_ref().unwrap().before, up.catalog.as_ref().unwrap().after);
    type Edit = fn(&mut Header);
    let edits: [(&str, Edit); 5] = [
        ("id", |h| h.id = "20261120103001".parse().unwrap()),
        ("direction", |h| h.direction = Direction::Up),
        ("follows", |h| h.follows.clear()),
        ("message", |h| h.message.push('!')),
        ("catalog", |h| h.catalog = None),
    ];
    for (line, edit) in edits {
        let mut edited = down.clone();
        edit(&mut edited);
        assert_eq!(edited.contradicts(&up), Some(line));
    }
}

#[test]
fn graph_and_version_stand_in_the_up_file() {
    let header = Header {
        version: Some("1.4.0 (minor)".parse().unwrap()),
        depends_on: vec![id("20261118090211")],
        labels: vec!["billing".to_owned(), "größe".to_owned()],
        replaces: vec![id("20261101000000"), id("20261102000000")],
        ..example()
    };
    let text = header.to_string();
    let lines = "\
--   + column user.phone character varying(20)
-- version 1.4.0 (minor)
-- depends on 20261118090211
-- label billing
-- label größe
-- replaces 20261101000000 and 20261102000000
-- scope schemas public
";
    assert!(text.contains(lines), "{text}");
    assert_eq!(reread(&header), header);
    let down = header.for_down(vec![]);
    assert_eq!(down.contradicts(&header), None);
    assert!(!down.to_string().contains("label"));
    let refused = |text: &str, from: &str, to: &str, problem: &str| {
        let text = format!("{}\n", text.replacen(from, to, 1));
        let error = Header::parse(&text).unwrap_err().to_string();
        assert!(error.contains(problem) && error.contains("`autogen "), "{error}");
    };
    refused(&text, "1.4.0", "1.4", "line 5: `1.4 (minor)` is no version");
    refused(&text, "label billing", "label a-1", "line 7: `a-1` is no branch label");
    refused(&text, "label größe", "label billing", "line 8: `-- label billing` says again");
    refused(&text, "depends on 2026", "depends on 2056x", "line 6: `2056x1118090211` is no");
    let twice = "-- replaces 20261101000000\n-- replaces 20261101000000";
    refused(&text, "-- replaces 20261101000000", twice, "line 10: `-- replaces");
    refused(
        &down.to_string(),
        "-- catalog",
        "-- catalog unknown\n-- label x\n-- catalog",
        "line 4: `-- label x` stands in the up file",
    );
}

#[test]
fn hostile_messages_stay_messages() {
    for message in [
        "",
        "\n",
        "a\n\nb\n",
        "*/ drop table users; /*",
        "-- autogen revision 1\ncatalog unknown\n\ndrop table users;",
        "catalog 00000000 (pg15) -> 00000000 (pg15)",
        "\r\n\r\ndrop table users; --",
        "nul \0 bell \u{7} turn \u{202e}\u{2066}\u{2028} \u{85} \u{feff}",
        "no-transaction",
        "  + column x\n   \n\t",
        "'quotes' \"double\" $$dollar$$ \\ \\n \\u{41}",
        "größer 电话 👩\u{200d}🌾",
    ] {
        let header = Header { message: message.to_owned(), ..example() };
        assert_eq!(reread(&header), header, "{message:?}");
        assert!(header.to_string().lines().all(|line| line.starts_with("--")), "{message:?}");
    }
    let header = Header { message: "x*/;".repeat(2_500), ..example() };
    assert_eq!(reread(&header), header);
}

#[test]
fn a_broken_header_names_its_line() {
    let good = format!("{}\n", example());
    let cases = [
        (String::new(), "line 1: `-- autogen revision"),
        ("drop table x;".to_owned(), "line 1: `-- autogen revision"),
        ("-- no-transaction\n".to_owned(), "line 2: `-- autogen"),
        (good.replacen("20261120103000", "20261340000000", 1), "line 1: `20261340000000` is no"),
        (good.replacen(", follows 20261118090211", "", 1), "line 1: `-- autogen revision"),
        (good.replacen("(pg15)", "(pg)", 1), "line 3: `3f9c1a2b77d0e412 (pg)` is no catalog mark"),
        (good.replacen("-- scope", "-- colour", 1), "line 5: the header line `-- colour schemas"),
        (good.replacen("phone", "phone\rdrop table x;", 1), "line 2: a carriage return"),
        (good.replacen("-- add", "add", 1), "line 2: the header breaks off"),
        (good.trim_end().to_owned(), "line 8: the header breaks off before the blank line"),
        (good.replace("-- decided", "drop table"), "line 7: the header breaks off"),
    ];
    for (text, message) in cases {
        let error = Header::parse(&text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}\n{text}");
        assert!(error.contains("`autogen "), "no way out in: {error}");
    }
    for cut in 0..good.len() {
        assert!(Header::parse(&good[..cut]).is_err(), "cut at {cut} was not noticed");
    }
}

proptest! {
    #[test]
    fn any_header_comes_back(
        message in any::<String>(),
        summary in prop::collection::vec(any::<String>(), 0..3),
        decisions in prop::collection::vec(any::<String>(), 0..3),
        schemas: std::collections::BTreeSet<String>,
        (transaction, known) in any::<(bool, bool)>(),
        labels in prop::collection::btree_set("[a-z_][a-z0-9_./é]{0,9}x", 0..3),
        depends_on in prop::collection::vec(20_200_101_000_000..20_200_101_000_059i64, 0..3),
        replaces in prop::collection::vec(20_200_101_000_000..20_200_101_000_059i64, 0..3),
        version: Option<(u32, u32, u32)>,
    ) {
        let mut header = Header { message, summary, decisions, transaction, ..example() };
        let ids = |ids: Vec<i64>| ids.into_iter().map(|id| RevisionId::new(id).unwrap()).collect();
        (header.depends_on, header.replaces) = (ids(depends_on), ids(replaces));
        header.labels = labels.into_iter().collect();
        header.version = version.map(|(major, minor, patch)| VersionMark {
            version: Version { major, minor, patch },
            bump: Bump::Minor,
        });
        header.scope.schemas = schemas;
        if !known {
            header.catalog = None;
        }
        prop_assert_eq!(reread(&header), header);
    }

    #[test]
    fn any_lines_as_a_message_come_back(
        lines in prop::collection::vec(prop::sample::select(vec![
            "", " ", "catalog unknown", "-- catalog unknown", "scope kinds x", "  + y",
            "decided allow x", "autogen revision 1, follows nothing", "\r", "*/", "--", "\\&", "\0",
        ]), 0..6),
    ) {
        let header = Header { message: lines.join("\n"), ..example() };
        prop_assert_eq!(reread(&header), header);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>(), cut in 0usize..300) {
        let _ = Header::parse(&text);
        let good = example().to_string();
        let cut = cut.min(good.len());
        let _ = Header::parse(&format!("{}{text}{}", &good[..cut], &good[cut..]));
    }
}

#[test]
fn a_revision_says_that_it_was_not_proven() {
    let header = Header { unproven: true, ..example() };
    let text = header.to_string();
    assert!(text.contains("\n-- not proven\n"), "{text}");
    assert_eq!(reread(&header), header);
    assert!(!header.for_down(Vec::new()).to_string().contains("not proven"));
    let twice = text.replace("-- not proven\n", "-- not proven\n-- not proven\n") + "\n";
    assert!(matches!(Header::parse(&twice), Err(HeaderError::Twice { .. })));
    let down = header.for_down(Vec::new()).to_string() + "-- not proven\n\n";
    assert!(matches!(Header::parse(&down), Err(HeaderError::UpFileOnly { .. })));
}
