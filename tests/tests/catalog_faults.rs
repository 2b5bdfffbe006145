//! What a catalog may hold that no script of the corpus can make.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use autogen_core::catalog::Catalog;
use autogen_core::hazard::HazardClass;
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::plan::plan;
use autogen_postgres::prove::apply_and_compare;
use autogen_postgres::reader::{self, ReadError};
use autogen_tests::Result;
use autogen_tests::database::{Database, Server};
use sqlx::{AssertSqlSafe, ConnectOptions as _};

#[tokio::test]
async fn an_index_that_concurrently_left_invalid_is_made_anew() -> Result<()> {
    let server = Server::start()?;
    let table = "create table member (id int primary key, email text);";
    let mut database = server.database(table).await?;
    let mut model = server
        .database(&format!("{table} create unique index member_email on member (email);"))
        .await?;
    database.run("insert into member values (1, 'a'), (2, 'a')").await?;
    let build = "create unique index concurrently member_email on member (email)";
    let error = database.run(build).await.expect_err("duplicates");
    assert!(error.contains("could not create unique index"), "{error}");
    database.run("update member set email = 'b' where id = 2").await?;

    let (there, wanted) = (database.catalog().await?, model.catalog().await?);
    let way = plan(&there, &wanted).map_err(|e| e.to_string())?;
    let sql: Vec<_> = way.actions().map(|action| action.statement.sql()).collect();
    assert_eq!(
        sql,
        ["drop index member_email", "create unique index member_email on member (email)"]
    );
    assert!(way.hazards().any(|hazard| matches!(hazard.class, HazardClass::IndexBuild(_))));
    apply_and_compare(&mut database.connection, &way, &wanted, "the plan")
        .await
        .map_err(|e| e.to_string())?;
    let back = plan(&wanted, &there).map_err(|e| e.to_string())?;
    assert!(back.is_empty(), "an index is not made invalid again");
    database.remove().await?;
    model.remove().await
}

#[tokio::test]
async fn a_drop_takes_the_features_of_a_table_along() -> Result<()> {
    let server = Server::start()?;
    let mut database = server
        .database(
            "create table member (id int generated always as identity primary key, doc text);
             alter table member set (fillfactor = 70), replica identity full;
             alter table member alter column doc set storage external;
             grant usage on sequence member_id_seq to public;",
        )
        .await?;
    let mut model = server.database("").await?;
    let (there, wanted) = (database.catalog().await?, model.catalog().await?);
    let beside: Vec<_> = there.bystanders.iter().map(|b| b.label.as_str()).collect();
    assert_eq!(beside, ["grants of sequence public.member_id_seq"]);
    let way = plan(&there, &wanted).map_err(|e| e.to_string())?;
    let sql: Vec<_> = way.actions().map(|action| action.statement.sql()).collect();
    assert_eq!(sql, ["drop table member"]);
    apply_and_compare(&mut database.connection, &way, &wanted, "the plan")
        .await
        .map_err(|e| e.to_string())?;
    database.remove().await?;
    model.remove().await
}

/// The deparser of a check sees the newest catalog and not the snapshot that its column is read in.
#[tokio::test]
async fn a_catalog_read_during_ddl_is_of_one_moment() -> Result<()> {
    let server = Server::start()?;
    let tables: String =
        (0..300).map(|n| format!("create table t{n} (a int check (a > {n}));")).collect();
    let mut database = server.database(&tables).await?;
    let catalogs = read_during(&server, &mut database, |round| {
        let (from, to) = if round % 2 == 0 { ("a", "b") } else { ("b", "a") };
        [0, 150, 299]
            .map(|table| format!("alter table t{table} rename column {from} to {to};"))
            .to_vec()
    })
    .await?;
    for catalog in catalogs {
        for (check, fact) in catalog.facts.iter().filter(|(id, _)| id.kind() == Kind::Check) {
            let table = check.parent().ok_or("a check without a table")?;
            let (column, _) = catalog.parts(Kind::Column, table).next().ok_or("no column")?;
            let expression = format!("({} > ", column.name());
            let text = fact.payload.summary();
            assert!(text.contains(&expression), "{table}: {} is {text}", column.name());
        }
    }
    database.remove().await
}

/// What is listed by one query may be gone when the next one, or a deparser, looks for it.
#[tokio::test]
async fn what_is_dropped_while_it_is_read_is_there_as_a_whole_or_not_at_all() -> Result<()> {
    let server = Server::start()?;
    let tables: String = (0..200)
        .map(|n| format!("create table t{n} (a int check (a > {n}) default {n}); create index on t{n} ((a + 1));"))
        .collect();
    let mut database = server.database(&tables).await?;
    let catalogs = read_during(&server, &mut database, |round| {
        let sql = "create table gone (a int check (a > 0), b text default 'b'); \
            create index gone_a on gone ((a + 1)); create view seen as select a + 1 as a from gone; \
            create function f() returns int language sql as 'select 1'; \
            alter table gone add constraint c check (f() > a);";
        // in transactions of their own and in one, and with what depends on it
        let sql = if round % 2 == 0 { format!("begin; {sql} commit") } else { sql.to_owned() };
        vec![sql, "drop table gone cascade; drop function f".to_owned()]
    })
    .await?;
    for catalog in catalogs {
        for (id, fact) in catalog.facts.iter() {
            let lost =
                fact.depends.iter().chain(id.parent()).find(|id| !catalog.facts.contains_key(*id));
            assert!(lost.is_none(), "{id} needs {lost:?}, which was not read");
        }
    }
    database.remove().await
}

/// Reads the catalog twenty times while another connection runs the scripts of `ddl`, round after
/// round until the last read is done. What was read, but for the times that the reader said what
/// moves under it. DDL does not wait for the reader, nor the reader for DDL: how many rounds pass
/// during a read is the machine's affair.
async fn read_during(
    server: &Server,
    database: &mut Database,
    ddl: impl Fn(usize) -> Vec<String> + Send + 'static,
) -> Result<Vec<Catalog>> {
    let mut other = server.options("case_0").connect().await.map_err(|e| e.to_string())?;
    let (rounds, read) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let (counted, done) = (Arc::clone(&rounds), Arc::clone(&read));
    let changing = tokio::spawn(async move {
        while !done.load(Ordering::Relaxed) {
            let round = counted.fetch_add(1, Ordering::Relaxed);
            for script in ddl(round) {
                sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut other).await?;
            }
            // in some pauses a catalog can be read, in others it cannot
            tokio::time::sleep(Duration::from_millis(20 * (round as u64 % 5))).await;
        }
        Ok::<_, sqlx::Error>(())
    });
    let mut catalogs = Vec::new();
    for _ in 0..20 {
        match reader::read(&mut database.connection, &Ident::new("public")).await {
            Ok(catalog) => catalogs.push(catalog),
            Err(ReadError::Moving(objects)) => assert!(!objects.is_empty()),
            Err(error) => return Err(error.to_string()),
        }
    }
    read.store(true, Ordering::Relaxed);
    changing.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
    assert!(rounds.load(Ordering::Relaxed) > 1, "nothing changed while the catalog was read");
    Ok(catalogs)
}
