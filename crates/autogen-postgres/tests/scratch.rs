//! Scratch databases: like their target, guarded while in use, and gone afterwards.

mod server_support;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use autogen_postgres::scratch::{LocaleProvider, Mirror, Scratch, ScratchError};
use autogen_postgres::server::{Address, Throwaway};
use server_support::{binaries, block_on, execute, scalar};
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;

const CHILD: &str = "AUTOGEN_TEST_SCRATCH_CHILD";

const COUNT: &str = "select count(*) from pg_database where datname like 'autogen_scratch_%'";

fn server() -> (Throwaway, PgConnectOptions) {
    let server = Throwaway::start(&binaries()).expect("started");
    let options = server.address().options("postgres");
    (server, options)
}

async fn mirror_of(options: &PgConnectOptions) -> Mirror {
    let mut connection = options.connect().await.expect("connected");
    Mirror::of(&mut connection).await.expect("read")
}

async fn scratch_on(options: &PgConnectOptions) -> Scratch {
    let mirror = mirror_of(options).await;
    Scratch::create(options, &mirror).await.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn it_is_made_labelled_and_dropped() {
    let (_server, options) = server();
    block_on(async {
        let scratch = scratch_on(&options).await;
        let name: String = scalar(&scratch.options(), "select current_database()::text").await;
        assert_eq!(name, scratch.name().as_str());
        let parts: Vec<&str> = name.split('_').collect();
        assert_eq!(parts[..2], ["autogen", "scratch"]);
        assert_eq!(parts[3], std::process::id().to_string());
        let comment: String = scalar(
            &scratch.options(),
            "select shobj_description(oid, 'pg_database') from pg_database \
             where datname = current_database()",
        )
        .await;
        assert!(comment.contains("role postgres") && comment.contains(" UTC "), "{comment}");
        // Sessions that are still open do not keep it.
        let _open = scratch.options().connect().await.expect("connected");
        scratch.drop_now().await.expect("dropped");
        assert_eq!(scalar::<i64>(&options, COUNT).await, 0);
    });
}

#[test]
fn it_mirrors_encoding_locale_and_default_schema() {
    let (_server, options) = server();
    block_on(async {
        execute(
            &options,
            "create database \"La Tin\" template template0 encoding 'LATIN1' lc_collate 'C' \
             lc_ctype 'C'",
        )
        .await;
        let target = options.clone().database("La Tin");
        execute(&target, "create schema \"Tenant A\"").await;
        let target = target.options([("search_path", "\"Tenant A\"")]);
        let mirror = mirror_of(&target).await;
        assert_eq!((mirror.encoding.as_str(), mirror.collate.as_str()), ("LATIN1", "C"));
        assert_eq!(mirror.default_schema.as_str(), "Tenant A");
        let scratch = Scratch::create(&target, &mirror).await.expect("made");
        assert_eq!(mirror_of(&scratch.options()).await, mirror);
        scratch.drop_now().await.expect("dropped");
    });
}

#[test]
fn it_mirrors_every_locale_provider_of_the_server() {
    let (_server, options) = server();
    let major = binaries().major;
    let mut kinds = vec!["lc_collate 'C' lc_ctype 'C.UTF-8'"];
    if major >= 15 {
        kinds.push("locale_provider icu icu_locale 'de' lc_collate 'C' lc_ctype 'C'");
    }
    if major >= 16 {
        kinds.push("locale_provider icu icu_locale 'de' icu_rules '&V << w <<< W' lc_collate 'C'");
    }
    if major >= 17 {
        kinds.push("locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'");
    }
    block_on(async {
        for (number, kind) in kinds.iter().enumerate() {
            let create = format!("create database kind{number} template template0 {kind}");
            execute(&options, &create).await;
            let target = options.clone().database(&format!("kind{number}"));
            let mirror = mirror_of(&target).await;
            assert_eq!(number == 0, mirror.provider == LocaleProvider::Libc, "{kind}");
            let scratch = Scratch::create(&target, &mirror).await.expect(kind);
            assert_eq!(mirror_of(&scratch.options()).await, mirror);
            scratch.drop_now().await.expect("dropped");
        }
    });
}

#[test]
fn dropping_the_value_drops_the_database() {
    let (_server, options) = server();
    block_on(async {
        drop(scratch_on(&options).await);
        assert_eq!(scalar::<i64>(&options, COUNT).await, 0);
    });
    // A panic, in a runtime that is torn down by it.
    let of_panic = options.clone();
    let panicked = std::thread::spawn(move || {
        block_on(async {
            let _scratch = scratch_on(&of_panic).await;
            panic!("on purpose");
        });
    });
    assert!(panicked.join().is_err());
    assert_eq!(block_on(scalar::<i64>(&options, COUNT)), 0);
}

#[test]
fn a_cancelled_creation_leaves_nothing() {
    let (_server, options) = server();
    block_on(async {
        let mirror = mirror_of(&options).await;
        // Ctrl-C at many places: before, within and after CREATE DATABASE.
        for millis in [0, 2, 4, 6, 8, 12, 16, 20, 30] {
            let create = Scratch::create(&options, &mirror);
            let _ = tokio::time::timeout(Duration::from_millis(millis), create).await;
            assert_eq!(scalar::<i64>(&options, COUNT).await, 0, "after {millis} ms");
        }
    });
}

/// Not a test of its own: what the child of the test below runs.
#[test]
fn child() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let address = Address { socket_dir: dir.into(), port: 5432, user: "postgres".into() };
    block_on(async {
        let scratch = scratch_on(&address.options("postgres")).await;
        println!("made a scratch database: {}", scratch.name());
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
}

#[test]
fn what_a_killed_process_left_is_swept_and_what_is_in_use_is_not() {
    let (server, options) = server();
    block_on(async {
        let in_use = scratch_on(&options).await;
        let mut child = child_with_scratch(server.address());
        assert!(Scratch::sweep(&options).await.expect("swept").is_empty(), "both are in use");
        assert_eq!(scalar::<i64>(&options, COUNT).await, 2);
        child.kill().expect("SIGKILL");
        child.wait().expect("ended");
        let locks = "select count(*) from pg_locks where locktype = 'advisory'";
        while scalar::<i64>(&options, locks).await > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let next = scratch_on(&options).await;
        assert_eq!(scalar::<i64>(&options, COUNT).await, 2, "the one in use and the new one");
        next.drop_now().await.expect("dropped");
        in_use.drop_now().await.expect("dropped");
    });
}

/// A process of its own that holds a scratch database.
fn child_with_scratch(address: &Address) -> Child {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "child", "--nocapture"])
        .env(CHILD, &address.socket_dir)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let told = lines.any(|line| line.is_ok_and(|line| line.contains("made a scratch database")));
    assert!(told, "the child made a database");
    child
}

