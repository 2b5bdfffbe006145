//! Parts that a project does not manage are carried over, and survive what it does.

use autogen_core::kind::Kind;
use autogen_core::plan::{PlanError, plan};
use autogen_core::scope::{Glob, Scope};
use autogen_postgres::prove::apply_and_compare;
use autogen_tests::Result;
use autogen_tests::database::Server;

const TYPE: &str = "create type mood as enum ('sad', 'ok');
    create table note (id int primary key, mood mood, who text);";

const SHORTER: &str = "create type mood as enum ('ok');
    create table note (id int primary key, mood mood, who text);
    create table other (id int primary key);";

/// A project that manages no optional kind.
fn scope() -> Scope {
    let kinds = Kind::ALL.iter().copied().filter(|kind| !kind.optional());
    Scope { kinds: Some(kinds.collect()), ..Scope::default() }
}

/// The statements of the plan from one script's state to the other's when all optional kinds are
/// carried over, after showing that it converges.
async fn planned(before: &str, after: &str) -> Result<Vec<String>> {
    let server = Server::start()?;
    let (mut database, mut model) = (server.database(before).await?, server.database(after).await?);
    let (there, mut wanted) = (database.catalog().await?, model.catalog().await?);
    scope().carry(&there, &mut wanted);
    let way = plan(&there, &wanted).map_err(|e| e.to_string())?;
    apply_and_compare(&mut database.connection, &way, &wanted, "the plan")
        .await
        .map_err(|e| e.to_string())?;
    database.remove().await?;
    model.remove().await?;
    Ok(way.actions().map(|action| action.statement.sql()).collect())
}

