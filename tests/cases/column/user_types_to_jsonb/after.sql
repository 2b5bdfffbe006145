-- No cast leads from these to JSON or back; the plan suggests how.
create type e as enum ('a', 'b'); create type pair as (x int, y text); create domain d as int check (value > 0);
create table t (id int primary key, e jsonb, p jsonb, d jsonb, es jsonb, r jsonb, u json, on_day json);
