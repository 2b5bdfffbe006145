//! The table of lock levels (`autogen_core::lock`) held to the server: `pg_locks` while a statement of each
//! form runs. What whole plans lock is held to it by every case of the corpus.

use autogen_core::lock::{Form, LockLevel};
use autogen_tests::database::{Database, Server};
use autogen_tests::locks;

/// What the statements are run on.
const SCHEMA: &str = "
    create function f() returns trigger language plpgsql as 'begin return new; end';
    create domain d as integer;
    create table other (id integer primary key);
    create table t (id integer primary key, n integer not null, w varchar(10), d d, o integer,
        made integer generated always as (id + 1) stored unique,
        constraint t_check check (n > 0) not valid,
        constraint t_key foreign key (o) references other);
    alter table t add constraint t_later foreign key (n) references other not valid;
    create table of_made (o integer references t (made));
    create index t_n on t (n);
    create trigger t_trigger before insert on t for each row execute function f();
    create sequence s;
    create view v as select id, n from t;
    create materialized view m as select id, n from t;
    create table p (k integer not null) partition by range (k);
    alter table p add constraint p_key foreign key (k) references other;
    create table p1 partition of p for values from (0) to (10);
    create table p_default partition of p default;
    create table p2 (k integer not null);
    create index p_only on only p (k);
    create index p1_k on p1 (k);
    create table q (k integer primary key) partition by range (k);
    create table q1 partition of q for values from (0) to (10);
    create table r (k integer references q);
    create table above (id integer);
    create table below () inherits (above);";

/// A statement of each form, with a relation that it locks so.
const STATEMENTS: &[(Form, &str, &str)] = &[
    (Form::AddColumn, "alter table t add column x integer", "t"),
    (Form::DropColumn, "alter table t drop column w", "t"),
    (Form::SetType, "alter table t alter column w type text", "t"),
    (Form::SetTypeOfKey, "alter table t alter column o type bigint", "other"),
    (Form::SetDefault, "alter table t alter column n set default 1", "t"),
    (Form::SetDefault, "alter view v alter column n set default 1", "v"),
    (Form::SetNotNull, "alter table t alter column w set not null", "t"),
    (Form::DropNotNull, "alter table t alter column n drop not null", "t"),
    (Form::DropExpression, "alter table t alter column made drop expression", "t"),
    (Form::SetIdentity, "alter table t alter column n add generated always as identity", "t"),
    (Form::SetStatistics, "alter table t alter column n set statistics 100", "t"),
    (Form::SetColumnOptions, "alter table t alter column n set (n_distinct = 5)", "t"),
    (Form::SetColumnOptions, "alter table t alter column n reset (n_distinct)", "t"),
    (Form::SetStorage, "alter table t alter column w set storage external", "t"),
    (Form::RenameColumn, "alter table t rename column w to x", "t"),
    (Form::RenameRelation, "alter table t rename to x", "t"),
    (Form::RenameRelation, "alter sequence s rename to x", "s"),
    (Form::RenameIndex, "alter index t_n rename to x", "t_n"),
    (Form::AddCheck, "alter table t add check (n > 1)", "t"),
    (Form::AddCheck, "alter table t add check (n > 1) not valid", "t"),
    (Form::AddKey, "alter table t add unique (n)", "t"),
    (Form::AddKey, "alter table t add exclude using btree (n with =)", "t"),
    (Form::AddForeignKey, "alter table t add foreign key (n) references other", "t"),
    (Form::ReferTo, "alter table t add foreign key (n) references other", "other"),
    (Form::ReferTo, "create table x (o integer references other)", "other"),
    (Form::CreateIndex, "create index on p (k)", "p1"),
    (Form::AddKeyToTree, "alter table above add primary key (id)", "below"),
    (Form::DropCheck, "alter table t drop constraint t_check", "t"),
    (Form::DropConstraint, "alter table t drop constraint t_pkey", "t"),
    (Form::DropConstraint, "alter table t drop constraint t_key", "t"),
    (Form::DropReference, "alter table t drop constraint t_key", "other"),
    (Form::DropReference, "drop table t cascade", "other"),
    (Form::ReferTo, "create table p3 partition of p for values from (20) to (30)", "other"),
    (Form::AlterConstraint, "alter table t alter constraint t_key deferrable", "t"),
    (Form::ValidateCheck, "alter table t validate constraint t_check", "t"),
    (Form::ValidateForeignKey, "alter table t validate constraint t_later", "t"),
    (Form::CreateIndex, "create index on t (o)", "t"),
    (Form::CreateIndex, "create index on m (id)", "m"),
    (Form::DropIndex, "drop index t_n", "t"),
    (Form::AttachIndex, "alter index p_only attach partition p1_k", "p1_k"),
    (Form::AttachIndexTo, "alter index p_only attach partition p1_k", "p_only"),
    (
        Form::AttachPartitionTo,
        "alter table p attach partition p2 for values from (20) to (30)",
        "p",
    ),
    (Form::AttachPartition, "alter table p attach partition p2 for values from (20) to (30)", "p2"),
    (
        Form::BesidePartition,
        "alter table p attach partition p2 for values from (20) to (30)",
        "p_default",
    ),
    (
        Form::BesidePartition,
        "create table p3 partition of p for values from (20) to (30)",
        "p_default",
    ),
    (Form::BesidePartition, "alter table p detach partition p1", "p_default"),
    (Form::DetachPartitionFrom, "alter table p detach partition p1", "p"),
    (Form::DetachPartition, "alter table p detach partition p1", "p1"),
    (Form::DetachReference, "alter table p detach partition p1", "other"),
    (Form::DetachReferrer, "alter table q detach partition q1", "r"),
    (Form::Inherit, "alter table other inherit above", "other"),
    (Form::Inherit, "alter table below no inherit above", "below"),
    (Form::InheritFrom, "alter table other inherit above", "above"),
    (Form::InheritFrom, "create table x () inherits (above)", "above"),
    (Form::PartitionOf, "create table p3 partition of p for values from (20) to (30)", "p"),
    (Form::PartitionOf, "drop table p1", "p"),
    (Form::SetLogged, "alter table p2 set unlogged", "p2"),
    (Form::SetParameter, "alter table t set (fillfactor = 50, autovacuum_enabled = off)", "t"),
    (Form::SetParameter, "alter table t set (parallel_workers = 2, vacuum_truncate = off)", "t"),
    (Form::SetParameter, "alter table t reset (fillfactor)", "t"),
    (Form::SetParameter, "alter index t_n set (fillfactor = 50, deduplicate_items = off)", "t_n"),
    (Form::SetOtherParameter, "alter table t set (user_catalog_table = on)", "t"),
    (Form::SetOtherParameter, "alter view v set (security_barrier = on)", "v"),
    (Form::ClusterOn, "alter table t cluster on t_n", "t"),
    (Form::ClusterOn, "alter table t set without cluster", "t"),
    (Form::ReplicaIdentity, "alter table t replica identity full", "t"),
    (Form::RowSecurity, "alter table t enable row level security", "t"),
    (Form::Policy, "create policy x on t", "t"),
    (
        Form::CreateTrigger,
        "create trigger x after insert on t for each row execute function f()",
        "t",
    ),
    (Form::DropTrigger, "drop trigger t_trigger on t", "t"),
    (Form::EnableTrigger, "alter table t disable trigger t_trigger", "t"),
    (Form::Owner, "alter table t owner to current_user", "t"),
    (Form::Comment, "comment on table t is 'x'", "t"),
    (Form::Comment, "comment on column t.id is 'x'", "t"),
    (Form::Comment, "comment on index t_n is 'x'", "t_n"),
    (Form::DropTable, "drop table t cascade", "t"),
    (Form::View, "create or replace view v as select id, n, w from t", "v"),
    (Form::View, "drop view v", "v"),
    (Form::Refresh, "refresh materialized view m", "m"),
    (Form::Refresh, "refresh materialized view m with no data", "m"),
    (Form::DropMaterializedView, "drop materialized view m", "m"),
    (Form::AlterSequence, "alter sequence s increment 2", "s"),
    (Form::AlterSequence, "alter sequence s owned by t.id", "s"),
    (Form::DropSequence, "drop sequence s", "s"),
    (Form::CheckDomain, "alter domain d add check (value > 0)", "t"),
    (Form::CheckDomain, "alter domain d set not null", "t"),
];

