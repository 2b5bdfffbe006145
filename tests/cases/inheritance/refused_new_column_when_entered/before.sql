create table base (id integer, note text);
create table child (extra integer);
