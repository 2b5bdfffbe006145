create table t (a integer);
create view counted as select x.p from t x(p);
