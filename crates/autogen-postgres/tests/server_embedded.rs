//! The development cluster of a project: started on demand, kept, shared, recovered.

mod server_support;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use autogen_postgres::server::{Embedded, ServerError};
use server_support::{Folder, binaries, block_on, execute, is_running, scalar, wait_for};

/// Set in the child process of a test: what it should do, and in which project.
const CHILD: &str = "AUTOGEN_TEST_EMBEDDED_CHILD";

fn open(project: &Folder) -> Embedded {
    Embedded::open(&project.0, &binaries()).expect("opened")
}

fn pid_of(embedded: &Embedded) -> u32 {
    embedded.status().pid.expect("it runs").cast_unsigned()
}

#[test]
fn it_is_made_on_first_use_and_keeps_its_data() {
    let project = Folder::new("keeps");
    let embedded = open(&project);
    let before = embedded.status();
    assert!(!before.running() && before.data_major.is_none());
    assert!(!project.0.join(".autogen").exists(), "looking makes nothing");
    assert_eq!(before.data_dir, project.0.canonicalize().expect("there").join(".autogen/postgres"));

    let running = embedded.ensure_running().expect("started");
    assert!(running.stops_at_drop());
    block_on(execute(&running.address().options("postgres"), "create table kept as select 7 as n"));
    let status = embedded.status();
    assert!(status.running() && !status.detached);
    assert_eq!(status.data_major, Some(binaries().major.to_string()));
    drop(running);
    assert!(!embedded.status().running() && !status.socket_dir.exists());

    let start = Instant::now();
    let running = embedded.ensure_running().expect("started again");
    println!("started again in {:?}", start.elapsed());
    let options = running.address().options("postgres");
    assert_eq!(block_on(scalar::<i32>(&options, "select n from kept")), 7);
    let start = Instant::now();
    drop(running);
    println!("stopped in {:?}", start.elapsed());
    let ignore = std::fs::read_to_string(project.0.join(".autogen/.gitignore")).expect("there");
    assert_eq!(ignore, "*\n");
}

#[test]
fn left_up_it_serves_everybody_until_it_is_stopped() {
    let project = Folder::new("detached");
    let embedded = open(&project);
    let mut child = run_child("detach", &project.0);
    assert!(child.wait().expect("ended").success());
    let pid = pid_of(&embedded);
    assert!(embedded.status().detached);
    assert!(!embedded.start_detached().expect("nothing to do"), "it was up already");
    let (first, second) = (embedded.ensure_running(), embedded.ensure_running());
    for running in [first.expect("shared"), second.expect("shared")] {
        assert!(!running.stops_at_drop());
        assert_eq!(block_on(scalar::<i32>(&running.address().options("postgres"), "select 1")), 1);
    }
    assert!(is_running(pid), "its users have gone and it stays");
    assert!(embedded.stop().expect("stopped"));
    assert!(!embedded.status().running());
    wait_for("its process ends", || !is_running(pid));
    assert!(!embedded.stop().expect("nothing to stop"));
}

#[test]
fn reset_removes_the_data_even_while_it_is_up() {
    let project = Folder::new("reset");
    let embedded = open(&project);
    embedded.reset().expect("nothing to do");
    embedded.start_detached().expect("started");
    let status = embedded.status();
    embedded.reset().expect("reset");
    assert!(!status.data_dir.exists() && !status.socket_dir.exists());
    let pid = status.pid.expect("it ran").cast_unsigned();
    wait_for("its process ends", || !is_running(pid));
    drop(embedded.ensure_running().expect("made anew"));
}

#[test]
fn users_wait_for_each_other() {
    let project = Folder::new("wait");
    let embedded = open(&project).waiting(Duration::from_millis(200), |_| ());
    let running = embedded.ensure_running().expect("started");
    let error = embedded.ensure_running().expect_err("in use");
    let text = error.to_string();
    assert!(matches!(error, ServerError::Busy { .. }));
    assert!(text.contains(&format!("process {}", std::process::id())), "{text}");
    assert!(text.contains("autogen db start"), "{text}");

    let patient = open(&project).waiting(Duration::from_secs(20), |_| ());
    std::thread::scope(|scope| {
        let second = scope.spawn(|| patient.ensure_running());
        std::thread::sleep(Duration::from_millis(50));
        drop(running);
        let second = second.join().expect("no panic").expect("its turn");
        assert_eq!(block_on(scalar::<i32>(&second.address().options("postgres"), "select 1")), 1);
    });
}

