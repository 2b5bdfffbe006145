create table line (id int primary key, qty int, price int, total int generated always as (qty * price) stored);
create index line_total on line (total);
