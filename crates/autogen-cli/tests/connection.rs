//! What is said when a database cannot be connected to. A socket that speaks just enough of
//! Postgres' protocol (manual, "Frontend/Backend Protocol") plays every kind of refusal.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

fn autogen(folder: &std::path::Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_autogen"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    for name in ["DATABASE_URL", "AUTOGEN_DATABASE", "PGPASSWORD", "PGPASSFILE", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// Answers every session with a refusal, or, without one, not at all. Returns the port.
fn server(refusal: Option<(&'static str, &'static str)>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    // ends with the test's process
    thread::spawn(move || {
        let mut silent = Vec::new();
        for mut stream in listener.incoming().flatten() {
            let Some((code, message)) = refusal else {
                silent.push(stream);
                continue;
            };
            let mut length = [0; 4];
            while stream.read_exact(&mut length).is_ok() {
                let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
                if stream.read_exact(&mut body).is_err() {
                    break;
                }
                // 80877103 asks for TLS
                if body == 80_877_103_u32.to_be_bytes() {
                    drop(stream.write_all(b"N"));
                    continue;
                }
                let fields = format!("SFATAL\0VFATAL\0C{code}\0M{message}\0\0");
                let size = u32::try_from(fields.len() + 4).expect("short").to_be_bytes();
                drop(stream.write_all(&[b"E", &size[..], fields.as_bytes()].concat()));
                break;
            }
        }
    });
    port
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a command on the server in an empty folder and returns what it says, which never holds the
/// password.
fn said(port: u16) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("postgres://me:geheim@127.0.0.1:{port}/app");
    let output =
        autogen(folder.path(), &["current", "--database-url", &url]).output().expect("run");
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(output.stdout.is_empty());
    assert!(text.contains(&format!("postgres://me:***@127.0.0.1:{port}/app")), "{text}");
    assert!(!text.contains("geheim"), "{text}");
    text
}

#[test]
fn every_refusal_names_the_database_the_servers_words_and_what_to_type() {
    for (code, message, hint) in [
        ("28P01", "password authentication failed for user \"me\"", "~/.pgpass"),
        ("28000", "role \"me\" does not exist", "create role me login"),
        ("3D000", "database \"app\" does not exist", "-U me app"),
        ("42501", "permission denied for database \"app\"", "grant connect on database app to me"),
        ("53300", "sorry, too many clients already", "max_connections"),
        ("57P03", "the database system is starting up", "in a moment"),
    ] {
        let text = said(server(Some((code, message))));
        assert!(text.contains(message) && text.contains(hint), "{text}");
    }
}

#[test]
fn no_server_is_told_from_a_refusal() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let text = said(port);
    assert!(text.contains("cannot reach the server"), "{text}");
    assert!(text.contains(&format!("pg_isready -h 127.0.0.1 -p {port} -U me")), "{text}");
}

#[test]
fn a_wrong_url_names_where_it_was_given() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(".env"), "DATABASE_URL=postgres://me:geheim@h:port/app\n")
        .expect("written");
    let output = autogen(folder.path(), &["current"]).output().expect("run");
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("DATABASE_URL in .env"), "{text}");
    assert!(text.contains("postgres://me:***@h:port/app"), "{text}");
    assert!(!text.contains("geheim"), "{text}");
}

#[test]
fn an_interrupt_ends_it_at_once_with_the_shells_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("postgres://me@127.0.0.1:{}/app", server(None));
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut command = autogen(folder.path(), &["current", "--database-url", &url]);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("run");
        thread::sleep(Duration::from_millis(300));
        let start = Instant::now();
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().expect("kill").success());
        assert_eq!(child.wait().expect("ended").code(), Some(code));
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn usage_is_an_error_and_not_a_change() {
    let folder = tempfile::tempdir().expect("a folder");
    for (args, code) in [
        (&["diff", "--frm", "models"][..], 1),
        (&["diff", "--from", "colour"][..], 1),
        (&[][..], 1),
        (&["--help"][..], 0),
        (&["--version"][..], 0),
    ] {
        let output = autogen(folder.path(), args).output().expect("run");
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    }
}