/// The same of what only later servers know.
const LATER: &[(u32, Form, &str, &str)] = &[
    (14, Form::SetCompression, "alter table t alter column w set compression pglz", "t"),
    (15, Form::AttachReferrer, "create table x partition of q for values from (20) to (30)", "r"),
    (18, Form::AddKeyToTree, "alter table p add unique (k)", "p1"),
    (15, Form::SetLogged, "alter sequence s set unlogged", "s"),
    (17, Form::SetExpression, "alter table t alter column made set expression as (n + 1)", "t"),
    (
        17,
        Form::SetTypeOfKey,
        "alter table t alter column made set expression as (n + 1)",
        "of_made",
    ),
    (18, Form::DropReference, "alter table t alter constraint t_key not enforced", "other"),
];

/// Statements that lock nothing that a program would notice.
const QUIET: &[&str] = &[
    "grant select on t to current_user",
    "comment on constraint t_check on t is 'x'",
    "comment on trigger t_trigger on t is 'x'",
    "create view x as select * from t",
    "create materialized view x as select * from t",
    "create table x (like t)",
    "create sequence x owned by t.id",
    "alter domain d set default 1",
    "alter domain d add check (value > 0) not valid",
];

#[tokio::test]
async fn each_form_takes_the_lock_of_the_table() {
    let server = Server::start().unwrap();
    let mut database = server.database(SCHEMA).await.unwrap();
    let major = server.binaries.major;
    let later = LATER.iter().filter(|(since, ..)| *since <= major);
    let later = later.map(|(_, form, sql, relation)| (*form, *sql, *relation));
    let all: Vec<_> = STATEMENTS.iter().copied().chain(later).collect();
    for (form, sql, relation) in &all {
        // the only form whose level has changed
        let weaker = *form == Form::DetachPartition && major == 13;
        let level = if weaker { LockLevel::ShareUpdateExclusive } else { form.level() };
        let held = taken(&mut database, sql).await;
        assert_eq!(held.get(*relation), Some(&level), "{form:?}: {sql}: {held:?}");
        assert!(!form.source().is_empty());
    }
    let tried = |form: &&Form| all.iter().any(|(tried, ..)| tried == *form);
    let missing: Vec<_> = Form::ALL.iter().filter(|form| !tried(form)).collect();
    let unknown =
        |form: &&&Form| LATER.iter().any(|(since, of, ..)| of == **form && *since > major);
    assert!(missing.iter().all(|form| unknown(&form)), "{missing:?}");
    for sql in QUIET {
        let held = taken(&mut database, sql).await;
        assert!(held.values().all(|level| !level.is_told()), "{sql}: {held:?}");
    }
    database.remove().await.unwrap();
}

async fn taken(
    database: &mut Database,
    sql: &str,
) -> std::collections::BTreeMap<String, LockLevel> {
    locks::taken(database, sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}
