create table t (a int, b int, c int);
create view counted as select x.p, x.q from t x(p, q, r);
