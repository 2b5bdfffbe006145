create table t (a integer, b boolean, c integer);
create index i on t (a);
alter table t add constraint u unique (c);
