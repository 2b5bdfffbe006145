create domain a as int constraint a_ok check (value > 0);
create domain b as int;
alter domain b add constraint b_ok check (value > 0) not valid;
create table t (id int primary key, a a, b b);
