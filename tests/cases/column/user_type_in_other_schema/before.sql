create schema lib;
create type lib.unit as enum ('g', 'kg');
create type unit as enum ('m', 'km');
create table item (id int primary key, size unit default 'm');
