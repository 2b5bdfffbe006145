create table note (id int, twice int generated always as (id + id) stored);
create table kept (note note);
