-- What comes second is merged with what is there, without its default and NOT NULL.
create table thing (id int, kind text not null default 'x', note text);
create table made (id int, kind text, note text default 'y');
create table vehicle () inherits (made, thing);
create table other () inherits (made);
create table vehicle_2025 () inherits (vehicle);
