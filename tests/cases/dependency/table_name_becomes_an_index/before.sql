create table lookup (id int primary key);
create table orders (id int primary key, shop int);
