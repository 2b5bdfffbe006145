create domain doc as text;
create table t (id int primary key, d doc not null);
