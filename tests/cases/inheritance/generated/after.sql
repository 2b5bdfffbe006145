-- A generated column comes down, and goes.
create table base (id int, double int generated always as (id * 2) stored);
create table child (extra int) inherits (base);
