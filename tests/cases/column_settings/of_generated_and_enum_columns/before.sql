create type e as enum ('a', 'b', 'c');
create table t (id int primary key, e e, g text generated always as ('n' || id::text) stored);
alter table t alter e set statistics 3, alter g set storage external, alter g set statistics 8;
