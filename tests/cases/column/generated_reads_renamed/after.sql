-- The expression follows the rename; nothing else is to do.
create table line (id int primary key, amount int, twice int generated always as (amount * 2) stored);
