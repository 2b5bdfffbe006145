create table t (a integer, b integer, c integer generated always as (b + 1) stored, d text);
create view counted as select x.p from t x(p);
