-- Both have from further up what the table only inherits; what the other one has beside that is added before.
create table thing (id int not null, note text);
create table vehicle (wheels int) inherits (thing);
create table building (floors int) inherits (thing);
create table caravan (floors int) inherits (building);
