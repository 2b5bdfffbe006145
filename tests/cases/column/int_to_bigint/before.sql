create table orders (id int primary key, total int not null);
create index orders_total on orders (total);
