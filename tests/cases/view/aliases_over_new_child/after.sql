-- As does a table that inherits; what it has of its own comes behind that.
create table t (a int, b int, c int);
create table i (d int) inherits (t);
create view counted as select x.p, x.q from i x(p, q, r);
