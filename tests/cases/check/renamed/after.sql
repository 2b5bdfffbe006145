-- Same expression, other name.
create table orders (id int primary key, qty int constraint orders_qty_positive check (qty > 0));
