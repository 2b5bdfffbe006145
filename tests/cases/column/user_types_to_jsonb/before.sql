create type e as enum ('a', 'b'); create type pair as (x int, y text); create domain d as int check (value > 0);
create table t (id int primary key, e e, p pair, d d, es e[], r int4range, u uuid, on_day date);
