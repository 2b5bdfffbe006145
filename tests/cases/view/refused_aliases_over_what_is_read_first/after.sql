-- The second column of the view's list can only be added when the third is there.
create table t (a integer, b integer generated always as (c + 1) stored, c integer);
create view counted as select x.p from t x(p);
