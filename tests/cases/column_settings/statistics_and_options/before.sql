create table t (id int primary key, a text, b text, c int, d int);
alter table t alter a set statistics 500, alter b set (n_distinct = 0.5, n_distinct_inherited = 7), alter d set statistics 0;
