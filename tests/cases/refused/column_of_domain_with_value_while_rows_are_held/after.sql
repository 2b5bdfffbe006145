-- The default is not of the column but of its domain.
create domain three as int default 3;
create table note (id int, count three);
create table kept (note note);
