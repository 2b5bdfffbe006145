-- What the table only inherits may not become its own in between; beside it, parts of its own come and go.
create table thing (id int not null, note text, constraint positive check (id > 0));
create table vehicle (wheels int) inherits (thing);
create table car (wheels int, seats int, constraint short check (length(note) < 9)) inherits (thing);
