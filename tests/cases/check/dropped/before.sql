create table orders (id int primary key, qty int check (qty > 0), price int check (price > 0));
