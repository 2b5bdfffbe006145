create table t (id int primary key, a text, b text) with (fillfactor = 90);
alter table t alter a set storage external, alter a set statistics 20, replica identity full, cluster on t_pkey;
comment on column t.a is 'x';
