create table orders (id int primary key, qty int, constraint positive check (qty > 0));
create table stock (id int primary key, qty int, constraint positive check (qty > 0));
