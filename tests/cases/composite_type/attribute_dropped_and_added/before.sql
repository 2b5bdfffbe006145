create type pair as (a int, b text, c date);
create table t (id int primary key, p pair);
