-- Made anew for both.
create table base (id bigint, double int generated always as (id * 3) stored);
create table child (extra int) inherits (base);
create index child_double on child (double);
