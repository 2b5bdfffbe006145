create domain stars as int default 3;
create table note (id int);
create table kept (note note);
