-- A change of type resets the storage, which is set again; the rest stays.
create table t (id int primary key, doc bytea, note text, n bigint, gone bytea);
alter table t alter doc set storage external, alter doc set statistics 200, alter doc set (n_distinct = 5), alter note set storage main, alter n set statistics 9;
comment on column t.doc is 'a document';
