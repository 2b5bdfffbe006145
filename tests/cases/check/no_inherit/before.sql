create table orders (id int primary key, qty int, price int,
  constraint qty_positive check (qty > 0),
  constraint price_positive check (price > 0) no inherit);
