-- The column that owns a sequence goes, while others use it.
create sequence s;
create table t (id int primary key, b bigint default nextval('s'));
create table u (id int primary key, b bigint default nextval('s'));
create table v (id int primary key);
create view w as select 1::bigint as n;
create sequence passed;
create table x (id int primary key, b bigint default nextval('passed'));
alter sequence passed owned by x.b;
