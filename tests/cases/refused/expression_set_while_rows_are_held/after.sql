-- It would be computed for all rows.
create table note (id int, twice int generated always as (id * 2) stored);
create table kept (note note);
