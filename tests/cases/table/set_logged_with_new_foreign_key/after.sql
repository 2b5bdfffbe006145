-- a logged table can refer only to one that is logged by then, and up to when it is not
create table one (id integer primary key);
create table two (id integer primary key, one_id integer references one);
create unlogged table three (id integer primary key);
create table four (id integer primary key, three_id integer);
