create domain a as int; create domain b as int default 1; create domain c as text default 'x';
create table t (id int primary key, a a, b b, c c);
