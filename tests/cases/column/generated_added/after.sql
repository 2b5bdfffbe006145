-- A generated column is an ADD COLUMN with its expression.
create table line (id int primary key, qty int not null, price numeric(8,2) not null, total numeric(12,2) generated always as (qty * price) stored);
