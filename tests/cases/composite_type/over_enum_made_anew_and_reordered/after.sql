create type state as enum ('c', 'a');
create type pair as (s state, x int);
create table t (id int primary key, p pair);
