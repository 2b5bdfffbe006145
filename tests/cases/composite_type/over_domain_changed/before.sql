create domain code as int constraint ok check (value > 0);
create type pair as (x int, c code);
create table t (id int primary key, p pair, c code);
