create table orders (id int primary key, shop int, day date);
