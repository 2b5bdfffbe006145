create table top (base integer, made integer generated always as (base + 1) stored);
create table middle () inherits (top);
create table low () inherits (middle);
