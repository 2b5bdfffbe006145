create type pair as (a int, b int, c text);
create table t (id int primary key, p pair default (1, 2, 'x'), n int default (row(3, 4, null)::pair).a, constraint p_ok check ((p).a < (p).b));
