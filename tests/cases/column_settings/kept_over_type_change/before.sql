create table t (id int primary key, doc text, note varchar(10), n int, gone text);
alter table t alter doc set storage external, alter doc set statistics 200, alter doc set (n_distinct = 5), alter note set storage main, alter n set statistics 9, alter gone set storage external;
comment on column t.doc is 'a document';
