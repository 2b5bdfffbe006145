create table t (a integer, b integer);
create view counted as select x.p from t x(p);
