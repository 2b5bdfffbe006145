create table thing (id int not null, note text);
create table vehicle (wheels int) inherits (thing);
create table car () inherits (vehicle);
