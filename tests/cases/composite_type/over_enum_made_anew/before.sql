create type state as enum ('a', 'b', 'c');
create type pair as (x int, s state);
create table t (id int primary key, p pair, s state, ps pair[]);
