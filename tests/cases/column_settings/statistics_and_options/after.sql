create table t (id int primary key, a text, b text, c int, d int);
alter table t alter a set statistics 100, alter b set (n_distinct = -0.5), alter c set statistics 0;
