create domain a as int constraint a_positive check (value > 0) constraint a_small check (value < 1000);
create domain b as int;
create table t (id int primary key, a a, b b);