#[test]
fn a_killed_owner_takes_its_server_along_and_loses_nothing() {
    let project = Folder::new("killed");
    let embedded = open(&project);
    let mut child = run_child("use", &project.0);
    wait_for("the child has written", || project.0.join("written").exists());
    let pid = pid_of(&embedded);
    child.kill().expect("SIGKILL");
    child.wait().expect("ended");
    // At once: the server may still be stopping.
    let running = embedded.ensure_running().expect("recovered");
    wait_for("the old process ends", || !is_running(pid));
    assert_ne!(pid_of(&embedded), pid);
    let options = running.address().options("postgres");
    assert_eq!(block_on(scalar::<i32>(&options, "select n from written")), 7);
}

#[test]
fn a_server_killed_by_force_is_recovered() {
    let project = Folder::new("crash");
    let embedded = open(&project);
    embedded.start_detached().expect("started");
    let options = embedded.address().options("postgres");
    block_on(execute(&options, "create table written as select 7 as n"));
    let pid = pid_of(&embedded);
    let killed = Command::new("sh").args(["-c", &format!("kill -KILL {pid}")]).status();
    assert!(killed.expect("kill runs").success());
    wait_for("it is dead", || !is_running(pid));
    assert!(embedded.status().data_dir.join("postmaster.pid").exists(), "a stale pid file");
    assert!(!embedded.status().running() && !embedded.status().detached);
    let _running = embedded.ensure_running().expect("recovered");
    assert_eq!(block_on(scalar::<i32>(&options, "select n from written")), 7);
}

#[test]
fn a_pid_file_with_the_number_of_another_process_is_stale() {
    let project = Folder::new("stale");
    let embedded = open(&project);
    drop(embedded.ensure_running().expect("made"));
    let pid_file = embedded.status().data_dir.join("postmaster.pid");
    std::fs::write(&pid_file, format!("{}\n", std::process::id())).expect("written");
    assert!(!embedded.status().running());
    drop(embedded.ensure_running().expect("started in spite of it"));
}

#[test]
fn a_project_that_the_servers_account_cannot_enter_has_its_data_elsewhere() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let project = Folder::new("closed");
    let closed = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(&project.0, closed).expect("chmod");
    let embedded = open(&project);
    let as_root = project.0.metadata().expect("there").uid() == 0;
    let status = embedded.status();
    assert_eq!(as_root, status.data_dir.starts_with("/var/lib/autogen"), "{status:?}");
    assert_eq!(status.data_dir, open(&project).status().data_dir);
    let running = embedded.ensure_running().expect("started");
    assert_eq!(block_on(scalar::<i32>(&running.address().options("postgres"), "select 1")), 1);
    drop(running);
    if as_root {
        assert!(!project.0.join(".autogen").exists());
        std::fs::remove_dir_all(status.data_dir.parent().expect("its home")).expect("removed");
    }
}

#[test]
fn data_of_another_major_is_named_with_both_ways_out() {
    let project = Folder::new("major");
    let embedded = open(&project);
    drop(embedded.ensure_running().expect("made"));
    std::fs::write(embedded.status().data_dir.join("PG_VERSION"), "12\n").expect("written");
    for result in [embedded.ensure_running().map(drop), embedded.start_detached().map(drop)] {
        let text = result.expect_err("another major").to_string();
        assert!(text.contains("PostgreSQL 12") && text.contains("autogen db reset"), "{text}");
        assert!(text.contains("[postgres] bin"), "{text}");
    }
    embedded.reset().expect("the way out");
    drop(embedded.ensure_running().expect("made anew"));
}

#[test]
fn damaged_data_is_an_error_that_shows_the_log() {
    let project = Folder::new("damaged");
    let embedded = open(&project);
    drop(embedded.ensure_running().expect("made"));
    std::fs::remove_file(embedded.status().data_dir.join("global/pg_control")).expect("removed");
    let text = embedded.ensure_running().expect_err("damaged").to_string();
    assert!(text.contains("pg_control") && text.contains("autogen db reset"), "{text}");
}

/// Not a test of its own: what the children of the tests above run.
#[test]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (task, project) = task.split_once(' ').expect("two words");
    let project = Path::new(project);
    let embedded = Embedded::open(project, &binaries()).expect("opened");
    if task == "detach" {
        assert!(embedded.start_detached().expect("started"));
        return;
    }
    let running = embedded.ensure_running().expect("started");
    let options = running.address().options("postgres");
    block_on(execute(&options, "create table written as select 7 as n"));
    std::fs::write(project.join("written"), "").expect("written");
    std::thread::sleep(Duration::from_secs(60));
}

/// Runs [`child`] in a process of its own.
fn run_child(task: &str, project: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "child"])
        .env(CHILD, format!("{task} {}", project.display()))
        .stdout(Stdio::null())
        .spawn()
        .expect("a child")
}
