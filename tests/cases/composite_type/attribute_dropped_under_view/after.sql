create type pair as (a int);
create table t (id int primary key, p pair);
create view v as select id, (p).a as a from t;
