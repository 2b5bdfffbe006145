use super::*;

fn options(url: &str) -> PgConnectOptions {
    url.parse().expect("a URL")
}

#[test]
fn a_server_on_this_machine_is_one_for_development() {
    for (url, local) in [
        ("postgres://localhost/app", true),
        ("postgres://127.0.0.1/app", true),
        ("postgres://localhost/app?host=/tmp/x", true),
        ("postgres://db.example.org/app", false),
        ("postgres://10.0.0.1/app", false),
    ] {
        assert_eq!(is_local(&options(url)), local, "{url}");
    }
}

#[test]
fn an_unreachable_server_is_named_without_its_password() {
    let url = DatabaseUrl::new("postgres://me:secret@h:1/app", "--from");
    let failure = unreachable(&url.to_string(), &url.options().unwrap(), &"connection refused");
    let text = failure.to_string();
    assert!(text.contains("postgres://me:***@h:1/app: connection refused"), "{text}");
    assert!(text.contains("pg_isready -h h -p 1 -U me"), "{text}");
    assert!(!text.contains("secret"), "{text}");
}
