create domain a as int constraint a_ok check (value >= 0);
create domain b as int constraint b_ok check (value > 0);
create table t (id int primary key, a a, b b);
