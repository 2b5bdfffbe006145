create type pair as (a bigint, b text, c date);
create table t (id int primary key, p pair);
create view v as select id, p, (p).b as b from t;
create materialized view m as select p from t;
create function swap(p pair) returns pair language sql immutable as $$ select p $$;
