create table line (id int primary key, qty int, twice int generated always as (qty * 2) stored);
