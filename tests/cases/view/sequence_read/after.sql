-- A view that depends on a sequence, which is dropped and made.
create sequence other start 5;
create table t (id int primary key, n int);
create view v as select id, nextval('other') as next, n from t;
