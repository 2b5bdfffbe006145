create table orders (id int primary key, qty int, price int, constraint a check (qty > 0), constraint b check (price > 0));
