create table line (id int primary key, qty int, price int, total int generated always as (qty * price) stored);
