-- It would go with the column that owns it, and its position with it.
create sequence counter;
create table t (id integer primary key, a text, b varchar(40) generated always as (upper(a)) stored, c integer default nextval('counter'));
alter sequence counter owned by t.b;
