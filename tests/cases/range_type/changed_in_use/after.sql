-- The column would lose its values.
create type span as range (subtype = float8, subtype_diff = float8mi);
create table t (id int primary key, s span);
