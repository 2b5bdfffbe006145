create type point3 as (x int, y numeric(5,2), label text collate "C", tags text[]);
create type line as (a point3, b point3);
create type nothing as ();
create table t (id int primary key, p point3, l line, ps point3[]);
comment on type point3 is 'a place';
comment on column point3.x is 'east';
