//! Throw-away servers: they start fast, and nothing of them stays, whatever happens.

mod server_support;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use autogen_postgres::server::Throwaway;
use server_support::{binaries, block_on, folder_of, is_running, scalar, wait_for};

/// Set in the child process of a test: what it should do instead.
const CHILD: &str = "AUTOGEN_TEST_THROWAWAY_CHILD";

#[test]
fn it_takes_connections_and_leaves_nothing() {
    let server = Throwaway::start(&binaries()).expect("started");
    let options = server.address().options("postgres");
    block_on(async {
        let major: i32 =
            scalar(&options, "select current_setting('server_version_num')::int / 10000").await;
        assert_eq!(major.cast_unsigned(), binaries().major);
        let tcp: String = scalar(&options, "show listen_addresses").await;
        assert_eq!(tcp, "");
        let encoding: String = scalar(&options, "show server_encoding").await;
        assert_eq!(encoding, "UTF8");
        let zone: String = scalar(&options, "show timezone").await;
        assert_eq!(zone, "UTC");
        let icu: i64 =
            scalar(&options, "select count(*) from pg_collation where collprovider = 'i'").await;
        assert!(icu > 0, "ICU collations are there only with UTF8");
    });
    let (folder, pid) = (folder_of(&server), server.pid());
    assert!(folder.exists() && is_running(pid));
    drop(server);
    assert!(!folder.exists() && !is_running(pid));
    assert!(!folder.with_extension("lock").exists());
}

#[test]
fn psql_takes_the_url() {
    let Some(psql) = binaries().tool("psql") else {
        // Server packages without clients exist; sqlx' reading of the URL is a unit test.
        return;
    };
    let server = Throwaway::start(&binaries()).expect("started");
    let output = Command::new(psql)
        .args([&server.address().url("template1"), "-XAtc", "select current_database()"])
        .output()
        .expect("psql runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "template1", "{output:?}");
}

#[test]
fn the_socket_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let server = Throwaway::start(&binaries()).expect("started");
    let dir = &server.address().socket_dir;
    assert_eq!(dir.metadata().expect("there").permissions().mode() & 0o777, 0o700);
    assert!(dir.join(".s.PGSQL.5432").as_os_str().len() < 104);
}

#[test]
fn servers_run_side_by_side() {
    let start = || Throwaway::start(&binaries()).expect("started");
    let servers: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..3).map(|_| scope.spawn(start)).collect();
        running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    for server in &servers {
        let options = server.address().options("postgres");
        assert_eq!(block_on(scalar::<i32>(&options, "select 1")), 1);
    }
}

/// Not a test of its own: what the children of the tests below run.
#[test]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let server = Throwaway::start(&binaries()).expect("started");
    println!("child {} {}", server.pid(), folder_of(&server).display());
    match task.as_str() {
        "wait" => std::thread::sleep(Duration::from_secs(60)),
        "exit" => std::process::exit(0),
        "panic" => panic!("on purpose"),
        other => unreachable!("{other}"),
    }
}

/// Runs [`child`] in a process of its own; returns that and its server's process and folder.
fn run_child(task: &str) -> (std::process::Child, u32, std::path::PathBuf) {
    use std::io::{BufRead as _, BufReader};
    use std::os::unix::process::CommandExt as _;
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "child", "--nocapture"])
        .env(CHILD, task)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let line = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("child ").map(|(_, rest)| rest.to_owned()))
        .expect("the child tells its server");
    let (pid, folder) = line.split_once(' ').expect("two words");
    (child, pid.parse().expect("a number"), folder.into())
}

fn kill(signal: &str, target: &str) {
    let status = Command::new("/bin/kill").args([signal, "--", target]).status();
    let status = status
        .or_else(|_| Command::new("sh").args(["-c", &format!("kill {signal} {target}")]).status());
    assert!(status.expect("kill runs").success());
}

#[test]
fn a_killed_owner_takes_its_server_along() {
    let (mut child, pid, folder) = run_child("wait");
    assert!(is_running(pid) && folder.exists());
    child.kill().expect("SIGKILL");
    child.wait().expect("ended");
    let start = Instant::now();
    wait_for("the server ends", || !is_running(pid));
    wait_for("its folder goes", || !folder.exists());
    wait_for("its lock goes", || !folder.with_extension("lock").exists());
    println!("gone {:?} after SIGKILL", start.elapsed());
}

#[test]
fn an_owner_that_ends_without_dropping_takes_its_server_along() {
    for task in ["exit", "panic"] {
        let (mut child, pid, folder) = run_child(task);
        child.wait().expect("ended");
        wait_for("the server ends", || !is_running(pid));
        wait_for("its folder goes", || !folder.exists());
    }
}

#[test]
fn an_interrupt_of_the_terminals_group_is_the_owners_to_handle() {
    let (mut child, pid, folder) = run_child("wait");
    // Ctrl-C goes to every process of a group, and a process that handles it goes on using its
    // server: so that has to be in another group.
    let group = |pid: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let after_name = stat.rsplit_once(')')?.1.to_owned();
        after_name.split_whitespace().nth(2).map(str::to_owned)
    };
    if let (Some(ours), Some(servers)) = (group(child.id()), group(pid)) {
        assert_ne!(ours, servers);
    }
    // in its place one that jobs in the background of a shell do not ignore
    kill("-TERM", &format!("-{}", child.id()));
    child.wait().expect("ended by the signal");
    wait_for("the server ends", || !is_running(pid));
    wait_for("its folder goes", || !folder.exists());
}

#[test]
fn what_a_dead_process_left_is_swept_by_the_next_start() {
    let server = Throwaway::start(&binaries()).expect("started");
    let base = folder_of(&server).parent().expect("a base").to_owned();
    // As if its watchdog had been killed too.
    let left = base.join("t1-leftover");
    std::fs::create_dir_all(left.join("data")).expect("made");
    std::fs::write(base.join("t1-leftover.lock"), "").expect("made");
    let second = Throwaway::start(&binaries()).expect("started");
    assert!(!left.exists() && !base.join("t1-leftover.lock").exists());
    // What is in use is not swept.
    for server in [&server, &second] {
        assert!(is_running(server.pid()) && folder_of(server).exists());
    }
}

#[test]
fn it_is_fast_from_a_warm_template() {
    drop(Throwaway::start(&binaries()).expect("started"));
    let (mut up, mut down) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let start = Instant::now();
        let server = Throwaway::start(&binaries()).expect("started");
        let options = server.address().options("postgres");
        assert_eq!(block_on(scalar::<i32>(&options, "select 1")), 1);
        up = up.min(start.elapsed());
        let start = Instant::now();
        drop(server);
        down = down.min(start.elapsed());
    }
    println!("usable in {up:?}, gone in {down:?}");
    // Far above the aim of 0.15 s: other tests run at the same time.
    assert!(up < Duration::from_secs(1), "{up:?}");
}
