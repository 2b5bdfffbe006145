create table thing (id int);
create table made (id int);
create table vehicle () inherits (made, thing);
create table other () inherits (made);
create table vehicle_2025 () inherits (vehicle);
