create domain a as int default 1 + 1; create domain b as int default 2; create domain c as text;
create table t (id int primary key, a a, b b, c c);
