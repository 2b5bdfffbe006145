create type span as range (subtype = int);
create table t (id int primary key, s span, n int);