#[test]
fn a_lock_in_another_database_guards_as_well() {
    let (_server, options) = server();
    block_on(async {
        execute(&options, "create role dev login createdb").await;
        execute(&options, "create database app owner dev").await;
        let target = options.clone().username("dev").database("app");
        execute(&options, "revoke connect on database postgres from public").await;
        let scratch = scratch_on(&target).await;
        assert!(Scratch::sweep(&options).await.expect("swept").is_empty());
        scratch.drop_now().await.expect("dropped");
    });
}

#[test]
fn a_role_that_may_not_create_databases_is_told_so() {
    let (_server, options) = server();
    block_on(async {
        execute(&options, "create role \"ro ot\" login password 'sesame'").await;
        let poor = options.clone().username("ro ot").password("sesame");
        let mirror = mirror_of(&poor).await;
        let error = Scratch::create(&poor, &mirror).await.expect_err("not allowed");
        let text = error.to_string();
        assert!(matches!(error, ScratchError::Privilege { ref role, .. } if role == "ro ot"));
        assert!(text.contains("alter role \"ro ot\" createdb"), "{text}");
        assert!(!text.contains("sesame") && !format!("{error:?}").contains("sesame"));
    });
}

#[test]
fn a_role_that_may_not_connect_is_told_so() {
    let (_server, options) = server();
    block_on(async {
        let mirror = mirror_of(&options).await;
        execute(&options, "create role stranger login").await;
        execute(&options, "create database app").await;
        for database in ["postgres", "app"] {
            execute(&options, &format!("revoke connect on database {database} from public")).await;
        }
        let stranger = options.clone().username("stranger").database("app");
        let error = Scratch::create(&stranger, &mirror).await.expect_err("not allowed");
        let text = error.to_string();
        assert!(matches!(error, ScratchError::Connect { .. }));
        assert!(text.contains("permission denied") && text.contains("database \"app\""), "{text}");
        assert!(text.contains("role \"stranger\""), "{text}");
    });
}

#[test]
fn a_limit_on_idle_sessions_does_not_end_the_lock() {
    if binaries().major < 14 {
        // The setting came with version 14.
        return;
    }
    let (_server, options) = server();
    block_on(async {
        let mirror = mirror_of(&options).await;
        execute(&options, "alter role postgres set idle_session_timeout = '20ms'").await;
        let scratch = Scratch::create(&options, &mirror).await.expect("made");
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(Scratch::sweep(&options).await.expect("swept").is_empty(), "its lock was lost");
        scratch.drop_now().await.expect("dropped");
    });
}

#[test]
fn a_server_that_is_not_there_is_named_without_the_password() {
    let options = PgConnectOptions::new_without_pgpass()
        .socket("/nonexistent")
        .username("dev")
        .password("sesame")
        .database("app");
    let mirror = Mirror {
        encoding: "UTF8".into(),
        collate: "C".into(),
        ctype: "C".into(),
        provider: LocaleProvider::Libc,
        default_schema: "public".into(),
    };
    let error = block_on(Scratch::create(&options, &mirror)).expect_err("no server");
    let text = format!("{error} {error:?}");
    assert!(text.contains("/nonexistent") && text.contains("psql -h"), "{text}");
    assert!(!text.contains("sesame"), "{text}");
}

#[test]
fn an_unknown_locale_is_an_error_and_leaves_nothing() {
    let (_server, options) = server();
    block_on(async {
        let mirror = Mirror { collate: "xx_YY".into(), ..mirror_of(&options).await };
        let error = Scratch::create(&options, &mirror).await.expect_err("no such locale");
        assert!(error.to_string().contains("--scratch-url"), "{error}");
        assert_eq!(scalar::<i64>(&options, COUNT).await, 0);
    });
}

#[test]
fn it_is_fast_on_a_server_of_ours() {
    let (_server, options) = server();
    block_on(async {
        let mirror = mirror_of(&options).await;
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            let scratch = Scratch::create(&options, &mirror).await.expect("made");
            best = best.min(start.elapsed());
            scratch.drop_now().await.expect("dropped");
        }
        println!("scratch database made in {best:?}");
        assert!(best < Duration::from_millis(500), "{best:?}");
    });
}
