-- Postgres refuses to retype a column that a generated one uses; the expression prints alike on both sides.
create table line (id int primary key, qty bigint, price int, total int generated always as (qty * price) stored);
create index line_total on line (total);
