create unlogged table one (id integer primary key);
create table two (id integer primary key, one_id integer);
create table three (id integer primary key);
create unlogged table four (id integer primary key, three_id integer references three);
