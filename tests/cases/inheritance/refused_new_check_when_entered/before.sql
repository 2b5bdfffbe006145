create table base (id integer, constraint positive check (id > 0));
create table child (id integer);
