create domain a as int not null; create domain b as int;
create table t (id int primary key, a a, b b);
