-- A column of a composite type, and a child table, beside changes elsewhere.
create type place as (city text, zip text);
create table stop (id int primary key, at place, name text not null default '');
create table base (id int, note text);
create table child (extra int) inherits (base);
create index stop_name on stop (name);
