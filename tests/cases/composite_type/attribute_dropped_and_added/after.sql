-- The value of an attribute is lost, which asks.
create type pair as (a int, c date, z bigint);
create table t (id int primary key, p pair);
