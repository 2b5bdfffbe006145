create type span as range (subtype = float8);
create table t (id int primary key, s span);
