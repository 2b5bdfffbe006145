-- A column of a composite type beside changes elsewhere.
create type place as (city text, zip text);
create table stop (id int primary key, at place, name text not null default '');
create index stop_name on stop (name);