#[tokio::test]
async fn what_is_not_managed_is_left_alone() -> Result<()> {
    let before = format!(
        "{TYPE} alter default privileges grant select on tables to reader;
         grant insert on note to clerk; alter table note owner to clerk;
         alter table note enable row level security; create policy own on note using (who = 'me');
         comment on policy own on note is 'mine'"
    );
    let after = format!("{TYPE} grant delete on note to somebody");
    assert_eq!(planned(&before, &after).await?, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn what_is_rebuilt_gets_it_back_and_what_is_new_is_as_it_is_born() -> Result<()> {
    let before = format!(
        "{TYPE} alter default privileges grant select on tables to reader;
         alter default privileges grant usage on types to reader;
         revoke usage on type mood from public; alter type mood owner to clerk;
         create policy fine on note using (mood = 'ok');
         comment on policy fine on note is 'fine'"
    );
    let sql = planned(&before, SHORTER).await?;
    for kept in [
        "revoke usage on type mood from public",
        "revoke usage on type mood from reader",
        "alter type mood owner to clerk",
        "comment on policy fine on note is 'fine'",
    ] {
        assert!(sql.iter().any(|sql| sql == kept), "{kept}: {sql:#?}");
    }
    assert!(!sql.iter().any(|sql| sql.contains("other") && !sql.contains("create")), "{sql:#?}");
    Ok(())
}

#[tokio::test]
async fn what_is_not_managed_stands_in_the_way_of_a_drop() -> Result<()> {
    let server = Server::start()?;
    let policy = format!("{TYPE} create policy own on note using (who = 'me')");
    let mut database = server.database(&policy).await?;
    let mut model = server.database("create table note (id int primary key)").await?;
    let (there, mut wanted) = (database.catalog().await?, model.catalog().await?);
    scope().carry(&there, &mut wanted);
    match plan(&there, &wanted) {
        Err(PlanError::Blocked { object, by, .. }) => {
            assert_eq!(object, "column public.note.who");
            assert_eq!(by, ["policy public.note.own"]);
        }
        other => return Err(format!("should be refused: {other:?}")),
    }
    database.remove().await?;
    model.remove().await
}

/// A role that is no member of the owner cannot put back what it rebuilds.
#[tokio::test]
async fn an_owner_out_of_reach_stops_a_rebuild_and_nothing_else() -> Result<()> {
    let server = Server::start()?;
    let script = |rest: &str| format!("{TYPE} {rest}");
    let mut database = server.database(&script("alter type mood owner to boss")).await?;
    let mut wider = server.database(&script("create table other (id int)")).await?;
    let mut shorter = server.database(SHORTER).await?;
    database.run("grant usage on schema public to app; set role app").await?;
    let there = database.catalog().await?;
    for (model, refused) in [(&mut wider, false), (&mut shorter, true)] {
        let mut wanted = model.catalog().await?;
        scope().carry(&there, &mut wanted);
        match (plan(&there, &wanted), refused) {
            (Err(PlanError::Refused { object, reason }), true) => {
                assert_eq!(object, "owner of enum public.mood");
                assert!(reason.contains("membership in role boss"), "{reason}");
            }
            (Ok(_), false) => {}
            (other, _) => return Err(format!("{other:?}")),
        }
    }
    database.run("reset role").await?;
    database.remove().await?;
    wider.remove().await?;
    shorter.remove().await
}

const PARTITIONS: &str =
    "create function note() returns trigger language plpgsql as 'begin return new; end';
    create table t (a int, b int) partition by list (a);";

/// Triggers are carried, and the partitions around them change.
#[tokio::test]
async fn partitions_have_the_triggers_that_are_carried() -> Result<()> {
    let before = format!(
        "{PARTITIONS}
         create table kept partition of t for values in (1);
         create table moved partition of t for values in (2);
         create table left_alone partition of t for values in (3);
         create table attached (a int, b int);
         create trigger g after update on t for each row execute function note();
         create trigger s after update on t for each statement execute function note();
         alter table moved enable replica trigger g;
         comment on trigger g on moved is 'moved'"
    );
    let after = format!(
        "{PARTITIONS}
         create table kept partition of t for values in (1);
         create table moved partition of t for values in (2, 4);
         create table left_alone (a int, b int);
         create table attached partition of t for values in (5);
         create table fresh partition of t for values in (6) partition by list (b);
         create table born partition of fresh for values in (7)"
    );
    let sql = planned(&before, &after).await?;
    for again in
        ["alter table moved enable replica trigger g", "comment on trigger g on moved is 'moved'"]
    {
        assert!(sql.iter().any(|sql| sql == again), "{again}: {sql:#?}");
    }
    assert!(!sql.iter().any(|sql| sql.contains("create trigger")), "{sql:#?}");
    Ok(())
}

/// What a partition has from above stands in no way where the partition is left out, unless something is set on it.
#[tokio::test]
async fn what_is_left_out_loses_only_what_comes_from_above() -> Result<()> {
    let server = Server::start()?;
    let parts = "create index i on t (b); \
        create trigger g after update on t for each row execute function note();";
    let partition = "create table p partition of t for values in (1) partition by list (b); \
        create table p1 partition of p for values in (1);";
    let scope = Scope { exclude: vec![Glob::new("public.p*")], ..Scope::default() };
    for (own, refused) in [
        ("select 1", None),
        ("alter table p1 disable trigger g", Some("trigger public.t.g")),
        ("comment on trigger g on p is 'mine'", Some("trigger public.t.g")),
        ("alter index p1_b_idx set (fillfactor = 50)", Some("index public.t.i")),
        ("comment on index p_b_idx is 'mine'", Some("index public.t.i")),
    ] {
        let script = format!("{PARTITIONS} {parts} {partition} {own}");
        let mut database = server.database(&script).await?;
        let mut model = server.database(PARTITIONS).await?;
        let there = scope.restrict(database.catalog().await?);
        match (plan(&there, &model.catalog().await?), refused) {
            (Ok(way), None) => assert_eq!(way.actions().count(), 2, "{own}"),
            (Err(PlanError::Blocked { object, by, .. }), Some(refused)) => {
                assert_eq!((object.as_str(), by.len()), (refused, 1), "{own}");
            }
            (other, _) => return Err(format!("{own}: {other:?}")),
        }
        database.remove().await?;
        model.remove().await?;
    }
    Ok(())
}
