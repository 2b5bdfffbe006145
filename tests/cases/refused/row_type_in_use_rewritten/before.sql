create table a (x int, y text);
create type pair_of as (a a, n int);
create table t (id int primary key, r pair_of);
