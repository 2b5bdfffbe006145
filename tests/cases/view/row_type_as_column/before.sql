create table t (id int primary key);
create view v as select id, 'x'::text as name from t;
create table store (id int primary key);
