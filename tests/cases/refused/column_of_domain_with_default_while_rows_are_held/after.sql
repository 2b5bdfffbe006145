-- The default is the domain's.
create domain stars as int default 3;
create table note (id int, stars stars);
create table kept (note note);
