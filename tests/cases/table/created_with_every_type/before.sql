create type mood as enum ('sad', 'ok', 'glad');
create schema lib;
create type lib.unit as enum ('g', 'kg');
