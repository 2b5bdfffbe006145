-- A named one over one column, an unnamed one over two.
create table orders (id int primary key, qty int constraint qty_positive check (qty > 0), price int, check (price >= qty));
