-- The rows break it: written without NOT VALID the plan fails.
create table orders (id int primary key, qty int);
alter table orders add constraint qty_positive check (qty > 0) not valid;
