create table note (id int);
create table kept (note note);
