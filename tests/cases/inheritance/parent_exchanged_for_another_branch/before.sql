create table thing (id int not null, note text);
create table vehicle (wheels int) inherits (thing);
create table building (floors int) inherits (thing);
create table caravan (wheels int) inherits (vehicle);
