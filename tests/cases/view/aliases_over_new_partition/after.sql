-- A new partition would have its columns in the order of the table above, where the new one comes last.
create table t (a int, b int, c int) partition by list (a);
create table p partition of t for values in (1);
create view counted as select x.p, x.q from p x(p, q, r);
