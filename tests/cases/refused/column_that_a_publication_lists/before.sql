create table t (id int primary key, a int, b int);
create publication told for table t (id, a);
