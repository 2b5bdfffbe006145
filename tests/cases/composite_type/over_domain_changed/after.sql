create domain code as bigint constraint ok check (value > 0);
create type pair as (x int, c code);
create table t (id int primary key, p pair, c code);
