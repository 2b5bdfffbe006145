-- The type of the generated column itself.
create table line (id int primary key, qty int, twice bigint generated always as (qty * 2) stored);
