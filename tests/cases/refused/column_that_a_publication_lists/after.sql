-- Postgres drops no column that a publication lists.
create table t (id int primary key, b int);
create publication told for table t (id);
