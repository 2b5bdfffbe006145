-- What is new comes last there too, or is a partition of a form of its own.
create table t (a int, c int, b int) partition by list (a);
create table p partition of t for values in (1);
create table o (c int, b int, a int);
alter table t attach partition o for values in (2);
create table i_above (a int, b int, c int);
create table i (d int) inherits (i_above);
create view counted as select x.p, x.q from p x(p, q, r);
create view counted_below as select x.p, x.q from i x(p, q, r, s);
create view counted_own as select x.p, x.q from o x(p, q, r);
