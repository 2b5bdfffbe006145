-- The values move attribute by attribute.
create type pair as (b text, c date, a int);
create table t (id int primary key, p pair);
