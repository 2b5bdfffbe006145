create type place as (city text, zip text);
create table stop (id int primary key, at place);
create table base (id int, note text);
create table child (extra int) inherits (base);
