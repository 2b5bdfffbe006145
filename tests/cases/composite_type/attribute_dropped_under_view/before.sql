create type pair as (a int, b text);
create table t (id int primary key, p pair);
create view v as select id, (p).b as b from t;
