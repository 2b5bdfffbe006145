create table thing (id int, note int);
create table account () inherits (thing);
