use super::*;

fn parse(text: &str) -> Result<State> {
    State::parse(text, "--from")
}

fn problem(text: &str) -> String {
    parse(text).expect_err("refused").to_string()
}

#[test]
fn the_words() {
    let some = |text: &str| Some(text.to_owned());
    for (text, state) in [
        ("models", State::Models),
        ("database", State::Database(None)),
        ("database:staging", State::Database(some("staging"))),
        ("revisions", State::Revisions(None)),
        ("revisions@20261120103000", State::Revisions(some("20261120103000"))),
    ] {
        assert_eq!(parse(text).unwrap(), state);
        assert_eq!(state.to_string(), text);
    }
    assert!(problem("database:").contains("lacks the label"));
    assert!(problem("revisions@").contains("lacks the revision"));
}

#[test]
fn a_url_is_shown_without_its_password() {
    let state = parse("postgresql://me:secret@host/app").unwrap();
    assert_eq!(state.to_string(), "postgresql://me:***@host/app");
    assert!(!format!("{state:?}").contains("secret"));
}

#[test]
fn files_and_folders() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["a.sql", "b.json", "c.txt"] {
        std::fs::write(path(name), "").unwrap();
    }
    assert!(matches!(parse(&path("a.sql")), Ok(State::File(_))));
    assert!(matches!(parse(&path("b.json")), Ok(State::Snapshot(_))));
    assert!(matches!(parse(&path("")), Ok(State::Folder(_))));
    assert!(problem(&path("c.txt")).contains("neither .sql nor .json"));
    assert!(problem(&path("d.sql")).contains("d.sql, which is not there"));
    assert!(problem("no/such/folder").contains("which is not there"));
    assert!(problem("schema.sql").contains("which is not there"));
}

#[test]
fn an_unknown_word_lists_the_forms_and_the_nearest() {
    let text = problem("modles");
    assert!(text.contains("`modles`, which is no state, did you mean `models`?"), "{text}");
    assert!(text.contains("revisions@REV"), "{text}");
    assert!(!problem("colour").contains("did you mean"));
}

#[test]
fn a_wrong_url_does_not_show_its_password() {
    for text in ["mysql://me:secret@host/app", "postgress://me:secret@host/app", "me:secret@host"] {
        let text = problem(text);
        assert!(!text.contains("secret"), "{text}");
        assert!(text.contains("is no state"), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn hostile_states_are_read_or_refused(
        start in "|models|database|database:|revisions@|postgres://|postgresql://u:p@|\\.\\./|/",
        rest in "(?s).{0,60}",
        end in "|\\.sql|\\.json|/|@|:1|\\?sslmode=x",
    ) {
        let text = format!("{start}{rest}{end}");
        if let Ok(state) = parse(&text) {
            let _ = state.to_string();
            if let State::Url(url) = state {
                let _ = url.options();
            }
        }
    }
}
