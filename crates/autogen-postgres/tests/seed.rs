//! Rows that are made up satisfy whatever a table asks of them.

mod server_support;

use autogen_core::ident::{Ident, QualifiedName};
use autogen_postgres::seed::{Seeded, seed};
use autogen_postgres::server::Throwaway;
use server_support::{binaries, block_on, execute, scalar};
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;

fn names(tables: &[&str]) -> Vec<QualifiedName> {
    tables.iter().map(|name| QualifiedName { schema: None, name: Ident::new(*name) }).collect()
}

/// Makes a schema and seeds some of its tables.
async fn seeded(ddl: &str, tables: &[&str]) -> (Throwaway, PgConnectOptions, Seeded) {
    let server = Throwaway::start(&binaries()).expect("started");
    let options = server.address().options("postgres");
    execute(&options, ddl).await;
    let mut connection = options.connect().await.expect("connected");
    let seeded = seed(&mut connection, &Ident::new("public"), &names(tables)).await;
    (server, options, seeded.expect("seeded"))
}

const TYPES: &str = r#"
create type mood as enum ('sad', 'it''s');
create type point3 as (x integer, y numeric(4,1), label varchar(3));
create type span as range (subtype = timestamptz);
create domain email as text check (value ~ '^[^@]+@[^@]+$');
create domain positive as integer not null check (value > 0) check (value < 100);
create domain code as varchar(4) constraint upper_case check (value = upper(value));
create table "every type" (
    a smallint not null, b bigint, c numeric(3,2) not null, d real, e double precision, f money,
    g text, h varchar(3) not null, i char(5), j "char", k name, l boolean not null, m date not null,
    n timestamp, o timestamptz not null, p time, q timetz, r interval not null, s uuid not null, t json, u jsonb not null,
    v bytea not null, w inet, x cidr, y macaddr, z macaddr8, aa bit(3) not null, ab varbit, ac point, ad box, ae circle,
    af line, ag lseg, ah path, ai polygon, aj tsvector, ak tsquery, al xml, am pg_lsn, an oid, ao regclass,
    ap mood not null, aq mood[] not null, ar point3 not null, at span not null, au int4range, av point3[],
    aw email not null, ax positive, ay code[] , az code not null, ba int4range not null, bb text[][] not null,
    bc integer generated always as identity, bd serial, be integer generated always as (a * 2) stored
);
"#;

#[test]
fn values_of_every_type() {
    block_on(async {
        let (_server, options, seeded) = seeded(TYPES, &["every type"]).await;
        assert!(seeded.refused.is_empty(), "{:?}", seeded.refused);
        assert_eq!(seeded.rows(), 2);
        let filled = r#"select count(*) from "every type" where to_jsonb("every type")::text not like '%null%'"#;
        assert_eq!(scalar::<i64>(&options, filled).await, 1);
    });
}

const RULES: &str = r#"
create extension btree_gist;
create table kinds (kind text not null check (kind in ('one', 'two')), n integer check (n between 10 and 20),
    len text not null check (char_length(len) between 7 and 9), iso text not null check (iso ~ '^[A-Z]{3}$'),
    mail text not null check (mail like '%@%.%'), state integer not null check (state = any (array[7, 9])),
    share numeric not null check (share > 0 and share < 1));
create table spans (starts date not null, ends date not null, check (starts < ends),
    room integer not null, during tsrange not null, exclude using gist (room with =, during with &&));
create table either (a integer, b integer, check (num_nonnulls(a, b) = 1));
create table flags (flag boolean not null unique, other boolean not null);
create table documents (body jsonb not null check (jsonb_typeof(body) = 'array'), tags text[] not null check (cardinality(tags) > 0));
create table impossible (n integer not null check (n * n = 1369 and n <> 37 and n <> -37));
create table sparse (a integer check (a is null), b integer not null default 3);
create unique index lower_case on kinds (lower(mail));
"#;

#[test]
fn rules_are_met_where_trying_does() {
    block_on(async {
        let all = ["kinds", "spans", "either", "flags", "documents", "sparse", "impossible"];
        let (_server, _, seeded) = seeded(RULES, &all).await;
        let refused: Vec<String> =
            seeded.refused.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(refused[0].contains("impossible_n_check"), "{refused:?}");
        for (name, rows) in &seeded.tables {
            assert_eq!(*rows, 2, "{name}");
        }
        assert_eq!(seeded.tables.len(), all.len() - 1);
    });
}

const LINKS: &str = r#"
create table country (code char(2) primary key, check (code = upper(code)));
create table person (id integer generated always as identity primary key, country char(2) not null references country,
    boss integer references person, unique (id, country));
create table firm (id uuid primary key, owner integer not null, seat char(2) not null, main_office bigint not null,
    foreign key (owner, seat) references person (id, country));
create table office (id bigserial primary key, firm uuid not null references firm);
alter table firm add foreign key (main_office) references office deferrable initially deferred;
create function refuse() returns trigger language plpgsql as $$ begin raise 'no rows here'; end $$;
create trigger refuse before insert on person for each row execute function refuse();
create table measured (day date not null, kind text not null, value integer, primary key (day, kind)) partition by range (day);
create table measured_2020 partition of measured for values from ('2020-01-01') to ('2021-01-01');
create table measured_2021 partition of measured for values from ('2021-01-01') to ('2022-01-01') partition by list (kind);
create table measured_2021_a partition of measured_2021 for values in ('alpha', 'beta');
create table hashed (id integer primary key) partition by hash (id);
create table hashed_0 partition of hashed for values with (modulus 2, remainder 0);
create table hashed_1 partition of hashed for values with (modulus 2, remainder 1);
create table of_hashed (id integer not null references hashed);
create table parent (a integer not null);
create table child (b text not null) inherits (parent);
"#;

#[test]
fn rows_refer_to_rows_that_are_there() {
    block_on(async {
        let all = ["office", "measured", "of_hashed", "parent"];
        let (_server, options, seeded) = seeded(LINKS, &all).await;
        assert!(seeded.refused.is_empty(), "{:?}", seeded.refused);
        let found: Vec<String> = seeded.tables.keys().map(ToString::to_string).collect();
        let wanted = [
            "child",
            "country",
            "firm",
            "hashed_0",
            "hashed_1",
            "measured_2020",
            "measured_2021_a",
            "of_hashed",
            "office",
            "parent",
            "person",
        ];
        assert_eq!(found, wanted);
        // the server finds them right as well
        let again = "do $$ declare o record; begin \
            for o in select conname, conrelid::regclass t, pg_get_constraintdef(oid) d from pg_constraint \
                where contype = 'f' and conparentid = 0 loop \
            execute format('alter table %s drop constraint %I', o.t, o.conname); \
            execute format('alter table %s add constraint %I %s', o.t, o.conname, o.d); \
            end loop; end $$";
        execute(&options, again).await;
    });
}
