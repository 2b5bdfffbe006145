create table line (id int primary key, qty int, price int default 0, total int generated always as (qty * price) stored);
