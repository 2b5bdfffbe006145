create domain a as int; create domain b as int constraint b_small check (value < 9);
create table t (id int primary key, a a, b b);
