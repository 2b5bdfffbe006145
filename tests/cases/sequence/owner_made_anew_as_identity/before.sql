create table t (id integer primary key, a integer, b integer generated always as (a + 1) virtual);
create sequence counter owned by t.b;
create sequence other owned by t.b;
