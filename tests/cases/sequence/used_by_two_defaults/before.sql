create table orders (id int primary key);
create table invoice (id int primary key);
