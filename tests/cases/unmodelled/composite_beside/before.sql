create type place as (city text, zip text);
create table stop (id int primary key, at place);
