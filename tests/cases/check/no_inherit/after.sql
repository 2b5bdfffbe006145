-- NO INHERIT on and off; both have to be made anew.
create table orders (id int primary key, qty int, price int,
  constraint qty_positive check (qty > 0) no inherit,
  constraint price_positive check (price > 0));
