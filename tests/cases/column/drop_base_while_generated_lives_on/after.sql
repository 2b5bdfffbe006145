-- The generated column stays by name but no longer needs the dropped column.
create table line (id int primary key, qty int, total int generated always as (qty * 10) stored);
