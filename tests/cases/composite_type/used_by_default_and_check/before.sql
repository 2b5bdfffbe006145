create type pair as (a int, b int);
create table t (id int primary key, p pair default (1, 2), n int default (row(3, 4)::pair).a, constraint p_ok check ((p).a < (p).b));
