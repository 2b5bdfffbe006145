create table base (id int not null, note text);
create table child (extra int) inherits (base);
create table grandchild () inherits (child);
