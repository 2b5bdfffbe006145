create sequence number;
create table t (id int primary key, n int);
create view v as select id, nextval('number') as next, n from t;
