create type kind as enum ('a', 'b');
create table one (id int primary key, kind kind default 'a');
create table two (id int primary key, kinds kind[]);
create table three (kind kind primary key);
