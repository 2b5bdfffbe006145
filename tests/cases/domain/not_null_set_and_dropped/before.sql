create domain a as int; create domain b as int not null;
create table t (id int primary key, a a, b b);
