create table orders (id int primary key, no int unique);
