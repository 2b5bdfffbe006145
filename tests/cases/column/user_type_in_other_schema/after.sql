-- Two types of one name in two schemas, and columns (scalar and array) of the qualified one.
create schema lib;
create type lib.unit as enum ('g', 'kg');
create type unit as enum ('m', 'km');
create table item (id int primary key, size unit default 'm', mass lib.unit not null default 'kg', masses lib.unit[] default '{g,kg}');
