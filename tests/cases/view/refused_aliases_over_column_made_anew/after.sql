-- The view stays as it is, but a column that its list names comes last when it is made anew.
create table t (a integer, b integer, c bigint generated always as (b + 1) stored, d text);
create view counted as select x.p from t x(p);
