-- The column may neither be left alone nor changed where it is.
create table thing (id bigint not null, note text);
create table vehicle (wheels int) inherits (thing);
create table car () inherits (thing);
