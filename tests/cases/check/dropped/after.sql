-- One of two goes.
create table orders (id int primary key, qty int, price int check (price > 0));
