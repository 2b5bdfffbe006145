create table product (id int primary key, stock int not null default 7, price int default 10);
