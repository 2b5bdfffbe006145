-- The text would be the same, and means another column.
create table t (b int, a int, c int);
create view counted as select x.p, x.q from t x(p, q, r);
