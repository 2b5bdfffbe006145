create table thing (id int not null, note text, constraint positive check (id > 0));
create table vehicle (wheels int) inherits (thing);
create table car (wheels int, constraint named check (note <> '')) inherits (vehicle);
