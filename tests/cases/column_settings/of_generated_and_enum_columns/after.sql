-- A column that is dropped and added gets them back.
create type e as enum ('b', 'a');
create table t (id int primary key, e e, g text generated always as ('m' || id::text) stored);
alter table t alter e set statistics 3, alter g set storage external, alter g set statistics 8;
