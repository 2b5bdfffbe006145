create table base (id int, double int generated always as (id * 2) stored);
create table child (extra int) inherits (base);
create index child_double on child (double);
