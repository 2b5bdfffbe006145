use std::time::Duration;

use proptest::prelude::*;

use super::parse::directives;
use super::*;

fn read(text: &str) -> Result<Directives, DirectiveError> {
    let lines: Vec<_> = text.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
    directives(&lines)
}

#[test]
fn every_directive_is_read() {
    let read = read(
        "batch 10000 on public.\"User s\" as u fills full_name, \"X\" pause 100 ms\nrole privileged\n\
         once per database\nlock timeout 3s\nstatement timeout 1 min\nretry 5",
    );
    let batch = Batch {
        size: 10_000,
        table: "public.\"User s\"".to_owned(),
        alias: Some("u".to_owned()),
        fills: vec!["full_name".to_owned(), "\"X\"".to_owned()],
        pause: Some(Duration::from_millis(100)),
    };
    let expected = Directives {
        mode: Mode::Batch(batch),
        role: Some("privileged".to_owned()),
        once: true,
        lock_timeout: Some(Duration::from_secs(3)),
        statement_timeout: Some(Duration::from_secs(60)),
        retry: Some(5),
    };
    assert_eq!(read, Ok(expected));
}

#[test]
fn a_slip_is_named_with_its_line() {
    for (text, at, word) in [
        ("no transactoin", 1, "is no directive"),
        ("role a\nbatch ten on t", 2, "is expected"),
        ("batch 0 on t", 1, "is expected"),
        ("batch 1 on t; drop table t", 1, "is expected"),
        ("batch 1 on t as", 1, "is expected"),
        ("batch 1 on t fills a,", 1, "is expected"),
        ("lock timeout 3", 1, "length of time"),
        ("role a b", 1, "one word"),
        ("retry often", 1, "number of times"),
        ("no transaction\nno transaction", 2, "does not go with"),
        ("no transaction\nbatch 1 on t", 2, "does not go with"),
        ("batch 1 on t\nidempotent", 2, "does not go with"),
        ("retry 1\nno retry", 2, "does not go with"),
        ("section\nno transaction", 2, "does not go with"),
        ("role a\nsection", 2, "does not go with"),
        ("idempotent", 1, "goes with"),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("line {at}: ")) && error.contains(word),
            "{text}: {error}"
        );
    }
}

fn any_batch() -> impl Strategy<Value = Batch> {
    let name = || "[a-z_][a-z0-9_]{0,8}|\"[^\"\u{0}\\s]{1,8}\"";
    let time = || (1..100_000_u64).prop_map(Duration::from_millis);
    let fills = prop::collection::vec(name(), 0..3);
    let table = (prop::option::of(name()), name()).prop_map(|(schema, name)| {
        schema.map_or(name.clone(), |schema| format!("{schema}.{name}"))
    });
    (1..u64::MAX, table, prop::option::of(name()), fills, prop::option::of(time()))
        .prop_map(|(size, table, alias, fills, pause)| Batch { size, table, alias, fills, pause })
}

fn any_directives() -> impl Strategy<Value = Directives> {
    let mode = prop_oneof![
        Just(Mode::Transaction),
        any::<bool>().prop_map(|idempotent| Mode::NoTransaction { idempotent }),
        any_batch().prop_map(Mode::Batch),
    ];
    let time = || prop::option::of((1..100_000_u64).prop_map(Duration::from_millis));
    (
        mode,
        prop::option::of("[a-z]{1,8}"),
        any::<bool>(),
        time(),
        time(),
        prop::option::of(0..9_u32),
    )
        .prop_map(|(mode, role, once, lock_timeout, statement_timeout, retry)| Directives {
            mode,
            role,
            once,
            lock_timeout,
            statement_timeout,
            retry,
        })
}

proptest! {
    #[test]
    fn any_directives_come_back(written in any_directives()) {
        let text = written.to_string();
        let lines: Vec<&str> = text.lines().map(|line| line.strip_prefix(MARK).unwrap()).collect();
        prop_assert_eq!(read(&lines.join("\n")), Ok(written));
    }
}
