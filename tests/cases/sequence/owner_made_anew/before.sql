create sequence counter;
create table t (id integer primary key, a text, b text generated always as (lower(a)) stored, c integer default nextval('counter'));
alter sequence counter owned by t.b;
create sequence gone;
alter sequence gone owned by t.b;
