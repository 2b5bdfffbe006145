//! What a catalog may hold that no script of the corpus can make.

use std::time::Duration;

use autogen_core::hazard::HazardClass;
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::plan::plan;
use autogen_postgres::prove::apply_and_compare;
use autogen_postgres::reader::{self, ReadError};
use autogen_tests::Result;
use autogen_tests::database::Server;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};

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
    let mut other = server.options("case_0").connect().await.map_err(|e| e.to_string())?;
    let renaming = tokio::spawn(async move {
        for (from, to) in [("a", "b"), ("b", "a")].iter().cycle().take(200) {
            for table in [0, 150, 299] {
                let sql = format!("alter table t{table} rename column {from} to {to}");
                other.execute(AssertSqlSafe(sql)).await?;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok::<_, sqlx::Error>(())
    });
    let (mut read, mut moving) = (0, 0);
    while !renaming.is_finished() {
        let catalog = match reader::read(&mut database.connection, &Ident::new("public")).await {
            Ok(catalog) => catalog,
            Err(ReadError::Moving(objects)) => {
                assert!(!objects.is_empty());
                moving += 1;
                continue;
            }
            Err(error) => return Err(error.to_string()),
        };
        read += 1;
        for (check, fact) in catalog.facts.iter().filter(|(id, _)| id.kind() == Kind::Check) {
            let table = check.parent().ok_or("a check without a table")?;
            let (column, _) = catalog.parts(Kind::Column, table).next().ok_or("no column")?;
            let expression = format!("({} > ", column.name());
            let text = fact.payload.summary();
            assert!(text.contains(&expression), "{table}: {} is {text}", column.name());
        }
    }
    renaming.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
    assert!(read + moving > 3, "{read} catalogs, {moving} refused");
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
    let mut other = server.options("case_0").connect().await.map_err(|e| e.to_string())?;
    let dropping = tokio::spawn(async move {
        for round in 0..120 {
            // in transactions of their own and in one, and with what depends on it
            let sql = "create table gone (a int check (a > 0), b text default 'b'); \
                create index gone_a on gone ((a + 1)); create view seen as select a + 1 as a from gone; \
                create function f() returns int language sql as 'select 1'; \
                alter table gone add constraint c check (f() > a);";
            let script =
                if round % 2 == 0 { format!("begin; {sql} commit") } else { sql.to_owned() };
            sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut other).await?;
            sqlx::raw_sql("drop table gone cascade; drop function f").execute(&mut other).await?;
        }
        Ok::<_, sqlx::Error>(())
    });
    let (mut whole, mut without, mut moving) = (0, 0, 0);
    while !dropping.is_finished() {
        let catalog = match reader::read(&mut database.connection, &Ident::new("public")).await {
            Ok(catalog) => catalog,
            Err(ReadError::Moving(objects)) => {
                assert!(!objects.is_empty());
                moving += 1;
                continue;
            }
            Err(error) => return Err(error.to_string()),
        };
        for (id, fact) in catalog.facts.iter() {
            let lost =
                fact.depends.iter().chain(id.parent()).find(|id| !catalog.facts.contains_key(*id));
            assert!(lost.is_none(), "{id} needs {lost:?}, which was not read");
        }
        let there = catalog.facts.keys().any(|id| id.to_string() == "table gone");
        if there { whole += 1 } else { without += 1 }
    }
    dropping.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
    assert!(whole + without + moving > 3, "{whole} {without} {moving}");
    database.remove().await
}
